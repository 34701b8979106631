package dev.bulkhead.airgap.k0s;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.QuotedScalar;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a configuration was at a moment, in a form that is the same wherever it came from: a
 * ClusterConfig with its settings in the order of their names, and when it was recorded and who
 * wrote it in annotations.
 *
 * @param settings as YAML
 * @param writers the releases whose defaults it holds; the empty string where it holds none
 */
public record ConfigSnapshot(String settings, String writers, Instant recorded) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9./+@_-]*");
  private static final Set<String> WORDS =
      Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

  /** That of a configuration. */
  public static ConfigSnapshot of(ConfigJudgement judgement, Instant recorded) {
    return new ConfigSnapshot(
        yaml(ConfigSettings.of(judgement.config())),
        judgement.writers().isEmpty() ? "" : judgement.writers().toString(),
        recorded.truncatedTo(ChronoUnit.SECONDS));
  }

  /** What tells it from others, whenever they were recorded: of the settings, in hexadecimal. */
  public String digest() {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(settings.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The name of its file: later ones come later in the order of names. */
  public String fileName() {
    return "%s-%s.yaml".formatted(NAME.format(recorded), digest().substring(0, 12));
  }

  /** Whether a file of that name holds the same settings. */
  public boolean isAt(String fileName) {
    return fileName.endsWith("-%s.yaml".formatted(digest().substring(0, 12)));
  }

  /** Whether a file of that name is a snapshot. */
  public static boolean isName(String fileName) {
    return fileName.matches("\\d{4}-\\d{2}-\\d{2}T\\d{6}Z-[0-9a-f]{12}\\.yaml");
  }

  /** The file's content. */
  public String text() {
    String by =
        writers.isEmpty() ? "" : "    bulkhead.dev/written-by: %s\n".formatted(scalar(writers));
    return """
    # What of a configuration of k0s decides which images run; nothing else of it is kept.
    apiVersion: k0s.k0sproject.io/v1beta1
    kind: ClusterConfig
    metadata:
      name: k0s
      annotations:
        bulkhead.dev/recorded: "%s"
        bulkhead.dev/digest: "sha256:%s"
    %s%s\
    """
        .formatted(recorded, digest(), by, settings);
  }

  private static String yaml(ConfigSettings settings) {
    var tree = new TreeMap<String, Object>();
    settings.texts().forEach((path, value) -> put(tree, path, value));
    if (tree.isEmpty()) {
      return "spec: {}\n";
    }
    var yaml = new StringBuilder();
    write(tree, "", yaml);
    return yaml.toString();
  }

  private static void put(SortedMap<String, Object> tree, String path, Node.Scalar value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      tree.put(path, value);
      return;
    }
    var below =
        (Branch) tree.computeIfAbsent(path.substring(0, dot), _ -> new Branch(new TreeMap<>()));
    put(below.fields(), path.substring(dot + 1), value);
  }

  private record Branch(SortedMap<String, Object> fields) {}

  private static void write(Map<String, Object> tree, String indent, StringBuilder yaml) {
    tree.forEach(
        (name, value) -> {
          yaml.append(indent).append(name).append(':');
          if (value instanceof Branch below) {
            yaml.append('\n');
            write(below.fields(), indent + "  ", yaml);
          } else if (value instanceof Node.Scalar scalar) {
            yaml.append(' ').append(scalar(scalar)).append('\n');
          }
        });
  }

  private static String scalar(Node.Scalar value) {
    return value.type() == Node.Scalar.Type.STRING ? scalar(value.text()) : value.text();
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : QuotedScalar.of(text);
  }
}
