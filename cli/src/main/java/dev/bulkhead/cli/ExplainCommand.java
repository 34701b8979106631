package dev.bulkhead.cli;

import dev.bulkhead.report.Printable;
import dev.bulkhead.report.RecordedFinding;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Nearest;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.UserError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead explain}: why a rule exists, or what a verdict rests on. */
@Command(
    name = "explain",
    description = {
      "Says why a rule exists, with an example and its remedy; or, for a finding of the last run,"
          + " what the verdict rests on: the layer, the symlinks followed, the line.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead explain command-not-in-image",
      "  bulkhead explain --finding 3f2a90c1b7de",
      "",
      "Exit status: 0, or 2 where there is no such rule or finding."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Rooms rooms;
  private final Surroundings surroundings;

  @ArgGroup(multiplicity = "1")
  private Topic topic = new Topic();

  /** One of the two things that can be explained. */
  static final class Topic {
    @Parameters(paramLabel = "RULE", description = "The rule's id, as a report names it.")
    private @Nullable String rule;

    @Option(
        names = "--finding",
        paramLabel = "ID",
        description = "The id of a finding of the last run.")
    private @Nullable String finding;
  }

  ExplainCommand(Rooms rooms, Surroundings surroundings) {
    this.rooms = rooms;
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    String text =
        topic.finding == null
            ? explained(rule(String.valueOf(topic.rule)))
            : explained(LastReport.in(surroundings).find(topic.finding));
    StandardOutput.write(surroundings, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    return ExitStatus.OK;
  }

  private Rule rule(String id) {
    List<Rule> rules = rooms.rules();
    return rules.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id, rules.stream().map(Rule::id).toList()));
  }

  private static UserError unknown(String id, List<String> ids) {
    List<String> near = Nearest.to(id, ids);
    return new UserError(
        "There is no rule \"%s\".".formatted(id),
        near.isEmpty()
            ? "Choose one of these: %s.".formatted(String.join(", ", ids))
            : "Try `bulkhead explain %s`%s."
                .formatted(
                    near.getFirst(),
                    near.size() == 1
                        ? ""
                        : ", or " + String.join(", or ", near.subList(1, near.size()))));
  }

  private static String explained(Rule rule) {
    return """
    %s (%s)

    Violated when %s.
    Decided by %s.

    %s

    Bad:

    %s

    Good:

    %s
    """
        .formatted(
            rule.id(),
            rule.severity(),
            rule.violatedWhen(),
            switch (rule.proof()) {
              case TEXT -> "the manifests alone";
              case EVIDENCE -> "the manifests and the image";
            },
            rule.why().strip(),
            rule.bad().strip().indent(4).stripTrailing(),
            rule.good().strip().indent(4).stripTrailing());
  }

  private String explained(RecordedFinding finding) {
    var text = new StringBuilder();
    String severity =
        finding.text("verdict").equals("violated") ? " (" + finding.text("severity") + ")" : "";
    line(text, "", finding.text("rule") + ": " + finding.text("verdict") + severity);
    text.append('\n');
    line(text, "", finding.text("message"));
    line(text, "remedy: ", finding.text("remedy"));
    text.append('\n');
    line(text, "object:    ", objectOf(finding));
    line(text, "hook:      ", finding.text("hook"));
    line(text, "container: ", finding.text("container"));
    line(text, "aspect:    ", finding.text("aspect"));
    line(text, "image:     ", finding.text("image"));
    line(text, "platform:  ", finding.text("platform"));
    line(text, "source:    ", finding.text("source"));
    line(text, "place:     ", placeOf(finding));
    if (!finding.evidence().isEmpty()) {
      text.append("\nThe verdict rests on:\n");
      for (Fact fact : finding.evidence()) {
        line(text, "  ", fact.name() + ": " + fact.value());
      }
    }
    rooms.rules().stream()
        .filter(rule -> rule.id().equals(finding.text("rule")))
        .findFirst()
        .ifPresent(
            rule -> text.append("\nWhy it matters:\n").append(rule.why().strip()).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    if (!value.isEmpty()) {
      text.append(label).append(Printable.escape(value)).append('\n');
    }
  }

  private static String objectOf(RecordedFinding finding) {
    String namespace = finding.text("object.namespace");
    return "%s %s%s (%s)"
        .formatted(
            finding.text("object.kind"),
            namespace.isEmpty() ? "" : namespace + "/",
            finding.text("object.name"),
            finding.text("object.apiVersion"));
  }

  private static String placeOf(RecordedFinding finding) {
    String line = finding.text("location.line");
    String column = finding.text("location.column");
    return finding.text("location.file")
        + (line.equals("0") ? "" : ":" + line)
        + (column.equals("0") ? "" : ":" + column)
        + (finding.text("location.exact").equals("true") ? "" : " (the nearest known place)");
  }
}
