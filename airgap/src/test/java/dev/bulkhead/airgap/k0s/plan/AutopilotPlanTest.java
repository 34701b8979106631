package dev.bulkhead.airgap.k0s.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.plan.AutopilotPlan.Download;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AutopilotPlanTest {
  private static final String YAML =
      new AutopilotPlan(
              new K0sVersion(1, 30, 2, 0),
              Instant.parse("2026-10-01T00:00:00Z"),
              new TreeMap<>(
                  Map.of("linux-amd64", new Download("https://files.local/k0s", "ab".repeat(32)))),
              new TreeMap<>(
                  Map.of("linux-amd64", new Download("https://files.local/images.tar", ""))),
              2)
          .yaml();

  private static Node read(String yaml) {
    return YamlReader.read(yaml, Placement.of("plan.yaml")).roots().getFirst();
  }

  @Test
  void bundles_come_before_k0s_itself() {
    assertThat(YAML)
        .isEqualTo(
            """
            apiVersion: autopilot.k0sproject.io/v1beta2
            kind: Plan
            metadata:
              name: autopilot
            spec:
              id: to-v1.30.2-k0s.0
              timestamp: "2026-10-01T00:00:00Z"
              commands:
                - airgapupdate:
                    version: v1.30.2+k0s.0
                    platforms:
                      linux-amd64:
                        url: "https://files.local/images.tar"
                    workers:
                      discovery:
                        selector: {}
                      limits:
                        concurrent: 2
                - k0supdate:
                    version: v1.30.2+k0s.0
                    platforms:
                      linux-amd64:
                        url: "https://files.local/k0s"
                        sha256: "%s"
                    targets:
                      controllers:
                        discovery:
                          selector: {}
                        limits:
                          concurrent: 1
                      workers:
                        discovery:
                          selector: {}
                        limits:
                          concurrent: 2
            """
                .formatted("ab".repeat(32)));
    assertThat(AutopilotSchema.faults(read(YAML))).isEmpty();
  }

  /** What the definition of the object requires, and of which type each field is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  id: to-v1.30.2-k0s.0\\n      |                     | spec has no id.",
        "  timestamp: \"2026-10-01T00:00:00Z\"\\n |              | spec has no timestamp.",
        "name: autopilot                       | name: other        | metadata.name is not autopilot.",
        "id: to-v1.30.2-k0s.0                  | id: 7              | spec.id is no string.",
        "concurrent: 1                         | concurrent: one    | spec.commands[1].k0supdate.targets.controllers.limits.concurrent is no integer.",
        "            url: \"https://files.local/images.tar\" | '            sha256: x' | spec.commands[0].airgapupdate.platforms.linux-amd64 has no url.",
        "airgapupdate:                         | airGapUpdate:      | spec.commands[0] has no field airGapUpdate.",
        "k0supdate:\\n        version: v1.30.2+k0s.0\\n | k0supdate:\\n    | spec.commands[1].k0supdate has no version.",
      })
  void the_schema_refuses(String written, String instead, String fault) {
    String from = written.replace("\\n", "\n");
    String to = instead == null ? "" : instead.replace("\\n", "\n");

    assertThat(YAML).contains(from.strip());
    assertThat(AutopilotSchema.faults(read(YAML.replace(from.strip(), to.strip()))))
        .contains(fault);
  }

  @Test
  void targets_without_discovery_and_commands_without_platforms_are_refused() {
    assertThat(
            AutopilotSchema.faults(
                read(
                    """
                    apiVersion: autopilot.k0sproject.io/v1beta2
                    kind: Plan
                    metadata: {name: autopilot}
                    spec:
                      id: one
                      timestamp: now
                      commands:
                      - airgapupdate: {version: v1, workers: {}}
                      - k0supdate: {version: v1, platforms: {}, targets: {workers: {}}, forceupdate: yes please}
                    """)))
        .containsExactlyInAnyOrder(
            "spec.commands[0].airgapupdate has no platforms.",
            "spec.commands[0].airgapupdate.workers has no discovery.",
            "spec.commands[1].k0supdate.targets.workers has no discovery.",
            "spec.commands[1].k0supdate.forceupdate is no boolean.");
    assertThat(AutopilotSchema.faults(read("[]")))
        .isEqualTo(
            List.of(
                "apiVersion is not autopilot.k0sproject.io/v1beta2.",
                "kind is not Plan.",
                "metadata.name is not autopilot.",
                "There is no spec."));
  }
}
