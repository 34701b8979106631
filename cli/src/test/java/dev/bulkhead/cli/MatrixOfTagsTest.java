package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import dev.bulkhead.testkit.image.TinyElf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart's history in git, rendered by Helm itself. */
class MatrixOfTagsTest {
  private static final String BUDGET =
      """
      apiVersion: %s
      kind: PodDisruptionBudget
      metadata: { name: app }
      spec: { minAvailable: 1, selector: { matchLabels: { app: app } } }
      """;

  @TempDir Path temp;
  private Path folder = Path.of("");
  private Session session = new Session(new FakeRooms(), Path.of("/"));

  @BeforeEach
  void open() {
    folder = temp.resolve("repo");
    Path cache = temp.resolve("cache");
    var composition =
        new Composition(new Session(new FakeRooms(), cache).surroundings(), RegistryListener.NONE);
    session = new Session(composition, cache);
  }

  private void release(String tag, String metadata, String template)
      throws IOException, GitAPIException {
    Path templates = Files.createDirectories(folder.resolve("charts/app/templates"));
    Files.writeString(
        templates.resolveSibling("Chart.yaml"), "apiVersion: v2\nname: app\n" + metadata);
    Files.writeString(templates.resolve("a.yaml"), template);
    try (var git = Git.init().setDirectory(folder.toFile()).call()) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage(tag)
          .setAuthor("t", "t@t")
          .setCommitter("t", "t@t")
          .setSign(false)
          .call();
      git.tag().setName(tag).setAnnotated(false).call();
    }
  }

  private int matrix(String versions, String... more) {
    var arguments =
        new ArrayList<>(
            List.of("matrix", "charts/app", "--git", "" + folder, "--offline", "--kube-version"));
    arguments.add(versions);
    arguments.addAll(List.of(more));
    return session.run(arguments.toArray(String[]::new));
  }

  @Test
  void the_first_version_at_which_a_release_breaks_is_shown() throws IOException, GitAPIException {
    release("v0.1.0", "version: 0.1.0\n", BUDGET.formatted("policy/v1beta1"));
    release("v0.2.0", "version: 0.2.0\n", BUDGET.formatted("policy/v1"));

    assertThat(matrix("1.23..1.27")).isZero();
    assertThat(session.out())
        .isEqualTo(
            """
            charts/app at 2 tags of %s on Kubernetes 1.23 to 1.27

            release  1.23  1.24  1.25  1.26  1.27
            v0.2.0   ok    ok    ok    ok    ok
            v0.1.0   ok    ok    no    no    no

            ok: proven, no: violated, ?: unproven.

            v0.2.0
              Holds on every version.
            v0.1.0
              Breaks at 1.25: PodDisruptionBudget is not served as policy/v1beta1 since 1.25, and the cluster is of version 1.25. The last version on which it holds is 1.24.

            violated api-removed
              PodDisruptionBudget is not served as policy/v1beta1 since 1.25, and the cluster is of version 1.25.
              in: PodDisruptionBudget app
              cells: v0.1.0 on 1.25 to 1.27
              remedy: Use policy/v1 (since 1.21); what differs, the deprecated API migration guide says.

            Judged with the defaults --platform linux/amd64.
            7 proven, 3 violated, 0 unproven
            """
                .formatted(folder));
  }

  @Test
  void a_chart_that_asks_what_the_cluster_serves_is_answered_for_each_version()
      throws IOException, GitAPIException {
    release(
        "v0.3.0",
        "version: 0.3.0\n",
        BUDGET.formatted(
            "{{ .Capabilities.APIVersions.Has \"policy/v1\" | ternary \"policy/v1\" \"policy/v1beta1\" }}"));

    assertThat(matrix("1.20..1.25")).isZero();
    assertThat(session.out()).contains("v0.3.0   ok    ok    ok    ok    ok    ok\n");
  }

  @Test
  void a_chart_that_refuses_a_version_is_violated_there_with_its_words()
      throws IOException, GitAPIException {
    release(
        "v0.4.0",
        "version: 0.4.0\n",
        "{{ if semverCompare \">=1.26-0\" .Capabilities.KubeVersion.Version }}"
            + "{{ fail \"not tried on 1.26\" }}{{ end }}\n"
            + BUDGET.formatted("policy/v1"));

    assertThat(matrix("1.24..1.27")).isEqualTo(1);
    assertThat(session.out())
        .contains("v0.4.0   ok    ok    no    no\n")
        .containsPattern(
            "Breaks at 1\\.26: .*not tried on 1\\.26.* The last version on which it holds is 1\\.25\\.");
  }

  @Test
  void the_range_of_chart_yaml_is_heeded_and_told_once() throws IOException, GitAPIException {
    release("v0.5.0", "version: 0.5.0\nkubeVersion: '>=1.24.0-0'\n", BUDGET.formatted("policy/v1"));

    assertThat(matrix("1.22..1.25")).isEqualTo(1);
    assertThat(session.out())
        .contains("v0.5.0   no    no    ok    ok\n")
        .contains(
            "  Is broken on 1.22, 1.23: The chart is for clusters of \">=1.24.0-0\", so Helm refuses"
                + " to install it on 1.22, 1.23.\n")
        .containsOnlyOnce("violated kube-version-unsupported");
  }

  @Test
  void a_chart_that_refuses_every_version_is_not_judged_by_versions()
      throws IOException, GitAPIException {
    release("v0.6.0", "version: 0.6.0\n", "{{ required \"give a name\" .Values.name }}");

    assertThat(matrix("1.24..1.27")).isEqualTo(2);
    assertThat(session.err()).contains("give a name");
    assertThat(matrix("1.24..1.27", "--set", "name=x")).isEqualTo(2);
  }

  @Test
  void a_chart_without_its_dependencies_is_unproven_and_says_which()
      throws IOException, GitAPIException {
    release(
        "v0.7.0",
        "version: 0.7.0\ndependencies: [{name: other, version: 1.0.0, repository: 'https://x'}]\n",
        BUDGET.formatted("policy/v1"));

    assertThat(matrix("1.25")).isEqualTo(3);
    assertThat(session.out())
        .contains("v0.7.0   ?\n")
        .contains("The chart depends on \"other\", which is switched on but not in charts/")
        .contains("  in: Chart.yaml:4:");
  }

  @Test
  void a_placeholder_of_a_version_is_read_as_the_version_of_the_tag()
      throws IOException, GitAPIException {
    release(
        "v0.8.0",
        "version: 0.0.0\nappVersion: 0.0.0\n",
        "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [ { name: c, image:"
            + " \"registry.example/app:v{{ .Chart.AppVersion }}\" } ] }\n");

    assertThat(matrix("1.25")).isEqualTo(3);
    assertThat(session.out())
        .contains("v0.8.0   ?\n", "registry.example/app:v0.8.0 was not looked up");
  }

  @Test
  void a_tag_that_follows_the_cluster_breaks_where_it_is_not_published_and_each_is_asked_for_once()
      throws IOException, GitAPIException {
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: crds }
        spec: { template: { spec: { restartPolicy: Never, containers: [ { name: k, image: "%s:v1.{{ .Capabilities.KubeVersion.Minor }}" } ] } } }
        """;
    try (var registry = new LoopbackRegistry()) {
      registry.holding("v1.30", kubectl("1.30")).holding("v1.31", kubectl("1.31"));
      release("v0.1.0", "version: 0.1.0\n", job.formatted(registry.image()));
      release("v0.2.0", "version: 0.2.0\n", job.formatted(registry.image()));

      int status =
          session.run(
              "matrix",
              "charts/app",
              "--git",
              "" + folder,
              "--kube-version",
              "1.30..1.33",
              "--plain-http",
              registry.host());

      assertThat(session.out())
          .contains("v0.2.0   ok    ok    no    no\nv0.1.0   ok    ok    no    no\n")
          .contains(
              "  Breaks at 1.32: %s:v1.32 does not exist: %s answers 404 NAME_UNKNOWN. The last version on which it holds is 1.31.\n"
                  .formatted(registry.image(), registry.host()));
      assertThat(status).isEqualTo(1);
      assertThat(registry.asked("manifests/v1.32")).isPositive();
      assertThat(registry.asked("manifests/v1.31")).isEqualTo(1);
    }
  }

  private static ImageSpec kubectl(String version) {
    return ImageSpec.linux("amd64")
        .layer(
            TarLayer.layer()
                .file("kubectl", 0755, TinyElf.program(TinyElf.X86_64).bytes())
                .file("version", 0644, version))
        .entrypoint("/kubectl");
  }
}
