package dev.bulkhead.report;

import static dev.bulkhead.report.Sample.FLOATING;
import static dev.bulkhead.report.Sample.MISSING;
import static dev.bulkhead.report.Sample.PROGRAM;
import static dev.bulkhead.report.Sample.broken;
import static dev.bulkhead.report.Sample.claim;
import static dev.bulkhead.report.Sample.kept;
import static dev.bulkhead.report.Sample.open;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  @Test
  void a_report_of_everything_satisfies_the_schema_that_is_shipped() throws IOException {
    var hook = Sample.subject("Job", "crds", Hook.at(List.of("pre-install")));
    var source =
        new ReportedSource(
            "chart",
            3,
            1,
            List.of("A note."),
            List.of(
                ReportedSource.Problem.unreadable(
                    Location.somewhereIn("a.yaml"), "This is not YAML.", "Correct it.")));
    var report =
        Report.of(
            "0.1.0",
            List.of(source),
            List.of(),
            List.of(new Setting("--platform", "linux/amd64", true)),
            List.of(
                broken(claim(PROGRAM)),
                broken(claim(PROGRAM)),
                open(claim(MISSING)),
                kept(new Claim(FLOATING, hook, Location.somewhereIn("templates/job.yaml")))),
            Outcome.Policy.DEFAULT);

    String json = Sample.json(report);

    try (InputStream schema = JsonReport.class.getResourceAsStream("report.schema.json")) {
      var validator =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(Objects.requireNonNull(schema));
      assertThat(validator.validate(json, InputFormat.JSON)).isEmpty();
      assertThat(validator.validate(json.replace("\"violated\"", "\"bad\""), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  @Test
  void a_verdict_has_the_documented_fields_in_their_order() {
    assertThat(Sample.json(Sample.report(broken(claim(PROGRAM)))))
        .contains(
            """
                {
                  "id" : "%s",
                  "verdict" : "violated",
                  "rule" : "command-not-in-image",
                  "severity" : "error",
                  "source" : "chart",
                  "object" : {
                    "apiVersion" : "apps/v1",
                    "kind" : "DaemonSet",
                    "namespace" : "sys",
                    "name" : "capsule"
                  },
                  "hook" : [ ],
                  "container" : "manager",
                  "image" : "ghcr.io/x/y:v1",
                  "platform" : "linux/amd64",
                  "aspect" : "",
                  "location" : {
                    "file" : "templates/ds.yaml",
                    "line" : 3,
                    "column" : 11,
                    "exact" : true
                  },
                  "message" : "There is no /manager in ghcr.io/x/y:v1 for linux/amd64.",
                  "remedy" : "Remove the command.",
            """
                .formatted(claim(PROGRAM).fingerprint()));
  }

  @Test
  void nothing_but_ascii_leaves_so_that_a_terminal_cannot_be_steered() {
    var claim = claim(PROGRAM);
    String json =
        Sample.json(
            Sample.report(
                claim.violated("\u001b[2J \u009b1m \u202e 値段 \ud83d", "Mend it.", List.of())));

    assertThat(json.replace("\n", "")).matches("[ -~]*");
  }

  @Test
  void a_finding_is_found_again_by_its_id() throws IOException {
    String json = Sample.json(Sample.report(kept(claim(MISSING)), broken(claim(PROGRAM))));

    Optional<RecordedFinding> found = find(json, claim(PROGRAM).fingerprint());

    assertThat(found).isPresent();
    assertThat(found.get().text("rule")).isEqualTo("command-not-in-image");
    assertThat(found.get().text("object.name")).isEqualTo("capsule");
    assertThat(found.get().text("location.line")).isEqualTo("3");
    assertThat(found.get().evidence())
        .containsExactly(new Fact("layer", "sha256:00"), new Fact("symlink", "/a -> /b"));
    assertThat(find(json, "000000000000")).isEmpty();
  }

  private static Optional<RecordedFinding> find(String json, String id) throws IOException {
    return RecordedFinding.find(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), id);
  }
}
