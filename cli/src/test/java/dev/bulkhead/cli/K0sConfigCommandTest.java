package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class K0sConfigCommandTest {
  private static final String STALE =
      """
      apiVersion: k0s.k0sproject.io/v1beta1
      kind: ClusterConfig
      metadata:
        name: k0s
        namespace: kube-system
      spec:
        extensions:
          helm:
            repositories:
            - {name: a, url: https://charts.example, password: hunter2}
        images:
          default_pull_policy: Never   # no way out
          kubeproxy:
            image: quay.io/k0sproject/kube-proxy
            version: v1.29.6-1
          konnectivity:
            image: quay.io/k0sproject/apiserver-network-proxy-agent
            version: v0.1.4
          coredns:
            image: registry.example/coredns
            version: hardened
        telemetry: {enabled: false}
      """;

  @TempDir Path folder;
  private Path file = Path.of("/");
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() throws IOException {
    file = Files.writeString(folder.resolve("dump.yaml"), STALE);
    session =
        new Session(new FakeRooms(), folder.resolve("cache"))
            .with("XDG_DATA_HOME", folder.resolve("data").toString());
  }

  private int run(String... arguments) {
    return session.run(arguments);
  }

  @Test
  void what_is_stale_fails_and_the_change_is_shown_without_what_is_secret() {
    assertThat(run("k0s", "config", file.toString(), "--target", "v1.30.2")).isEqualTo(1);
    assertThat(session.out())
        .contains(
            "error k0s-stale-default",
            "spec.images.kubeproxy pins quay.io/k0sproject/kube-proxy:v1.29.6-1, the default of k0s"
                + " v1.29.6+k0s.0; v1.30.2+k0s.0 brings quay.io/k0sproject/kube-proxy:v1.30.2-1.",
            "notice k0s-user-pin",
            "--patch strip.json",
            "-    kubeproxy:\n-      image: quay.io/k0sproject/kube-proxy\n",
            "     default_pull_policy: Never   # no way out\n",
            "runs exactly the same images: take them out while that runs")
        .doesNotContain("hunter2", "-    coredns");
    assertThat(file).content().isEqualTo(STALE);
  }

  @Test
  void written_in_place_nothing_else_changes_and_nothing_is_left_to_say() {
    assertThat(run("k0s", "config", file.toString(), "--target", "v1.30.2", "--write")).isZero();
    assertThat(session.out()).contains("kubectl replace -f");
    assertThat(file)
        .content()
        .isEqualTo(STALE.replaceAll("(?s)    kubeproxy:.*?    coredns:", "    coredns:"));
    assertThat(session.out()).contains("2 images were taken out of").doesNotContain("hunter2");

    assertThat(run("k0s", "config", file.toString(), "--target", "v1.30.2", "--write")).isZero();
    assertThat(session.out()).contains("There was nothing to take out.");
  }

  @Test
  void it_may_go_to_another_file_or_into_a_patch() throws IOException {
    Path mended = folder.resolve("mended.yaml");
    Path patch = folder.resolve("patch.json");

    assertThat(run("k0s", "config", file.toString(), "--write-to", mended.toString())).isZero();
    assertThat(mended).content().doesNotContain("kubeproxy").contains("hunter2");
    assertThat(run("k0s", "config", file.toString(), "--patch", patch.toString())).isEqualTo(1);
    assertThat(session.err())
        .contains("kubectl patch clusterconfig k0s -n kube-system --type json");
    assertThat(JSON.std.listFrom(Files.readString(patch))).hasSize(4);
    assertThat(file).content().isEqualTo(STALE);
  }

  @Test
  void a_history_grows_only_by_what_changed() throws IOException {
    Path history = folder.resolve("history");

    run("k0s", "config", file.toString(), "--record", history.toString());
    session.at("2026-10-02T00:00:00Z");
    run("k0s", "config", file.toString(), "--record", history.toString());
    assertThat(session.err()).contains("says the same already");
    assertThat(names(history)).hasSize(1);

    session.at("2026-10-03T00:00:00Z");
    run("k0s", "config", file.toString(), "--write");
    run("k0s", "config", file.toString(), "--record", history.toString());
    List<String> kept = names(history);
    assertThat(kept).hasSize(2).isSorted();
    assertThat(history.resolve(kept.getFirst())).content().doesNotContain("hunter2");

    assertThat(
            run(
                "k0s",
                "config",
                "diff",
                history.resolve(kept.getFirst()).toString(),
                history.resolve(kept.getLast()).toString()))
        .isZero();
    assertThat(session.out())
        .contains("What only releases wrote: 2", "+ (not stated)")
        .doesNotContain("Choices that differ");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(one -> String.valueOf(one.getFileName())).sorted().toList();
    }
  }

  @Test
  void machines_get_the_report_and_no_diff() throws IOException {
    assertThat(run("k0s", "config", file.toString(), "--format", "json")).isEqualTo(1);
    assertThat(JSON.std.mapFrom(session.out())).containsKeys("verdicts", "settings");
    assertThat(session.out()).doesNotContain("diff --git");
  }

  @Test
  void a_finding_can_be_explained_and_a_rule_too() {
    run("k0s", "config", file.toString());
    String id = session.out().replaceAll("(?s).*?id: ([0-9a-f]{12}).*", "$1");

    assertThat(run("explain", "--finding", id)).isZero();
    assertThat(session.out()).contains("default-of: v1.29.", "confidence: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          k0s config                            | No configuration of k0s is named.
          k0s config nowhere.yaml               | nowhere.yaml cannot be read: there is no such file or
          k0s config FILE --target soon         | --target: "soon" is no release of k0s.
          k0s config FILE --target 1.30.99      | Nothing is known of k0s v1.30.99+k0s.0; the nearest
          k0s config FILE --remove spec.images.cordns | --remove: "spec.images.cordns" is no key
          k0s config FILE --remove images.coredns | --remove: spec.images.coredns is not a default
          k0s config FILE --write --write-to x  | --write edits the file in its place
          k0s config - --write                  | Standard input cannot be edited
          k0s config diff FILE                  | Two configurations are compared
          k0s images                            | --release is not given.
          k0s learn                             | --release is not given.
          k0s learn --release 1.36.99           | Nothing was given from which v1.36.99+k0s.0
          k0s                                   | A command is missing.
          """)
  void what_cannot_be_done_is_told(String line, String cause) {
    assertThat(run(line.replace("FILE", file.toString()).split(" "))).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: " + cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: Deployment                     | holds no configuration of k0s, but a document of kind
          a: [                                 | bulkhead: FILE:
          just text                            | a document that is no mapping
          """)
  void what_is_no_configuration_is_told(String text, String cause) throws IOException {
    Files.writeString(file, text);

    assertThat(run("k0s", "config", file.toString())).isEqualTo(2);
    assertThat(session.err()).contains(cause.replace("FILE", file.toString()));
  }

  @Test
  void a_short_text_that_stands_for_an_enormous_one_is_refused() throws IOException {
    var bomb =
        new StringBuilder("kind: ClusterConfig\nspec:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append(
          "  a%d: &a%d [%s*a%d]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9), i - 1));
    }
    Files.writeString(file, bomb);

    assertThat(run("k0s", "config", file.toString())).isEqualTo(2);
    assertThat(session.err()).startsWith("bulkhead: " + file);
  }

  @Test
  void a_runtime_file_is_judged_but_not_edited() throws IOException {
    Files.writeString(
        file,
        """
        kind: RuntimeConfig
        spec:
          nodeConfig:
            spec:
              images:
                kubeproxy: {image: quay.io/k0sproject/kube-proxy, version: v1.29.6-1}
        """);

    assertThat(run("k0s", "config", file.toString(), "--write", "--remove", "images.kubeproxy"))
        .isEqualTo(2);
    assertThat(session.err()).contains("k0s makes", "anew at each start");
  }

  @Test
  void keys_that_are_stated_twice_are_a_verdict_with_both_places() throws IOException {
    String twice =
        """
        images:
          coredns: {image: a.io/a, version: "1"}
          coredns: {image: b.io/b, version: "2"}
        """;
    Files.writeString(file, "kind: ClusterConfig\nspec:\n" + twice.indent(2));
    assertThat(run("k0s", "config", file.toString())).isEqualTo(1);
    assertThat(session.out())
        .contains(
            "error k0s-config-rejected",
            "a file that states spec.images.coredns twice (lines 4 and 5) is refused by k0s.",
            "remedy: Leave one of them in it.");

    Files.writeString(
        file,
        "apiVersion: k0sctl.k0sproject.io/v1beta1\nspec:\n  k0s:\n    config:\n      spec:\n"
            + twice.indent(8));
    assertThat(run("k0s", "config", file.toString())).isEqualTo(1);
    assertThat(session.out())
        .contains("spec.k0s.config.spec.images.coredns twice (lines 7 and 8) is refused by k0sctl");

    Files.writeString(
        file,
        STALE.replace("    default_pull_policy: Never   # no way out\n", "")
            + "  telemetry: {enabled: true}\n");
    assertThat(run("k0s", "config", file.toString(), "--target", "v1.30.2")).isZero();
    assertThat(session.out())
        .contains(
            "note: telemetry is stated twice, in lines 21 and 22; kubectl takes the last one.");
  }

  @Test
  void an_object_with_half_an_image_is_kept_and_not_taken_anew() throws IOException {
    Files.writeString(file, STALE.replace("      version: hardened\n", ""));

    assertThat(run("k0s", "config", file.toString(), "--target", "v1.31.6", "--write")).isZero();
    assertThat(session.out())
        .contains("warning k0s-config-rejected", "would run with it, but not take it anew:");
  }

  @Test
  void a_file_of_k0sctl_is_compared_with_the_object_that_came_of_it() throws IOException {
    Path k0sctl =
        Files.writeString(
            folder.resolve("k0sctl.yaml"),
            """
            apiVersion: k0sctl.k0sproject.io/v1beta1
            kind: Cluster
            spec:
              hosts: []
              k0s:
                version: v1.29.6+k0s.0
                config:
                  spec:
                    images:
                      default_pull_policy: Never
                      coredns: {image: registry.example/coredns, version: soft}
            """);

    assertThat(run("k0s", "config", "diff", k0sctl.toString(), file.toString())).isZero();
    assertThat(session.out())
        .contains(
            """
            Choices that differ: 1
              spec.images.coredns
                - registry.example/coredns:soft
                + registry.example/coredns:hardened
            """,
            "What only releases wrote: 2",
            "+ quay.io/k0sproject/kube-proxy:v1.29.6-1 (default of v1.29.6+k0s.0)")
        .doesNotContain("default_pull_policy");
  }

  @Test
  void a_misspelt_component_is_refused_and_one_that_nobody_knows_is_noted() {
    run("k0s", "config", file.toString(), "--disable-components", "kube-prxy");
    assertThat(session.err()).contains("known as kube-prxy,", "Write kube-proxy.");

    run("k0s", "images", "--release", "1.30.2", "--disable-components", "CoreDNS");
    assertThat(session.err()).contains("known as CoreDNS,", "Write coredns.");

    run("k0s", "config", file.toString(), "--disable-components", "zzzzzzzz");
    assertThat(session.out()).contains("known as zzzzzzzz, so it is left out of account.");
  }

  @Test
  void what_the_services_do_without_is_no_error() {
    assertThat(
            run(
                "k0s",
                "config",
                file.toString(),
                "--target=v1.30.2",
                "--disable-components=kube-proxy,konnectivity-server"))
        .isZero();
    assertThat(session.out()).contains("Nothing runs it with this configuration.");
  }

  @Test
  void standard_input_is_read_where_it_is_named() {
    session.from(new ByteArrayInputStream(STALE.getBytes(StandardCharsets.UTF_8)));

    assertThat(run("k0s", "config", "-", "--target", "v1.30.2")).isEqualTo(1);
    assertThat(session.out()).startsWith("<stdin>\n");
  }

  @Test
  void old_data_says_so() {
    session.at("2027-03-01T00:00:00Z");
    run("k0s", "config", file.toString());

    assertThat(session.err()).startsWith("The list of k0s' releases is 192 days old: add newer");
  }
}
