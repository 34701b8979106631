package dev.bulkhead.render.helm;

import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.ValueFile;
import dev.bulkhead.verdict.OptionError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The values that a user gives with {@code -f} and {@code --set}, as Helm is handed them. */
final class GivenValues {
  private static final String FILE_REFUSED = "failed to parse ";
  private static final String ASSIGNMENT_REFUSED = "failed parsing --set data: ";

  private final List<ValueFile> files;
  private final List<Path> copies;
  private final List<String> assignments;

  private GivenValues(List<ValueFile> files, List<Path> copies, List<String> assignments) {
    this.files = files;
    this.copies = copies;
    this.assignments = assignments;
  }

  /** Writes the files into a folder. */
  static GivenValues in(Path folder, RenderRequest request) throws IOException {
    var copies = new ArrayList<Path>();
    for (ValueFile file : request.valueFiles()) {
      Path copy = folder.resolve("values-%d.yaml".formatted(copies.size()));
      copies.add(Files.write(copy, file.content()));
    }
    return new GivenValues(request.valueFiles(), copies, request.assignments());
  }

  List<Path> files() {
    return copies;
  }

  List<String> assignments() {
    return assignments;
  }

  /**
   * The option that Helm's message is about, if it is about one of these.
   *
   * @param others what Helm says if only these assignments are given; the empty string where it
   *     takes them
   * @param concealed takes out of Helm's words what nobody else should read
   */
  Optional<OptionError> refusal(
      String message, Function<List<String>, String> others, UnaryOperator<String> concealed) {
    if (message.startsWith(ASSIGNMENT_REFUSED)) {
      return Optional.of(assignment(message, others, concealed));
    }
    for (int i = 0; message.startsWith(FILE_REFUSED) && i < copies.size(); i++) {
      String lead = FILE_REFUSED + copies.get(i) + ": ";
      if (message.startsWith(lead)) {
        return Optional.of(
            files.get(i).refused(concealed.apply(words(message.substring(lead.length())))));
      }
    }
    return Optional.empty();
  }

  /** Helm does not say which it means: the last of the fewest that it refuses. */
  private OptionError assignment(
      String message, Function<List<String>, String> others, UnaryOperator<String> concealed) {
    int count = 1;
    String said = message;
    for (boolean found = false; count < assignments.size() && !found; ) {
      String answer = others.apply(assignments.subList(0, count));
      found = answer.startsWith(ASSIGNMENT_REFUSED);
      said = found ? answer : said;
      count += found ? 0 : 1;
    }
    return new OptionError(
        "Helm cannot read --set %s: %s."
            .formatted(
                shown(assignments.get(count - 1)),
                concealed.apply(words(said.substring(ASSIGNMENT_REFUSED.length())))),
        "Write --set KEY=VALUE, with a backslash before a comma that belongs to the value.");
  }

  /** An assignment without its value, which may be a password. */
  private static String shown(String assignment) {
    int equals = assignment.indexOf('=');
    return equals < 0 ? assignment : assignment.substring(0, equals) + "=…";
  }

  /** Helm is given all assignments as one, each with a comma behind it. */
  private static String words(String said) {
    String line = String.join(" ", said.strip().lines().map(String::strip).toList());
    String own = line.replace(" (cannot end with ,)", "");
    return own.endsWith(".") ? own.substring(0, own.length() - 1) : own;
  }
}
