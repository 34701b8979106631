package dev.bulkhead.airgap.k0s;

import static dev.bulkhead.airgap.k0s.Configs.file;
import static dev.bulkhead.airgap.k0s.Configs.judged;
import static dev.bulkhead.airgap.k0s.Configs.pins;
import static dev.bulkhead.airgap.k0s.Configs.release;
import static dev.bulkhead.airgap.k0s.Configs.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is kept of a configuration. */
final class ConfigSnapshotTest {
  private static final Instant THEN = Instant.parse("2026-08-21T10:00:00Z");
  private static final String SECRETIVE =
      """
      spec:
        storage: {type: kine, kine: {dataSource: 'postgres://k0s:hunter2@db.example/k0s'}}
        network:
          provider: calico
          controlPlaneLoadBalancing: {keepalived: {vrrpInstances: [{authPass: hunter2}]}}
        extensions: {helm: {repositories: [{name: a, url: b, password: hunter2}]}}
        images: {repository: 'user:hunter2@registry.example.com'}
      """;

  @Test
  void nothing_that_may_be_secret_is_kept() {
    assertThat(snapshot(file(SECRETIVE), THEN).text())
        .contains("provider: calico")
        .doesNotContain("hunter2");
  }

  @Test
  void the_same_settings_have_the_same_digest_however_and_whenever_they_were_written() {
    var one = snapshot(file("spec: {images: {default_pull_policy: Never}, network: {}}"), THEN);
    var other =
        snapshot(
            file(
                """
                spec:
                  telemetry: {enabled: true}
                  images:
                    default_pull_policy: "Never"
                """),
            THEN.plusSeconds(60));

    assertThat(other.digest()).isEqualTo(one.digest());
    assertThat(other.fileName()).isNotEqualTo(one.fileName()).isGreaterThan(one.fileName());
    assertThat(one.isAt(other.fileName())).isTrue();
    assertThat(one.fileName()).startsWith("2026-08-21T100000Z-").matches(ConfigSnapshot::isName);
  }

  @Test
  void a_snapshot_is_a_configuration_itself_with_the_same_images() {
    var object = written(file("spec: {images: {default_pull_policy: Never}}"), release("v1.29.6"));
    var read = ConfigReader.read("snapshot.yaml", snapshot(object, THEN).text());

    assertThat(pins(read)).isEqualTo(pins(object));
    assertThat(read.document().text("metadata", "annotations", "bulkhead.dev/written-by"))
        .contains("v1.29.6+k0s.0");
    assertThat(snapshot(read, THEN).digest()).isEqualTo(snapshot(object, THEN).digest());
  }

  @Test
  void what_is_shown_of_a_text_hides_the_same() {
    String text = "kind: ClusterConfig\n" + SECRETIVE.replace("user:hunter2@", "");
    var config = ConfigReader.read("k0s.yaml", text);

    assertThat(ShownLines.of(config, text))
        .contains("provider: calico", "registry.example.com")
        .doesNotContain("hunter2")
        .hasLineCount(text.lines().toList().size());
  }

  @Test
  void a_line_with_a_secret_is_hidden_whatever_else_stands_in_it() {
    String text =
        "{kind: ClusterConfig, spec: {extensions: {helm: {password: hunter2}}, images: {}}}\n";

    assertThat(ShownLines.of(ConfigReader.read("k0s.yaml", text), text)).isEqualTo("(not shown)\n");
  }

  private static ConfigSnapshot snapshot(ClusterConfig config, Instant at) {
    return ConfigSnapshot.of(judged(config, "v1.30.2"), at);
  }
}
