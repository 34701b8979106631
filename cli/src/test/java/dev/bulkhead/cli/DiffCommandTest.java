package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
  private static final String SERVICE =
      "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {type: %s}}\n";

  @TempDir Path folder;
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    var surroundings = new Session(new FakeRooms(), folder.resolve("cache")).surroundings();
    session =
        new Session(new Composition(surroundings, RegistryListener.NONE), folder.resolve("cache"));
  }

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  /** A chart whose Deployment, hook and configuration follow its values. */
  private String chart(String name, String version, String values) throws IOException {
    file(name + "/Chart.yaml", "apiVersion: v2\nname: app\nversion: %s\n".formatted(version));
    file(name + "/values.yaml", values);
    file(
        name + "/templates/app.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}
          labels:
            helm.sh/chart: app-{{ .Chart.Version }}
        spec:
          selector:
            matchLabels: {app: {{ .Values.label }}}
          template:
            metadata:
              annotations: {made: {{ randAlphaNum 20 }}}
            spec:
              containers:
                - name: main
                  image: registry.example/app:{{ .Values.tag }}
        """);
    return folder.resolve(name).toString();
  }

  private int diff(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "diff";
    all[1] = "--offline";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return session.run(all);
  }

  private String out() {
    return session.out().replace(folder + "/", "");
  }

  @Test
  void an_upgrade_of_a_chart_is_told_worst_first_and_the_report_is_compared_whole()
      throws IOException {
    String old = chart("old", "1.0.0", "label: a\ntag: v1\ngone: true\n");
    String now = chart("new", "1.1.0", "label: b\ntag: v2\n");

    assertThat(diff(old, now, "-n", "apps", "--set", "gone=false")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            old → new
              note: 2 images were compared by their names alone. registry.example/app:v1 was not looked up: --offline forbids asking a registry. Supply the image with --images PATH, or leave --offline away.

            Breaks the upgrade or the cluster: 1

              objects
                Deployment app
                  spec.selector changes from {matchLabels: {app: a}} to {matchLabels: {app: b}}, which Kubernetes refuses for an existing Deployment: the upgrade fails until it is deleted.
                  old/templates/app.yaml:9:5 → new/templates/app.yaml:9:5

            Can hurt: 1

              values
                Chart app (gone)
                  The value goes away, and you set it: it may have no effect any more.
                  was at old/values.yaml:3:7

            Worth knowing: 4

              images
                Deployment app (container main): It runs registry.example/app:v2 instead of registry.example/app:v1.

              values
                Chart app (Chart.yaml): version is 1.1.0 instead of 1.0.0.
                Chart app (label): The default is b instead of a.
                Chart app (tag): The default is v2 instead of v1.

            1 that break the upgrade or the cluster, 1 that can hurt, 4 worth knowing
            """);
    assertThat(session.err()).isEmpty();
  }

  @Test
  void nothing_changes_from_a_chart_to_itself_though_it_makes_values_anew() throws IOException {
    String chart = chart("one", "1.0.0", "label: a\ntag: v1\n");

    assertThat(diff(chart, chart)).isZero();
    assertThat(out()).isEqualTo("one → one\n\nNothing changes.\n");
  }

  @Test
  void nothing_changes_from_a_folder_of_charts_to_itself() throws IOException {
    chart("all/one", "1.0.0", "label: a\ntag: v1\n");
    chart("all/two", "1.0.0", "label: b\ntag: v2\n");
    file("all/plain.yaml", SERVICE.formatted("a", "ClusterIP"));

    assertThat(diff(folder + "/all", folder + "/all")).isZero();
    assertThat(out()).endsWith("Nothing changes.\n");
  }

  @Test
  void the_new_chart_is_rendered_as_the_release_of_the_old_one() throws IOException {
    String old = chart("old", "1.0.0", "label: a\ntag: v1\n");
    String now = chart("new", "1.0.0", "label: a\ntag: v1\n");
    file("new/Chart.yaml", "apiVersion: v2\nname: renamed\nversion: 1.0.0\n");

    assertThat(diff(old, now)).isZero();
    assertThat(out()).contains("name is renamed instead of app.").doesNotContain("Deployment");
  }

  @Test
  void manifests_are_compared_and_programs_get_the_same_as_json() throws IOException {
    String old = file("old.yaml", SERVICE.formatted("a", "ClusterIP"));
    String now = file("new.yaml", SERVICE.formatted("a", "NodePort"));

    assertThat(diff(old, now, "--format", "json")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            {
              "schemaVersion" : "1.0",
              "tool" : {
                "name" : "bulkhead",
                "version" : "%s"
              },
              "old" : {
                "name" : "old.yaml",
                "objects" : 1,
                "notes" : [ ],
                "problems" : [ ]
              },
              "new" : {
                "name" : "new.yaml",
                "objects" : 1,
                "notes" : [ ],
                "problems" : [ ]
              },
              "notes" : [ ],
              "changes" : [
                {
                  "hurt" : "can-hurt",
                  "area" : "objects",
                  "object" : {
                    "apiVersion" : "v1",
                    "kind" : "Service",
                    "namespace" : "",
                    "name" : "a"
                  },
                  "part" : "",
                  "path" : "spec.type",
                  "message" : "The Service's type changes from ClusterIP to NodePort, and with it from where it is reached.",
                  "old" : {
                    "file" : "old.yaml",
                    "line" : 1,
                    "column" : 67,
                    "exact" : true
                  },
                  "new" : {
                    "file" : "new.yaml",
                    "line" : 1,
                    "column" : 67,
                    "exact" : true
                  }
                }
              ],
              "summary" : {
                "breaks" : 0,
                "can-hurt" : 1,
                "worth-knowing" : 0
              },
              "exitStatus" : 0
            }
            """
                .formatted(Version.current()));
  }

  @Test
  void what_is_said_of_many_is_said_once_and_all_of_it_on_demand() throws IOException {
    var many = new StringBuilder();
    for (int i = 10; i < 40; i++) {
      many.append(
          "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: c%d}, data: {k%d: v}}\n"
              .formatted(i, i));
    }
    String old = file("old.yaml", many.toString());
    String now = file("new.yaml", many.toString().replace(": v}", ": w}"));
    String none = file("none.yaml", "{apiVersion: v1, kind: Event, metadata: {name: e}}\n");

    diff(old, now);
    assertThat(out())
        .contains("    ConfigMap c10: Changes at data.k10.\n", "… and 18 more (--show all).");
    diff(old, now, "--show", "all");
    assertThat(out())
        .contains(
            "    ConfigMap c39\n      Changes at data.k39.\n      old.yaml:60:1 → new.yaml:60:1\n")
        .doesNotContain("--show");
    diff(none, old);
    assertThat(out())
        .contains("ConfigMap c10, c11, c12, c13, c14, c15, c16, c17 and 22 more: It is");
  }

  @Test
  void part_of_a_side_that_cannot_be_read_is_told_and_ends_with_2() throws IOException {
    String old = file("old.yaml", SERVICE.formatted("a", "ClusterIP"));
    String now = file("new.yaml", SERVICE.formatted("a", "ClusterIP") + "---\na: b: c\n");

    assertThat(diff(old, now)).isEqualTo(2);
    assertThat(out()).contains("problem new.yaml:3:5", "Nothing changes in what was read.");
  }

  @Test
  void a_side_of_which_nothing_can_be_read_is_no_upgrade_to_nothing() throws IOException {
    String old = chart("old", "1.0.0", "label: a\ntag: v1\n");
    String now = chart("new", "1.0.0", "label: a\ntag: v1\n");
    file("new/templates/app.yaml", "{{ fail \"no such mode\" }}\n");

    assertThat(diff(old, now)).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).startsWith("bulkhead: ").contains("no such mode", "remedy: ");
    assertThat(diff(old, folder + "/absent")).isEqualTo(2);
    assertThat(session.err()).contains("There is no file or folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - - | Both sides are standard input
          x | Two things are compared, the old and the new.
          x y z | "z" is one argument too many.
          x y --platform=linux | "linux" is not a platform
          x y --format=html | Write text or json.
          x y --show=proven | Write all.
          x y --kube-version=1.30..1.34 | is not a version of Kubernetes
          x y -f /none.yaml | cannot be read
          """)
  void a_command_line_that_cannot_be_used_is_told(String arguments, String cause) {
    assertThat(diff(arguments.split(" ", -1))).isEqualTo(2);
    assertThat(session.err()).contains(cause).doesNotContain("This is a bug");
    assertThat(session.out()).isEmpty();
  }

  @Test
  void options_for_charts_are_refused_where_neither_side_is_one() throws IOException {
    String one = file("a.yaml", SERVICE.formatted("a", "ClusterIP"));

    assertThat(diff(one, one, "--set", "a=b")).isEqualTo(2);
    assertThat(session.err()).contains("--set says how charts are rendered, and no source is");
  }

  @Test
  void a_run_that_is_ended_says_so() throws IOException {
    String one = file("a.yaml", SERVICE.formatted("a", "ClusterIP"));
    session.stop.request(Stop.Reason.TIMEOUT);

    assertThat(diff(one, one, "--timeout", "7s")).isEqualTo(2);
    assertThat(session.err()).contains("was not read to its end: the 7s of --timeout were over.");
  }

  @Test
  void an_interrupted_run_ends_with_the_status_of_the_signal() throws IOException {
    String one = file("a.yaml", SERVICE.formatted("a", "ClusterIP"));
    session.stop.request(Stop.Reason.INTERRUPTED);

    assertThat(diff(one, one)).isEqualTo(130);
    assertThat(session.err()).contains("was not read to its end: the run was interrupted.");
  }

  @Test
  void values_of_secrets_and_passwords_before_hosts_are_in_no_output() throws IOException {
    String form =
        """
        {apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {pw: hunter%1$d, k%1$d: x}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: 'me:hunter%1$d@r.example/a:1'}]}}
        """;
    String old = file("old.yaml", form.formatted(1));
    String now = file("new.yaml", form.formatted(2));

    for (String format : new String[] {"text", "json"}) {
      diff(old, now, "--show", "all", "--format", format);
      assertThat(session.out() + session.err()).contains("stringData").doesNotContain("hunter");
    }
  }

  @Test
  void nothing_in_a_source_steers_the_terminal() throws IOException {
    String old = file("old.yaml", SERVICE.formatted("a", "ClusterIP"));
    String now = file("new.yaml", SERVICE.formatted("a", "\"x\\e[2J\""));

    diff(old, now);

    assertThat(session.out()).contains("x\\x1b[2J").doesNotContain("\u001b");
  }

  @Test
  void colours_are_for_terminals() throws IOException {
    String old = file("old.yaml", SERVICE.formatted("a", "ClusterIP"));
    String now = file("new.yaml", SERVICE.formatted("a", "NodePort"));
    session.onTerminal();

    diff(old, now);

    assertThat(session.out()).contains("\u001b[33mCan hurt: 1\u001b[0m");
  }

  @Test
  void help_teaches_with_examples_and_exit_statuses() {
    assertThat(session.run("diff", "--help")).isZero();
    assertThat(session.out())
        .contains("Examples:", "Exit status:", "--registry-mirror", "docs/diff.md", "-f=FILE");
    assertThat(session.out().lines()).allMatch(line -> line.length() <= 96);
  }
}
