package dev.bulkhead.cli;

import dev.bulkhead.render.SourceProblem;
import dev.bulkhead.report.Ending;
import dev.bulkhead.variants.PinnedImage;
import dev.bulkhead.variants.PinnedImage.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The answer of {@code pin}.
 *
 * @param problems what of the source could not be read
 * @param images every image that was to be pinned
 * @param notes how far the answer goes, a full sentence each
 * @param text values of a chart, or a list of edits
 * @param files what manifests' files are to be, where they change
 */
record PinAnswer(
    List<SourceProblem> problems,
    List<PinnedImage> images,
    List<String> notes,
    String text,
    Map<Path, byte[]> files) {
  PinAnswer {
    problems = List.copyOf(problems);
    images = List.copyOf(images);
    notes = List.copyOf(notes);
    files = Map.copyOf(files);
  }

  /** An image with what became of it, which several containers may share. */
  private record Group(String image, Outcome outcome) {}

  /** The exit status; what could not be read goes before what is not pinned. */
  int status(Ending ending) {
    return problems.isEmpty() ? answer().status(ending) : ExitStatus.UNUSABLE;
  }

  private Answer answer() {
    if (images.stream().anyMatch(one -> one.outcome() instanceof Outcome.Unpinned)) {
      return Answer.NO;
    }
    return images.stream().anyMatch(one -> one.outcome() instanceof Outcome.Untold)
        ? Answer.UNKNOWN
        : Answer.YES;
  }

  /** What a person should know, line by line. */
  List<String> listing() {
    var groups = new LinkedHashMap<Group, Set<String>>();
    for (PinnedImage one : images) {
      groups
          .computeIfAbsent(new Group(one.image(), one.outcome()), key -> new LinkedHashSet<>())
          .add(place(one));
    }
    var lines = new ArrayList<String>();
    section(lines, "Pinned:", groups, Outcome.ByValues.class);
    section(lines, "To be edited:", groups, Outcome.ByEdit.class);
    section(lines, "Fixed already, and it exists:", groups, Outcome.AsItStands.class);
    section(lines, "Not pinned:", groups, Outcome.Unpinned.class);
    section(lines, "Nobody told:", groups, Outcome.Untold.class);
    if (groups.isEmpty()) {
      lines.add("There are no containers, so there is nothing to pin.");
    }
    for (SourceProblem problem : problems) {
      lines.add("problem: %s: %s".formatted(problem.at(), problem.cause()));
      lines.add("  remedy: " + problem.remedy());
    }
    notes.forEach(note -> lines.add("note: " + note));
    return lines;
  }

  private static void section(
      List<String> lines,
      String title,
      SequencedMap<Group, Set<String>> groups,
      Class<? extends Outcome> kind) {
    List<String> told =
        groups.entrySet().stream()
            .filter(group -> kind.isInstance(group.getKey().outcome()))
            .flatMap(group -> told(group.getKey(), group.getValue()))
            .toList();
    if (!told.isEmpty()) {
      lines.add(title);
      lines.addAll(told);
    }
  }

  private static Stream<String> told(Group group, Set<String> places) {
    String where = "      " + String.join("; ", places);
    return switch (group.outcome()) {
      case Outcome.ByValues(var paths, var reference, var why) ->
          Stream.concat(
              Stream.of(
                  "  "
                      + group.image()
                      + (reference.equals(group.image()) ? "" : " -> " + reference),
                  "      by " + String.join(", ", paths)),
              Stream.of(why, where.strip())
                  .filter(line -> !line.isEmpty())
                  .map(line -> "      " + line));
      case Outcome.ByEdit(var at, var reference) ->
          Stream.of("  " + group.image() + " -> " + reference, "      at " + at, where);
      case Outcome.AsItStands() -> Stream.of("  " + group.image(), where);
      case Outcome.Unpinned(var reason, var remedy) ->
          Stream.of("  " + group.image(), where, "      " + reason, "      remedy: " + remedy);
      case Outcome.Untold(var reason, var supply) ->
          Stream.of("  " + group.image(), where, "      " + reason, "      remedy: " + supply);
    };
  }

  private static String place(PinnedImage one) {
    return "%s, container %s%s"
        .formatted(
            one.container().object(),
            one.container().container(),
            one.setting().isGiven() ? "" : " with " + one.setting());
  }
}
