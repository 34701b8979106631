package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.registry.http.RegistryListener;
import dev.bulkhead.testkit.git.RepositoryFixture;
import dev.bulkhead.testkit.image.ImageSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code release verify} over a repository, against a registry on loopback. */
class ReleaseEvidenceTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: kubectl }
      spec:
        selector: { matchLabels: { app: kubectl } }
        template:
          metadata: { labels: { app: kubectl } }
          spec:
            containers:
              - name: main
                image: %s:%s
                command: [/bin/kubectl]
      """;

  private static final String CHART =
      """
      apiVersion: apps/v1
      kind: {{ .Values.kind }}
      metadata: { name: kubectl }
      spec:
        selector: { matchLabels: { app: kubectl } }
        template:
          metadata: { labels: { app: kubectl } }
          spec:
            containers:
              - name: main
                image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
                {{- if eq .Values.kind "DaemonSet" }}
                command: [/manager]
                {{- end }}
      """;

  private final Path temp;
  private final LoopbackRegistry registry;
  private final RepositoryFixture git;
  private Session session;

  ReleaseEvidenceTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.registry = new LoopbackRegistry();
    this.git = RepositoryFixture.init(temp.resolve("kubectl"));
    git.remote("origin", "https://git.example/team/kubectl.git");
    this.session = session(temp);
  }

  private static Session session(Path temp) {
    Path cache = temp.resolve("cache");
    var surroundings = new Session(new FakeRooms(), cache).surroundings();
    return new Session(new Composition(surroundings, RegistryListener.NONE), cache);
  }

  @AfterEach
  void close() {
    git.close();
    registry.close();
  }

  private void release(String version) {
    write(version);
    git.release(version);
  }

  private void write(String version) {
    git.write("deploy/app.yaml", DEPLOYMENT.formatted(registry.image(), version));
  }

  private void push(String version, String commit, String entrypoint) {
    registry.holding(
        version,
        ImageSpec.linux("amd64")
            .entrypoint(entrypoint)
            .label("org.opencontainers.image.source", "https://git.example/team/kubectl")
            .label("org.opencontainers.image.revision", commit));
  }

  private int verify(String... options) {
    var line =
        new ArrayList<>(List.of("release", "verify", "--repo", "" + git.folder(), "--plain-http"));
    line.add(registry.host());
    line.addAll(List.of(options));
    return session.run(line.toArray(String[]::new));
  }

  private Path lock() {
    return git.folder().resolve("release.lock");
  }

  @Test
  void a_release_is_proved_by_its_image_and_recorded() throws IOException {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");

    assertThat(verify("--tag", "v1.0.0", "--record")).as(session.out()).isZero();
    assertThat(lock())
        .content()
        .contains("- tag: \"v1.0.0\"", git.commit(), registry.digest("v1.0.0"), "deploy/app.yaml");
    assertThat(session.err())
        .contains("release.lock: v1.0.0 is recorded with 1 image(s), 1 file(s) and 0 promise(s).");

    String before = Files.readString(lock());
    assertThat(verify("--tag", "v1.0.0", "--record")).isZero();
    assertThat(lock()).content().isEqualTo(before);
  }

  @Test
  void an_image_that_nobody_pushed_fails_and_is_not_recorded() {
    release("v1.0.0");

    assertThat(verify("--tag", "v1.0.0", "--record")).isOne();
    assertThat(session.out())
        .contains("error own-image-missing")
        .contains(
            "release.lock was left as it is: %s:v1.0.0 does not exist."
                .formatted(registry.image()));
    assertThat(lock()).doesNotExist();
  }

  @Test
  void a_promise_is_accepted_before_the_tag_and_held_against_the_release() throws IOException {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    write("v1.1.0");
    git.commit("prepare");

    assertThat(verify("--worktree", "--as", "1.1.0", "--promise")).as(session.out()).isZero();
    assertThat(session.out()).startsWith("kubectl@1.1.0\n").doesNotContain("\nkubectl\n");
    assertThat(lock())
        .content()
        .contains("- tag: \"v1.1.0\"", "promised:", registry.image() + ":v1.1.0")
        .doesNotContain("commit:");

    git.tag("v1.1.0");
    assertThat(verify("--tag", "v1.1.0")).isOne();
    assertThat(session.out()).contains("It is promised in release.lock.");

    push("v1.1.0", git.commit(), "/bin/kubectl");
    runAnew();
    assertThat(verify("--tag", "v1.1.0", "--record")).as(session.out()).isZero();
    assertThat(lock()).content().contains(git.commit()).doesNotContain("promised:");
  }

  /** What a registry said once is not asked again in one run of the program. */
  private void runAnew() {
    session = session(temp);
  }

  @Test
  void a_tag_that_was_moved_is_seen_against_the_record_and_the_record_stays() throws IOException {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    assertThat(verify("--tag", "v1.0.0", "--record")).isZero();
    String before = Files.readString(lock());
    git.write("other", "changed").commit("later").tag("v1.0.0");

    assertThat(verify("--tag", "v1.0.0", "--record")).isOne();
    assertThat(session.out())
        .contains("error tag-moved")
        .contains("warning image-from-other-commit")
        .contains("release.lock was left as it is: The tag v1.0.0 is of the commit");
    assertThat(lock()).content().isEqualTo(before);
  }

  @Test
  void an_image_that_was_pushed_again_is_seen_against_the_record() {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    assertThat(verify("--tag", "v1.0.0", "--record")).isZero();
    push("v1.0.0", git.commit(), "/bin/other");
    runAnew();

    assertThat(verify("--tag", "v1.0.0")).isOne();
    assertThat(session.out()).contains("error image-retagged");
  }

  @Test
  void an_artifact_is_judged_and_held_against_the_record() throws IOException {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    Path install = temp.resolve("install.yaml");
    Files.writeString(install, DEPLOYMENT.formatted(registry.image(), "v1.0.0"));
    assertThat(verify("--tag", "v1.0.0", "--record", "--artifact", "" + install)).isZero();
    Files.writeString(install, DEPLOYMENT.formatted(registry.image(), "v0.9.0"));

    assertThat(verify("--tag", "v1.0.0", "--artifact", "" + install)).isOne();
    assertThat(session.out())
        .contains("error artifact-replaced")
        .contains("error version-drift")
        .contains("install.yaml deploys %s at v0.9.0".formatted(registry.image()));
  }

  @Test
  void a_command_under_an_image_that_is_started_otherwise_is_found() {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    release("v1.1.0");
    push("v1.1.0", git.commit(), "/ko-app/kubectl");

    assertThat(verify("--tag", "v1.1.0")).as(session.out()).isZero();
    assertThat(session.out())
        .contains("warning entrypoint-changed")
        .contains("ENTRYPOINT went from [/bin/kubectl] to [/ko-app/kubectl]");
  }

  private void chart(String version) {
    git.write(
            "charts/kubectl/Chart.yaml",
            "apiVersion: v2\nname: kubectl\nversion: %1$s\nappVersion: v%1$s\n".formatted(version))
        .write(
            "charts/kubectl/values.yaml",
            "kind: Deployment\nimage: { repository: %s, tag: '' }\n".formatted(registry.image()))
        .write("charts/kubectl/templates/app.yaml", CHART)
        .release("v" + version);
  }

  @Test
  void a_command_that_only_another_mode_of_a_chart_sets_is_found_with_that_mode() {
    chart("1.0.0");
    push("v1.0.0", git.commit(), "/manager");
    chart("1.1.0");
    push("v1.1.0", git.commit(), "/ko-app/kubectl");

    assertThat(verify("--tag", "v1.1.0")).as(session.out()).isZero();
    assertThat(session.out())
        .contains("warning entrypoint-changed")
        .contains("with kind=DaemonSet")
        .contains("charts/kubectl/templates/app.yaml");
  }

  @Test
  void the_image_of_a_chart_is_looked_up_as_its_users_get_it() {
    chart("1.0.0");

    assertThat(verify("--tag", "v1.0.0")).isOne();
    assertThat(session.out()).contains("%s:v1.0.0 does not exist".formatted(registry.image()));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void a_registry_that_does_not_tell_proves_nothing(int status) {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    registry.refusing("", status);

    assertThat(verify("--tag", "v1.0.0", "--record", "--timeout", "3s")).isEqualTo(3);
    assertThat(session.out()).contains("unproven own-image-missing").contains("was left as it is");
    assertThat(lock()).doesNotExist();
  }

  @Test
  void a_registry_that_breaks_behind_the_manifest_proves_nothing_of_what_stands_there() {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");
    registry.refusing("blobs/", 500);

    assertThat(verify("--tag", "v1.0.0", "--timeout", "3s")).isEqualTo(3);
    assertThat(session.out()).doesNotContain("error").contains("unproven own-image-missing");
  }

  @Test
  void offline_everything_about_images_is_unproven() {
    release("v1.0.0");

    assertThat(verify("--tag", "v1.0.0", "--offline")).isEqualTo(3);
    assertThat(session.out()).contains("--offline forbids asking a registry");
  }

  @Test
  void a_broken_record_is_told_with_its_place() throws IOException {
    release("v1.0.0");
    Files.writeString(lock(), "format: 1\nreleases: [{tag: v1, carriers: {x: md5}}]\n");

    assertThat(verify("--tag", "v1.0.0")).isEqualTo(2);
    assertThat(session.err()).contains("release.lock").contains("\"md5\" is no digest");
  }

  @Test
  void a_bare_repository_can_be_proved_but_not_recorded() {
    release("v1.0.0");
    push("v1.0.0", git.commit(), "/bin/kubectl");

    int status =
        session.run(
            "release",
            "verify",
            "--repo",
            "" + git.store(),
            "--tag",
            "v1.0.0",
            "--record",
            "--plain-http",
            registry.host());
    assertThat(status).isEqualTo(2);
    assertThat(session.err()).contains("has no work tree in which release.lock could be written");
  }

  @Test
  void an_artifact_that_deploys_nothing_is_refused_with_its_place() throws IOException {
    release("v1.0.0");
    Path notes = Files.writeString(temp.resolve("notes.md"), "# Notes\n\n```console\n$ x\n```\n");
    Path empty = Files.writeString(temp.resolve("empty.yaml"), "# nothing\n");

    assertThat(verify("--tag", "v1.0.0", "--artifact", "" + notes)).isEqualTo(2);
    assertThat(session.err()).contains("notes.md:3:1: ", "remedy: Name a packaged chart (.tgz)");
    assertThat(verify("--tag", "v1.0.0", "--artifact", "" + empty)).isEqualTo(2);
    assertThat(session.err()).contains("empty.yaml is empty.");
  }

  @Test
  void a_repository_without_releases_is_told_what_one_is() {
    git.write("VERSION", "1.0.0\n").commit("m");

    assertThat(session.run("release", "carriers", "--repo", "" + git.folder())).isZero();
    assertThat(session.out())
        .contains("streams of tags:\n  none; a release is a tag such as v1.2.3\n");
  }
}
