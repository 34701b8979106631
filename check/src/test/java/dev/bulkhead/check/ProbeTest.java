package dev.bulkhead.check;

import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void a_probe_whose_program_is_absent_is_reported_at_its_place() {
    Judged.container(
            TestImage.usual().entrypoint("/bin/sh"),
            "livenessProbe:\n  exec: { command: [curl, -f, localhost] }")
        .violates("probe-command-not-in-image")
        .at(9, 27)
        .saying("curl (its livenessProbe)");
  }

  @Test
  void each_probe_and_hook_is_a_claim_of_its_own() {
    Judged.container(
            TestImage.usual().entrypoint("/bin/sh"),
            """
            readinessProbe: { exec: { command: [sh, -c, x] } }
            startupProbe: { exec: { command: [/absent] } }
            lifecycle:
              postStart: { exec: { command: [server] } }
              preStop: { exec: { command: [sleep, "5"] } }
            """)
        .violates("probe-command-not-in-image", "probe-command-not-in-image")
        .proves("probe-command-not-in-image");
  }

  @Test
  void a_probe_that_may_not_be_executed_is_reported_under_the_same_rule() {
    Judged.container(
            TestImage.usual().entrypoint("/bin/sh").text("/probe.txt", "x"),
            "livenessProbe: { exec: { command: [/probe.txt] } }")
        .violates("probe-command-not-in-image")
        .saying("cannot be executed");
  }

  @Test
  void variables_are_expanded_in_probes_and_not_in_hooks() {
    Judged.container(
            TestImage.usual().entrypoint("/bin/sh"),
            """
            env: [{ name: TOOL, value: server }]
            livenessProbe: { exec: { command: [$(TOOL)] } }
            lifecycle: { preStop: { exec: { command: [$(TOOL)] } } }
            """)
        .violates("probe-command-not-in-image")
        .saying("$(TOOL) (its preStop)");
  }
}
