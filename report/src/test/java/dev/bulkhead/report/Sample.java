package dev.bulkhead.report;

import dev.bulkhead.model.Hook;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Claims, verdicts and reports for the tests of this room. */
final class Sample {
  static final Rule PROGRAM = rule("command-not-in-image", Severity.ERROR, Rule.Proof.EVIDENCE);
  static final Rule MISSING = rule("image-missing", Severity.ERROR, Rule.Proof.EVIDENCE);
  static final Rule FLOATING = rule("image-tag-floating", Severity.WARNING, Rule.Proof.TEXT);
  static final Location PLACE = Location.exact("templates/ds.yaml", 3, 11);

  private Sample() {}

  private static Rule rule(String id, Severity severity, Rule.Proof proof) {
    return new Rule(id, severity, proof, "it is so", "It matters.", "bad: 1", "good: 1");
  }

  static Subject subject(String name) {
    return subject("DaemonSet", name, Hook.NONE);
  }

  static Subject subject(String kind, String name, Hook hook) {
    return new Subject(
        new ObjectKey("apps/v1", kind, "sys", name),
        new Origin("chart", "templates/ds.yaml", hook),
        "manager",
        "ghcr.io/x/y:v1",
        Platform.LINUX_AMD64,
        "");
  }

  static Claim claim(Rule rule) {
    return new Claim(rule, subject("capsule"), PLACE);
  }

  static Verdict broken(Claim claim) {
    return claim.violated(
        "There is no /manager in ghcr.io/x/y:v1 for linux/amd64.",
        "Remove the command.",
        List.of(new Fact("layer", "sha256:00"), new Fact("symlink", "/a -> /b")));
  }

  static Verdict open(Claim claim) {
    return claim.unproven("ghcr.io did not answer.", "Try again.", List.of());
  }

  static Verdict kept(Claim claim) {
    return claim.proven("/ko-app/manager exists.", List.of());
  }

  static ReportedSource source(String name) {
    return new ReportedSource(name, 3, 1, List.of(), List.of());
  }

  static Report report(Verdict... verdicts) {
    return report(Outcome.Policy.DEFAULT, verdicts);
  }

  static Report report(Outcome.Policy policy, Verdict... verdicts) {
    return Report.of(
        "0.1.0", List.of(source("chart")), List.of(), List.of(), List.of(verdicts), policy);
  }

  static String text(Report report, SourceLines lines, TextReport.Options options) {
    var out = new StringBuilder();
    try {
      TextReport.write(report, lines, options, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  static String text(Report report) {
    return text(report, SourceLines.NONE, TextReport.Options.PLAIN);
  }

  static String json(Report report) {
    var out = new ByteArrayOutputStream();
    try {
      JsonReport.write(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
