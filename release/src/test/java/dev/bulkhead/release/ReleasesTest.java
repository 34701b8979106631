package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.bulkhead.render.GitRepository;
import dev.bulkhead.render.kustomize.Kustomizations;
import dev.bulkhead.render.kustomize.RemoteBases;
import dev.bulkhead.testkit.git.RepositoryFixture;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of the shapes that real projects have, each as small as can be. */
final class ReleasesTest {
  private static final Builds BUILDS =
      (files, folder) -> {
        var built =
            Kustomizations.build(files, folder, files.name(), path -> path, RemoteBases.NONE);
        return new Builds.Build(
            built.objects(),
            built.read(),
            built.problems().isEmpty()
                ? Optional.empty()
                : Optional.of(built.problems().getFirst().cause()));
      };

  @TempDir private Path folder;
  private RepositoryFixture project;

  @BeforeEach
  void begin() {
    project = RepositoryFixture.init(folder.resolve("app"));
    project.remote("origin", "https://github.com/org/app.git");
  }

  @AfterEach
  void end() {
    project.close();
  }

  private List<String> verdicts(String tag) {
    return verdicts(tag, ReleaseSettings.NONE);
  }

  private List<String> verdicts(String tag, ReleaseSettings settings) {
    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", settings, BUILDS);
      return told(releases.judge(releases.tag(tag)).verdicts());
    }
  }

  private List<History> histories() {
    try (var repository = GitRepository.open(project.folder())) {
      return new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS)
          .histories(tag -> true, 100);
    }
  }

  private static List<String> told(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(
            verdict ->
                switch (verdict) {
                  case Verdict.Violated violated ->
                      violated.severity()
                          + " "
                          + violated.claim().rule().id()
                          + " "
                          + violated.claim().location();
                  case Verdict.Unproven unproven ->
                      "unproven "
                          + unproven.claim().rule().id()
                          + " "
                          + unproven.claim().location();
                  case Verdict.Proven proven -> "proven " + proven.claim().rule().id();
                })
        .sorted()
        .toList();
  }

  private static String job(String image) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: app
        spec:
          template:
            spec:
              containers:
              - name: app
                image: %s
        """
        .formatted(image);
  }

  private static String kustomization(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String chart(String version, String app) {
    return "apiVersion: v2\nname: app\nversion: %s\nappVersion: %s\n".formatted(version, app);
  }

  @Test
  void manifests_edited_after_the_tag_deploy_the_version_before() {
    project
        .write(
            "kubernetes/base/rbac.yaml",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: app}\n")
        .write("kubernetes/base/kustomization.yaml", kustomization("resources: [rbac.yaml]"))
        .write("kubernetes/job/kustomization.yaml", kustomization("resources: [../base, job.yaml]"))
        .write("kubernetes/job/job.yaml", job("registry.example/app/app:v0.29.0"))
        .write("charts/app/Chart.yaml", chart("0.29.0", "0.29.0"))
        .release("v0.29.0")
        .write("README.md", "kustomize build 'github.com/org/app/kubernetes/job?ref=v0.29.0'\n")
        .release("v0.30.0")
        .write("charts/app/Chart.yaml", chart("0.30.0", "0.30.0"))
        .release("app-helm-chart-0.30.0")
        .release("app-helm-chart-0.30.1");

    assertThat(verdicts("v0.29.0")).containsExactly("proven chart-behind", "proven version-drift");
    assertThat(verdicts("v0.30.0"))
        .containsExactly(
            "error version-drift kubernetes/job/job.yaml:10:16",
            "warning chart-behind charts/app/Chart.yaml:4:13",
            "warning docs-behind README.md:1:56");
    assertThat(verdicts("app-helm-chart-0.30.0")).containsExactly("proven chart-behind");
    assertThat(verdicts("app-helm-chart-0.30.1"))
        .containsExactly("error chart-behind charts/app/Chart.yaml:3:10");
  }

  @Test
  void a_newTag_that_is_always_one_behind_is_told_at_every_release() {
    project.write("kustomize/deployment.yaml", job("registry.example/app/app")).release("v0.7.3");
    String before = "v0.7.3";
    for (String tag : List.of("v0.7.4", "v0.7.5", "v0.7.6")) {
      project
          .write(
              "kustomize/kustomization.yaml",
              kustomization(
                  "resources: [deployment.yaml]",
                  "images:",
                  "- name: registry.example/app/app",
                  "  newTag: " + before))
          .release(tag);
      before = tag;
    }

    History history = histories().getFirst();
    assertThat(history.rows())
        .extracting(History.Row::state)
        .containsExactly(
            History.State.SILENT,
            History.State.VIOLATED,
            History.State.VIOLATED,
            History.State.VIOLATED);
    assertThat(verdicts("v0.7.6"))
        .containsExactly("error version-drift kustomize/kustomization.yaml:4:11");
  }

  @Test
  void an_install_manifest_with_a_tag_that_moves_is_an_error() {
    project
        .write("manifests/base/job.yaml", job("quay.example/org/app:latest"))
        .write(
            "manifests/base/kustomization.yaml",
            kustomization(
                "resources: [job.yaml]", "images: [{name: quay.example/org/app, newTag: latest}]"))
        .write("manifests/install.yaml", job("quay.example/org/app:latest"))
        .release("v1.8.3");

    assertThat(verdicts("v1.8.3"))
        .containsExactly(
            "error floating-in-release manifests/base/kustomization.yaml:2:47",
            "error floating-in-release manifests/install.yaml:10:37");
  }

  @Test
  void a_build_template_that_never_stated_a_version_is_a_warning() {
    project
        .write("config/manager/job.yaml", job("controller:latest"))
        .write(
            "config/manager/kustomization.yaml",
            kustomization(
                "resources: [job.yaml]",
                "images: [{name: controller, newName: ghcr.example/org/app, newTag: main}]"))
        .write("config/default/kustomization.yaml", kustomization("resources: [../manager]"))
        .release("v1.0.0");

    assertThat(verdicts("v1.0.0"))
        .containsExactly("warning floating-in-release config/manager/kustomization.yaml:2:68");
  }

  @Test
  void a_base_under_a_right_overlay_is_a_notice_and_a_component_is_none() {
    project
        .write("manifests/base/job.yaml", job("gcr.example/k8s-staging-app/app:master"))
        .write("manifests/base/kustomization.yaml", kustomization("resources: [job.yaml]"))
        .write(
            "manifests/components/release/kustomization.yaml",
            kustomization(
                "apiVersion: kustomize.config.k8s.io/v1alpha1",
                "kind: Component",
                "images:",
                "- name: gcr.example/k8s-staging-app/app",
                "  newName: registry.example/app/app",
                "  newTag: v0.8.0"))
        .write(
            "manifests/overlays/release/kustomization.yaml",
            kustomization("resources: [../../base]", "components: [../../components/release]"))
        .write(
            "manifests/overlays/test-ha/kustomization.yaml",
            kustomization("resources: [../../base]"))
        .write("manifests/plain/kustomization.yaml", kustomization("resources: [../base]"))
        .release("v0.8.0");

    assertThat(verdicts("v0.8.0"))
        .containsExactly(
            "notice floating-in-release manifests/base/job.yaml:10:16", "proven version-drift");
  }

  @Test
  void a_version_that_is_filled_in_at_publishing_is_unproven() {
    project.write("charts/app/Chart.yaml", chart("0.0.0", "0.0.0")).release("v0.8.0");

    assertThat(verdicts("v0.8.0"))
        .containsExactly("unproven chart-behind charts/app/Chart.yaml:4:13");
  }

  @Test
  void a_constant_that_was_never_right_is_filled_in_at_publishing() {
    project
        .write("charts/app/Chart.yaml", chart("0.1.0", "0.1.0"))
        .release("v0.1.0-rc.1")
        .release("v7.0.0")
        .release("v8.0.0")
        .release("v9.0.0")
        .release("v9.1.0");

    assertThat(verdicts("v9.1.0"))
        .containsExactly("unproven chart-behind charts/app/Chart.yaml:4:13");
  }

  @Test
  void a_chart_that_is_released_with_the_code_and_usually_right_is_an_error_when_it_lags() {
    for (String version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      project.write("charts/app/Chart.yaml", chart(version, "v" + version)).release("v" + version);
    }
    project.write("NOTES", "x").release("v1.3.0");

    assertThat(verdicts("v1.2.0")).containsExactly("proven chart-behind");
    assertThat(verdicts("v1.3.0")).containsExactly("error chart-behind charts/app/Chart.yaml:4:13");
  }

  @Test
  void a_chart_whose_values_differ_from_its_appVersion_is_an_error_at_its_own_tag() {
    project
        .write("charts/app/Chart.yaml", chart("9.0.0", "1.0.0"))
        .write(
            "charts/app/values.yaml",
            "image: {repository: registry.example/org/app, tag: v1.0.0}\n")
        .release("v1.0.0")
        .release("app-chart-9.0.0")
        .write("charts/app/Chart.yaml", chart("9.1.0", "1.1.0"))
        .release("v1.1.0")
        .release("app-chart-9.1.0");

    assertThat(verdicts("app-chart-9.0.0"))
        .containsExactly("proven chart-behind", "proven chart-behind");
    assertThat(verdicts("app-chart-9.1.0"))
        .containsExactly("error chart-behind charts/app/values.yaml:1:52", "proven chart-behind");
  }

  @Test
  void in_a_monorepo_a_stream_answers_for_its_own_folder_alone() {
    project
        .write("scaler/deploy.yaml", job("registry.example/k8s/scaler:1.0.0"))
        .write("resizer/deploy.yaml", job("registry.example/k8s/resizer:2.0.0"))
        .release("scaler-1.0.0")
        .release("resizer-2.0.0")
        .write("scaler/deploy.yaml", job("registry.example/k8s/scaler:1.1.0"))
        .release("scaler-1.1.0")
        .release("resizer-2.1.0");

    assertThat(verdicts("scaler-1.1.0")).containsExactly("proven version-drift");
    assertThat(verdicts("resizer-2.1.0"))
        .containsExactly("error version-drift resizer/deploy.yaml:10:45");
  }

  @Test
  void third_party_images_with_versions_that_the_project_once_had_are_not_its_own() {
    project
        .write("deploy/app.yaml", job("registry.example/org/app:v0.2.0"))
        .write("deploy/proxy.yaml", job("registry.example/other/kwok:v0.2.0"))
        .release("v0.2.0")
        .write("deploy/app.yaml", job("registry.example/org/app:v0.3.0"))
        .release("v0.3.0");

    assertThat(verdicts("v0.3.0")).containsExactly("proven version-drift");
  }

  @Test
  void files_that_say_that_they_are_of_another_version_or_for_tests_are_left_alone() {
    project
        .write("releases/app-1.0.0.yaml", job("registry.example/org/app:1.0.0"))
        .write("releases/app-1.1.0-rc1.yaml", job("registry.example/org/app:1.1.0-rc1"))
        .write("releases/app-1.1.0.yaml", job("registry.example/org/app:1.1.0"))
        .write("test/e2e/app.yaml", job("registry.example/org/app:0.0.9"))
        .write("deploy/install-latest-testing.yaml", job("registry.example/org/app:latest"))
        .release("v1.0.0")
        .release("v1.1.0-rc1")
        .release("v1.1.0");

    assertThat(verdicts("v1.1.0")).containsExactly("proven version-drift");
  }

  @Test
  void what_the_project_says_itself_decides() {
    project
        .write("deploy/app.yaml", job("registry.example/x/engine:2.0.0"))
        .write("deploy/other.yaml", job("registry.example/org/app:v0.9.0"))
        .write("pkg/version.go", "const Version = \"v0.9.0\"\n")
        .release("v0.9.0")
        .release("v1.0.0");
    var settings =
        new ReleaseSettings(
            List.of("registry.example/x/engine"),
            List.of("deploy/other.yaml"),
            List.of(
                new ReleaseSettings.Place(
                    "pkg/version.go", Pattern.compile("Version = \"([^\"]*)\""))),
            List.of());

    assertThat(verdicts("v1.0.0", settings))
        .containsExactly(
            "error version-drift deploy/app.yaml:10:42", "error version-drift pkg/version.go:1:18");
  }

  @Test
  void a_work_tree_is_judged_as_the_newest_version_that_it_states() {
    project
        .write("VERSION", "1.0.0\n")
        .write("deploy/app.yaml", job("registry.example/org/app:v1.0.0"))
        .release("v1.0.0")
        .onDisk("VERSION", "1.1.0\n");

    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);
      Judged judged = releases.judgeWorktree(Optional.empty());
      assertThat(judged.tag().version()).hasToString("1.1.0");
      assertThat(told(judged.verdicts()))
          .containsExactly("error version-drift deploy/app.yaml:10:41", "proven version-drift");
      assertThat(told(releases.judgeWorktree(ReleaseVersion.of("v1.0.1")).verdicts()))
          .containsExactly(
              "error version-drift deploy/app.yaml:10:41", "warning version-drift VERSION:1:1");
    }
  }

  @Test
  void a_file_whose_content_the_clone_lacks_is_told_and_costs_no_other() {
    project
        .write("deploy/app.yaml", job("registry.example/org/app:v1.0.0"))
        .write("deploy/bundle.yaml", job("registry.example/org/app:v0.1.0"))
        .release("v1.0.0");
    project.lose(project.blob("deploy/bundle.yaml"));

    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);
      Judged judged = releases.judge(releases.tag("v1.0.0"));
      assertThat(told(judged.verdicts())).containsExactly("proven version-drift");
      assertThat(judged.notes())
          .singleElement()
          .asString()
          .startsWith("deploy/bundle.yaml was not read: the object ");
    }
  }

  @Test
  void a_moved_tag_is_told_where_there_is_a_record_of_it_and_not_otherwise() {
    project.write("deploy/app.yaml", job("registry.example/org/app:v0.1.0")).release("v0.1.0");
    History silent = histories().getFirst();
    String was = "0123456789012345678901234567890123456789";
    var entry =
        new ReleaseLock.Entry(
            "v0.1.0", was, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());

    History told = silent.recordedIn(new ReleaseLock(List.of(entry)));

    assertThat(silent.rows().getFirst().isRecorded()).isFalse();
    assertThat(silent.rows().getFirst().state()).isEqualTo(History.State.HEALTHY);
    assertThat(told.rows().getFirst().isRecorded()).isTrue();
    assertThat(told.rows().getFirst().violations())
        .singleElement()
        .extracting(violated -> violated.claim().rule())
        .isEqualTo(RecordRules.TAG_MOVED);
  }

  @Test
  void where_no_image_is_the_projects_own_that_is_said() {
    project.write("deploy/proxy.yaml", job("registry.example/other/proxy:v9")).release("v1.0.0");

    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);
      Judged judged = releases.judge(releases.tag("v1.0.0"));
      assertThat(judged.verdicts()).isEmpty();
      assertThat(judged.notes())
          .containsExactly(
              "The only image that is deployed was not taken for the project's own; name it in"
                  + " .bulkhead.yaml if it is.");
    }
    assertThat(histories().getFirst().notes()).hasSize(1);
  }

  @Test
  void a_violation_is_an_error_only_where_it_says_so() {
    project.write("deploy/app.yaml", job("registry.example/org/app:v0.1.0")).release("v0.1.0");
    project.write("x", "y").release("v0.2.0");

    History history = histories().getFirst();
    assertThat(history.firstHealthy().orElseThrow().tag()).hasToString("v0.1.0");
    assertThat(history.lastHealthy()).isEqualTo(history.firstHealthy());
    assertThat(history.rows().getLast().violations())
        .extracting(Verdict.Violated::severity)
        .containsExactly(Severity.ERROR);
    assertThat(history.rows().getLast().deploys())
        .containsExactly(new History.Deployed("registry.example/org/app", "v0.1.0"));
  }

  @Test
  void the_address_of_the_repository_is_no_image_that_is_to_be_built() {
    project
        .write("deploy/app.yaml", job("registry.example/org/app:v0.1.0"))
        .write("README.md", "    kubectl apply -k github.com/org/app//deploy?ref=v0.1.0\n")
        .release("v0.1.0");
    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);

      assertThat(releases.plan(Streams.tag("v0.2.0").orElseThrow(), false).images())
          .containsExactly("registry.example/org/app");
    }
  }

  @Test
  void a_shallow_clone_that_lacks_the_older_tags_still_tells_of_drift() {
    project.write("deploy/app.yaml", job("registry.example/org/app:v1.2.0")).release("v1.3.0");
    project.makeShallow();

    assertThat(verdicts("v1.3.0")).containsExactly("error version-drift deploy/app.yaml:10:41");
  }

  @Test
  void a_document_that_is_no_yaml_costs_no_other_and_is_told() {
    project
        .write(
            "deploy/app.yaml",
            job("registry.example/org/app:v1.0.0") + "---\nkind: Pod\nspec: [{image: x\n")
        .release("v1.0.0");

    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);
      Judged judged = releases.judge(releases.tag("v1.0.0"));
      assertThat(told(judged.verdicts())).containsExactly("proven version-drift");
      assertThat(judged.notes()).singleElement().asString().contains("cannot be read as YAML");
    }
  }

  @Test
  void a_pattern_of_the_project_cannot_keep_the_program_busy() {
    project.write("slow.txt", "a".repeat(100_000)).release("v1.0.0");
    var settings =
        new ReleaseSettings(
            List.of(),
            List.of("*a*a*a*a*a*a*a*b"),
            List.of(new ReleaseSettings.Place("slow.txt", Pattern.compile("((a+)+)c"))),
            List.of());

    assertThat(verdicts("v1.0.0", settings)).isEmpty();
  }

  @Test
  void a_history_and_a_stamp_tell_that_tags_may_be_lacking() throws IOException {
    project.write("deploy/app.yaml", job("registry.example/org/app:v0.1.0")).release("v0.1.0");
    try (var repository = GitRepository.open(project.folder())) {
      Files.writeString(
          project.folder().resolve(".git/shallow"), repository.headCommit().orElseThrow() + "\n");
    }

    String told = "app is a shallow clone, which may lack tags and commits.";
    assertThat(histories().getFirst().notes()).singleElement().asString().endsWith(told);
    try (var repository = GitRepository.open(project.folder())) {
      var releases = new Releases(repository, "app", "app", ReleaseSettings.NONE, BUILDS);
      assertThat(releases.plan(Streams.tag("v0.2.0").orElseThrow(), false).notes())
          .singleElement()
          .asString()
          .endsWith(told);
    }
  }
}
