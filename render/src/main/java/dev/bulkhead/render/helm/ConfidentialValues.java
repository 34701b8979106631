package dev.bulkhead.render.helm;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.SecretKeys;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that stand under keys which name a secret, in a chart's own values, its subcharts' and
 * the user's. Helm's errors, and what a chart lets {@code fail} say, may quote them.
 *
 * <p>Values of Secret objects among the values count, too. What is shorter than {@value #SHORTEST}
 * characters is left: it would black out ordinary words.
 */
final class ConfidentialValues {
  /** What stands in a concealed value's place. */
  static final String CONCEALED = "***";

  private static final int SHORTEST = 4;

  /** Shorter ones are concealed only where they are whole words. */
  private static final int TELLING = 6;

  private final TreeSet<String> texts =
      new TreeSet<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  /** Takes in a file of values. */
  void addFile(String text) {
    Documents documents = YamlReader.read(text, Placement.of(""));
    documents.roots().forEach(root -> addTree(root, false));
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      boolean ofSecret = documents.concealed().contains(number);
      if (ofSecret || !documents.problems().isEmpty()) {
        addLine(line.strip(), ofSecret);
      }
    }
  }

  /** Takes in an assignment as {@code --set} has it: {@code a.password=x,b.tokens={y,z}}. */
  void addAssignment(String assignment) {
    boolean secret = false;
    for (String piece : assignment.split("(?<!\\\\),", -1)) {
      int equals = piece.indexOf('=');
      if (equals >= 0) {
        secret = SecretKeys.isIn(piece.substring(0, equals));
      }
      if (secret) {
        String value = piece.substring(equals + 1).replaceAll("\\\\(.)", "$1");
        add(value.replaceAll("^\\{|}$", ""));
      }
    }
  }

  /** The text without the values. */
  String concealedIn(String text) {
    String shown = text;
    for (String value : texts) {
      shown =
          value.length() >= TELLING
              ? shown.replace(value, CONCEALED)
              : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])")
                  .matcher(shown)
                  .replaceAll(Matcher.quoteReplacement(CONCEALED));
    }
    return shown;
  }

  private void addTree(Node node, boolean secret) {
    switch (node) {
      case Node.Mapping mapping -> addFields(mapping, secret);
      case Node.Sequence sequence -> sequence.items().forEach(item -> addTree(item, secret));
      case Node.Scalar scalar -> {
        if (secret && !scalar.isNull() && scalar.type() != Node.Scalar.Type.BOOLEAN) {
          add(scalar.text());
        }
      }
    }
  }

  /** An entry of {@code env} says by its name what its value is. */
  private void addFields(Node.Mapping mapping, boolean secret) {
    boolean named = mapping.text("name").filter(SecretKeys::isIn).isPresent();
    mapping
        .fields()
        .forEach(
            (key, value) ->
                addTree(value, secret || SecretKeys.isIn(key) || (named && key.equals("value"))));
  }

  /** A line of YAML that is not known as a tree. */
  private void addLine(String line, boolean secret) {
    int colon = line.indexOf(": ");
    if (secret || (colon > 0 && SecretKeys.isIn(line.substring(0, colon)))) {
      add(line.substring(colon < 0 ? 0 : colon + 2).strip().replaceAll("^[\"']|[\"']$", ""));
    }
  }

  private void add(String value) {
    for (String line : value.lines().map(String::strip).toList()) {
      addSpellings(line);
    }
    addSpellings(value);
  }

  /** As it stands, and as templates often turn it. */
  private void addSpellings(String value) {
    if (value.length() >= SHORTEST) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      texts.addAll(
          List.of(
              value,
              value.replace("\\", "\\\\").replace("\"", "\\\""),
              Base64.getEncoder().encodeToString(bytes),
              URLEncoder.encode(value, StandardCharsets.UTF_8)));
    }
  }
}
