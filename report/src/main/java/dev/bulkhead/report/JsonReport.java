package dev.bulkhead.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.bulkhead.model.Location;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/**
 * A report for machines, in the form that {@code docs/json.md} describes and {@code
 * report.schema.json} defines. Written as it goes, so that its size does not matter.
 */
public final class JsonReport {
  /**
   * The version of the form: the first number changes when a reader may break, the second when
   * something is added.
   */
  public static final String SCHEMA_VERSION = "1.1";

  private final JsonGenerator json;

  private JsonReport(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes the report in UTF-8, a line per field, with a line feed at its end. The stream is
   * flushed and stays open.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(Report report, OutputStream out) throws IOException {
    write(report, report.findings(), out);
  }

  /**
   * Writes the report with only some of its findings; the counts remain those of all.
   *
   * @throws IOException where the destination refuses a byte
   */
  public static void write(Report report, List<Finding> findings, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JsonForm.generator(out)) {
      new JsonReport(json).write(report, findings);
      json.writeRaw('\n');
    }
  }

  private void write(Report report, List<Finding> findings) throws IOException {
    json.writeStartObject();
    json.writeStringField("schemaVersion", SCHEMA_VERSION);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", "bulkhead");
    json.writeStringField("version", report.toolVersion());
    json.writeEndObject();
    writeSettings(report.settings());
    writeSources(report.sources());
    writeTexts("notes", report.notes());
    json.writeArrayFieldStart("verdicts");
    for (Finding finding : findings) {
      writeFinding(finding);
    }
    json.writeEndArray();
    writeSummary(report.counts());
    json.writeObjectFieldStart("outcome");
    json.writeNumberField("exitStatus", report.outcome().status());
    json.writeStringField("meaning", report.outcome().meaning());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeSettings(List<Setting> settings) throws IOException {
    json.writeArrayFieldStart("settings");
    for (Setting setting : settings) {
      json.writeStartObject();
      json.writeStringField("option", setting.option());
      json.writeStringField("value", setting.value());
      json.writeBooleanField("default", setting.isDefault());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeSources(List<ReportedSource> sources) throws IOException {
    json.writeArrayFieldStart("sources");
    for (ReportedSource source : sources) {
      json.writeStartObject();
      json.writeStringField("name", source.name());
      json.writeNumberField("objects", source.objects());
      json.writeNumberField("workloads", source.workloads());
      writeTexts("notes", source.notes());
      json.writeArrayFieldStart("problems");
      for (ReportedSource.Problem problem : source.problems()) {
        json.writeStartObject();
        json.writeStringField("kind", problem.kind().toString());
        writeLocation(problem.at());
        json.writeStringField("message", problem.cause());
        json.writeStringField("remedy", problem.remedy());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeFinding(Finding finding) throws IOException {
    var subject = finding.claim().subject();
    json.writeStartObject();
    json.writeStringField("id", finding.id());
    json.writeStringField("verdict", nameOf(finding.verdict()));
    json.writeStringField("rule", finding.claim().rule().id());
    json.writeStringField("severity", finding.severity().toString());
    json.writeStringField("source", subject.origin().source());
    json.writeObjectFieldStart("object");
    json.writeStringField("apiVersion", subject.object().apiVersion());
    json.writeStringField("kind", subject.object().kind());
    json.writeStringField("namespace", subject.object().namespace());
    json.writeStringField("name", subject.object().name());
    json.writeEndObject();
    writeTexts("hook", subject.origin().hook().events());
    json.writeStringField("container", subject.container());
    json.writeStringField("image", subject.image());
    var platform = subject.platform();
    json.writeStringField("platform", platform == null ? "" : platform.toString());
    json.writeStringField("aspect", subject.aspect());
    json.writeStringField("mode", subject.mode());
    writeLocation(finding.location());
    json.writeStringField("message", finding.verdict().message());
    json.writeStringField("remedy", remedyOf(finding.verdict()));
    json.writeArrayFieldStart("evidence");
    for (Fact fact : finding.verdict().evidence()) {
      json.writeStartObject();
      json.writeStringField("name", fact.name());
      json.writeStringField("value", fact.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeTexts(String field, Collection<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private void writeLocation(Location at) throws IOException {
    json.writeObjectFieldStart("location");
    json.writeStringField("file", at.file());
    json.writeNumberField("line", at.line());
    json.writeNumberField("column", at.column());
    json.writeBooleanField("exact", at.exact());
    json.writeEndObject();
  }

  private void writeSummary(Counts counts) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("proven", counts.proven());
    json.writeNumberField("violated", counts.violated());
    json.writeNumberField("unproven", counts.unproven());
    json.writeNumberField("errors", counts.errors());
    json.writeNumberField("warnings", counts.warnings());
    json.writeNumberField("notices", counts.notices());
    json.writeObjectFieldStart("inTestHooks");
    json.writeNumberField("proven", counts.inTests().proven());
    json.writeNumberField("violated", counts.inTests().violated());
    json.writeNumberField("unproven", counts.inTests().unproven());
    json.writeEndObject();
    json.writeObjectFieldStart("inModes");
    json.writeNumberField("errors", counts.inModes().errors());
    json.writeNumberField("warnings", counts.inModes().warnings());
    json.writeNumberField("notices", counts.inModes().notices());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** {@code proven}, {@code violated} or {@code unproven}. */
  static String nameOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Proven _ -> "proven";
      case Verdict.Violated _ -> "violated";
      case Verdict.Unproven _ -> "unproven";
    };
  }

  /** What to do; empty for what is proven. */
  static String remedyOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Proven _ -> "";
      case Verdict.Violated violated -> violated.remedy();
      case Verdict.Unproven unproven -> unproven.remedy();
    };
  }
}
