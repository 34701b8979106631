package dev.bulkhead.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampTest {
  private static final Digest OLD = Digest.sha256("ab".repeat(32));
  private static final Digest NEW = Digest.sha256("cd".repeat(32));
  private static final Stamp.Finder FINDER = (path, file) -> Carriers.read(path, file).carriers();

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private StampTest with(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private List<Carrier> carriers() {
    return files.entrySet().stream()
        .flatMap(file -> FINDER.read(file.getKey(), file.getValue()).stream())
        .toList();
  }

  private StampOutcome stamp(String version) {
    return stamp(Stamp.of(version(version)));
  }

  private StampOutcome stamp(Stamp stamp) {
    return stamp.into(files, carriers(), FINDER);
  }

  private static ReleaseVersion version(String text) {
    return ReleaseVersion.of(text).orElseThrow();
  }

  private static StampOutcome.Stamped stamped(StampOutcome outcome) {
    assertThat(outcome).isInstanceOf(StampOutcome.Stamped.class);
    return (StampOutcome.Stamped) outcome;
  }

  private static String text(StampOutcome outcome, String path) {
    byte[] file = stamped(outcome).files().get(path);
    assertThat(file).as(path).isNotNull();
    return new String(file, StandardCharsets.UTF_8);
  }

  private static StampOutcome.Fault fault(StampOutcome outcome) {
    assertThat(outcome).isInstanceOf(StampOutcome.Refused.class);
    var faults = ((StampOutcome.Refused) outcome).faults();
    assertThat(faults).hasSize(1);
    return faults.getFirst();
  }

  private static String pod(String image) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: { name: app }
    spec: { containers: [ { name: app, image: %s } ] }
    """
        .formatted(image);
  }

  @Test
  void a_tag_is_rewritten_and_every_other_byte_stays() {
    with(
        "k/kustomization.yaml",
        "\uFEFFimages: # ours\r\n  - name: app\t\r\n    newTag: 'v0.30.0'   # moves\r\n\r\n# end");

    assertThat(text(stamp("v0.31.0"), "k/kustomization.yaml"))
        .isEqualTo(
            "\uFEFFimages: # ours\r\n  - name: app\t\r\n    newTag: 'v0.31.0'   # moves\r\n\r\n# end");
  }

  @Test
  void each_edit_says_where_it_was_made_and_what_stood_there() {
    with("VERSION", "0.30.0\n").with("pod.yaml", pod("r.io/app:v0.30.0"));

    var done = stamped(stamp("v0.31.0"));

    assertThat(done.edits())
        .extracting(edit -> "%s %s %s".formatted(edit.at(), edit.before(), edit.after()))
        .containsExactly("VERSION:1:1 0.30.0 0.31.0", "pod.yaml:4:52 v0.30.0 v0.31.0");
    assertThat(done.unchanged()).isZero();
  }

  @Test
  void a_place_that_states_the_version_already_is_counted_and_its_file_left() {
    with("VERSION", "0.31.0\n").with("pod.yaml", pod("r.io/app:v0.30.0"));

    var done = stamped(stamp("v0.31.0"));

    assertThat(done.files()).containsOnlyKeys("pod.yaml");
    assertThat(done.unchanged()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "v0.30.0, 0.31.0, v0.31.0",
    "V0.30.0, v0.31.0, V0.31.0",
    "0.30.0, v0.31.0, 0.31.0",
    "v1.30.2-k0s.0, v1.30.3+k0s.0, v1.30.3-k0s.0",
    "v1.30.2, v1.30.3+k0s.0, v1.30.3-k0s.0",
    "latest, v0.31.0, v0.31.0",
    "v0.30.0-rc.1, v0.31.0, v0.31.0",
    "v0.31.0-rc1, v0.31.0-rc.1, v0.31.0-rc.1",
  })
  void the_tag_of_an_image_is_spelled_as_before_and_holds_no_plus(
      String before, String version, String after) {
    with("pod.yaml", pod("r.io/app:" + before));

    assertThat(text(stamp(version), "pod.yaml")).isEqualTo(pod("r.io/app:" + after));
  }

  @ParameterizedTest
  @CsvSource({
    "1.30.2+k0s.0, v1.30.3+k0s.0, 1.30.3+k0s.0",
    "v1.30.2-k0s.0, v1.30.3+k0s.0, v1.30.3-k0s.0",
    "1.30.2-rc.1, v1.30.3+k0s.0, 1.30.3+k0s.0",
  })
  void an_app_version_keeps_its_plus_or_its_hyphen(String before, String version, String after) {
    with("Chart.yaml", "name: app\nappVersion: \"%s\"\n".formatted(before));

    assertThat(text(stamp(version), "Chart.yaml"))
        .isEqualTo("name: app\nappVersion: \"%s\"\n".formatted(after));
  }

  @Test
  void the_label_of_a_chart_keeps_the_charts_name() {
    with(
        "all.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: app, labels: { helm.sh/chart: app-1.2.3, app.kubernetes.io/version: 1.2.3 } }
        """);

    assertThat(text(stamp(Stamp.of(version("v2.0.0")).withChart(version("1.3.0+b1"))), "all.yaml"))
        .contains("helm.sh/chart: app-1.3.0_b1, app.kubernetes.io/version: 2.0.0 }");
  }

  @Test
  void a_chart_may_have_a_version_of_its_own() {
    with("Chart.yaml", "name: app\nversion: 3.1.0\nappVersion: v0.30.0\n");

    assertThat(text(stamp(Stamp.of(version("v0.31.0")).withChart(version("v3.2.0"))), "Chart.yaml"))
        .isEqualTo("name: app\nversion: 3.2.0\nappVersion: v0.31.0\n");
  }

  @ParameterizedTest
  @CsvSource({"1.10", "2026", "0x10", "1e3", "2026-11-21", "1_000"})
  void what_yaml_would_take_for_a_number_or_a_date_comes_to_stand_in_quotes(String version) {
    with("Chart.yaml", "name: app\nappVersion: 1.9.3 # next\n");

    assertThat(text(stamp(version), "Chart.yaml"))
        .isEqualTo("name: app\nappVersion: \"%s\" # next\n".formatted(version));
  }

  @Test
  void no_quotes_are_added_where_some_stand_or_the_version_is_part_of_a_longer_text() {
    with("Chart.yaml", "name: app\nappVersion: '1.9.3'\n").with("pod.yaml", pod("r.io/app:1.9.3"));

    var done = stamp("1.10");

    assertThat(text(done, "Chart.yaml")).isEqualTo("name: app\nappVersion: '1.10'\n");
    assertThat(text(done, "pod.yaml")).isEqualTo(pod("r.io/app:1.10"));
  }

  @Test
  void a_number_that_is_read_otherwise_than_it_is_written_is_refused() {
    with("Chart.yaml", "name: app\nappVersion: 1.10\n");

    var fault = fault(stamp("1.11.0"));

    assertThat(fault.at()).hasToString("Chart.yaml:2:13");
    assertThat(fault.cause())
        .isEqualTo(
            "The version that is read as 1.1 (appVersion of a chart) is not written out so where it"
                + " stands.");
    assertThat(fault.remedy()).isEqualTo("Write it out there in one piece, with quotes around it.");
  }

  @Test
  void a_version_with_an_escape_is_refused_and_nothing_else_is_stamped_either() {
    with("VERSION", "0.30.0\n").with("Chart.yaml", "name: a\nappVersion: \"0\\x2e30.0\"\n");

    assertThat(fault(stamp("v0.31.0")).at().file()).isEqualTo("Chart.yaml");
  }

  @Test
  void a_digest_behind_a_tag_is_refused_unless_the_new_one_is_given() {
    with("pod.yaml", pod("r.io/app:v0.30.0@" + OLD));

    var fault = fault(stamp("v0.31.0"));

    assertThat(fault.at()).hasToString("pod.yaml:4:60");
    assertThat(fault.cause())
        .isEqualTo(
            "The digest %s decides which image of r.io/app is pulled, whatever the tag says, and it is not that of v0.31.0."
                .formatted(OLD));
    assertThat(fault.remedy())
        .isEqualTo("Give the new one with --digest r.io/app=sha256:…, or remove the digest there.");
    assertThat(text(stamp(Stamp.of(version("v0.31.0")).with("r.io/app", NEW)), "pod.yaml"))
        .isEqualTo(pod("r.io/app:v0.31.0@" + NEW));
  }

  @Test
  void a_digest_behind_a_tag_that_is_right_is_taken_to_be_right_too() {
    with("pod.yaml", pod("r.io/app:v0.31.0@" + OLD));

    assertThat(stamped(stamp("v0.31.0")).files()).isEmpty();
    assertThat(text(stamp(Stamp.of(version("v0.31.0")).with("r.io/app", NEW)), "pod.yaml"))
        .isEqualTo(pod("r.io/app:v0.31.0@" + NEW));
  }

  private static String kustomization(String tag, Digest digest) {
    return "images:\n- { name: app, digest: \"%s\", newTag: %s }\n- { name: redis, newTag: 7.2.0 }\n"
        .formatted(digest, tag);
  }

  private List<Carrier> firstTag() {
    return carriers().stream()
        .filter(one -> one.kind() == Carrier.Kind.KUSTOMIZATION_TAG)
        .limit(1)
        .toList();
  }

  @Test
  void the_digest_of_a_kustomization_goes_with_its_tag_even_if_only_the_tag_was_chosen() {
    with("kustomization.yaml", kustomization("v0.30.0", OLD));
    var stamp = Stamp.of(version("v0.31.0"));

    assertThat(fault(stamp.into(files, firstTag(), FINDER)).at())
        .hasToString("kustomization.yaml:2:25");
    assertThat(text(stamp.with("app", NEW).into(files, firstTag(), FINDER), "kustomization.yaml"))
        .isEqualTo(kustomization("v0.31.0", NEW));
    with("kustomization.yaml", kustomization("v0.31.0", NEW));
    assertThat(stamped(stamp.into(files, firstTag(), FINDER)).files()).isEmpty();
  }

  @Test
  void a_digest_alone_says_nothing_of_a_version_so_it_has_to_be_given() {
    with("kustomization.yaml", "images: [ { name: app, digest: \"%s\" } ]".formatted(OLD));

    assertThat(fault(stamp("v0.31.0")).remedy())
        .contains("--digest docker.io/library/app=sha256:…");
    assertThat(text(stamp(Stamp.of(version("v1.0.0")).with("app", NEW)), "kustomization.yaml"))
        .isEqualTo("images: [ { name: app, digest: \"%s\" } ]".formatted(NEW));
  }

  @Test
  void a_tag_behind_an_anchor_is_rewritten_once_for_all_who_use_it() {
    with(
        "values.yaml",
        "a: { repository: r.io/a, tag: &v v0.30.0 }\nb: { repository: r.io/b, tag: *v }\n");

    assertThat(text(stamp("v0.31.0"), "values.yaml"))
        .isEqualTo(
            "a: { repository: r.io/a, tag: &v v0.31.0 }\nb: { repository: r.io/b, tag: *v }\n");
  }

  @Test
  void a_document_keeps_all_but_the_versions_of_its_commands() {
    with(
        "README.md",
        """
        # Version 0.30.0 of all that `v0.30.0` was
            kubectl apply -k 'https://github.com/org/app//deploy?ref=v0.30.0'
        helm install app org/app --version 0.30.0 \\
          --set image.tag=v0.30.0
        """);

    assertThat(text(stamp("v0.31.0"), "README.md"))
        .isEqualTo(
            """
            # Version 0.30.0 of all that `v0.30.0` was
                kubectl apply -k 'https://github.com/org/app//deploy?ref=v0.31.0'
            helm install app org/app --version 0.31.0 \\
              --set image.tag=v0.30.0
            """);
  }

  @Test
  void a_release_that_python_spells_otherwise_is_left_so() {
    with("pyproject.toml", "[project]\nversion = \"1.0.0rc1\"\n");

    assertThat(stamped(stamp("v1.0.0-rc.1")).files()).isEmpty();
    assertThat(text(stamp("v1.0.0"), "pyproject.toml"))
        .isEqualTo("[project]\nversion = \"1.0.0\"\n");
  }

  @Test
  void a_carrier_of_a_file_that_is_not_there_or_no_text_is_refused() {
    with("VERSION", "0.30.0\n");
    var carriers = carriers();
    var stamp = Stamp.of(version("v0.31.0"));

    assertThat(fault(stamp.into(Map.of(), carriers, FINDER)).cause())
        .isEqualTo("VERSION states a version and could not be read.");
    assertThat(fault(stamp.into(Map.of("VERSION", new byte[] {-1}), carriers, FINDER)).cause())
        .startsWith("VERSION is no text in UTF-8");
  }

  @Test
  void what_would_be_read_differently_afterwards_is_refused() {
    with("VERSION", "0.30.0\n");
    Stamp.Finder forgetful =
        (path, file) ->
            new String(file, StandardCharsets.UTF_8).startsWith("0.30")
                ? FINDER.read(path, file)
                : List.of();

    assertThat(fault(Stamp.of(version("v0.31.0")).into(files, carriers(), forgetful)).cause())
        .isEqualTo(
            "With the new version in it, VERSION would be read differently: version file 0.31.0 at VERSION:1:1 would be nothing.");
  }

  @Test
  void one_place_cannot_become_two_things() {
    with("Chart.yaml", "name: app\nversion: &v 0.30.0\nappVersion: *v\n");

    assertThat(fault(stamp(Stamp.of(version("v0.31.0")).withChart(version("3.0.0")))).cause())
        .isEqualTo(
            "What stands here is to become 3.0.0 (version of a chart) and 0.31.0 (appVersion of a chart) at once.");
  }
}
