package dev.bulkhead.cli;

import dev.bulkhead.release.Carrier;
import dev.bulkhead.release.ReleaseTag;
import dev.bulkhead.release.StampOutcome;
import dev.bulkhead.release.StampPlan;
import dev.bulkhead.report.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code release stamp} tells of its work. */
final class StampAnswer {
  /** More files than this are not listed in a command. */
  private static final int MOST = 8;

  private StampAnswer() {}

  /** That there is nothing left to do. */
  static String complete(ReleaseTag tag, StampOutcome.Stamped stamped) {
    return stamped.unchanged() == 1
        ? "The one place that states the version states %s.".formatted(tag.version())
        : "All %d places state %s.".formatted(stamped.unchanged(), tag.version());
  }

  /** What is concerned: {@code v0.31.0: 7 places of 5 files}. */
  static String amount(ReleaseTag tag, StampOutcome.Stamped stamped) {
    return "%s: %s of %s"
        .formatted(
            tag.version(),
            counted(stamped.edits().size(), "place"),
            counted(stamped.files().size(), "file"));
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
  }

  /** What was written where. */
  static String written(ReleaseTag tag, StampOutcome.Stamped stamped) {
    int width =
        stamped.edits().stream().mapToInt(edit -> edit.at().toString().length()).max().orElse(0);
    String edits =
        stamped.edits().stream()
            .map(
                edit ->
                    "  %s%s  %s -> %s\n"
                        .formatted(
                            Printable.escape(edit.at().toString()),
                            " ".repeat(width - edit.at().toString().length()),
                            Printable.escape(edit.before()),
                            edit.after()))
            .collect(Collectors.joining());
    String before =
        stamped.unchanged() == 0
            ? ""
            : stamped.unchanged() == 1
                ? "1 place stated it before.\n"
                : "%d places stated it before.\n".formatted(stamped.unchanged());
    return "Stamped with %s.\n%s%s\n".formatted(amount(tag, stamped), edits, before);
  }

  /** The commands that follow, in their order, each with the reason for its place in it. */
  static String next(StampPlan plan) {
    String tag = plan.tag().name();
    String version = plan.tag().version().text();
    String images =
        plan.images().isEmpty()
            ? "what is released of it"
            : plan.images().stream()
                .map(image -> image + ":" + version.replace('+', '-'))
                .collect(Collectors.joining(", "));
    var steps = new StringBuilder("What follows, in this order:\n");
    step(
        steps,
        "bulkhead release verify --worktree --as %s --promise".formatted(version),
        "Proves that all agree while it can still be mended; images may come later, as promised"
            + " in release.lock.");
    step(
        steps,
        commit(plan),
        "A tag names a commit, so that what was stamped has to be in one first.");
    step(
        steps,
        "git tag -a %1$s -m %1$s".formatted(tag),
        "The tag comes before the image, which can then be built from what the tag names.");
    step(
        steps,
        "git push --atomic origin HEAD %s".formatted(tag),
        "Both or neither: a tag of a commit that no branch holds is soon lost.");
    step(
        steps,
        "(build and push %s from the tag)".formatted(images),
        "Whoever deploys the tag asks for exactly this; built from the tag, it names its commit.");
    step(
        steps,
        "bulkhead release verify --tag %s --record".formatted(tag),
        "Redeems the promise, and writes down what was released, so that no later change hides.");
    step(
        steps,
        "git add release.lock && git commit -m \"Record %s\"".formatted(tag),
        "The record is found by whoever verifies later, and by the next release.");
    return steps.toString();
  }

  private static void step(StringBuilder steps, String command, String reason) {
    steps.append("  ").append(command).append("\n      ").append(reason).append('\n');
  }

  private static String commit(StampPlan plan) {
    List<String> paths = plan.carriers().stream().map(Carrier::path).distinct().toList();
    String add =
        paths.size() > MOST
            ? "git add --update && git add release.lock"
            : paths.stream()
                .map(StampAnswer::quoted)
                .collect(Collectors.joining(" ", "git add ", " release.lock"));
    return "%s && git commit -m \"Release %s\"".formatted(add, plan.tag().name());
  }

  /** A path as a shell takes it. */
  private static String quoted(String path) {
    return path.matches("[\\w./@%+=:,-]+")
        ? path
        : "'" + Printable.escape(path).replace("'", "'\\''") + "'";
  }
}
