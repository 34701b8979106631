package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.ConcealedLines.Range;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What a generator puts together: from files of lines {@code KEY=VALUE}, from literals, from whole
 * files.
 */
final class KeyValues {
  private final Site site;
  private final Build build;
  private final boolean isSecret;
  private final SequencedMap<String, Value> values = new LinkedHashMap<>();

  KeyValues(Site site, Build build, boolean isSecret) {
    this.site = site;
    this.build = build;
    this.isSecret = isSecret;
  }

  /** A value and where it was written. */
  static final class Value {
    private final byte[] bytes;
    private final Location at;

    Value(byte[] bytes, Location at) {
      this.bytes = bytes;
      this.at = at;
    }

    Location at() {
      return at;
    }

    /** Whether the value is text, which is kept as it is. */
    boolean isText() {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return true;
      } catch (CharacterCodingException binary) {
        return false;
      }
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** In lines of 70 characters where there is more than one, as kustomize breaks it. */
    String base64() {
      String encoded = Base64.getEncoder().encodeToString(bytes);
      if (encoded.length() < 70) {
        return encoded;
      }
      var lines = new StringBuilder();
      for (int i = 0; i < encoded.length(); i += 70) {
        lines.append(encoded, i, Math.min(i + 70, encoded.length())).append('\n');
      }
      return lines.toString();
    }

    @Override
    public String toString() {
      return "Value[%d bytes at %s]".formatted(bytes.length, at);
    }
  }

  /** All values that a generator names. */
  SequencedMap<String, Value> read(Node.Mapping generator) {
    Shape.texts(generator.get("envs").orElse(null), "envs").forEach(this::lines);
    generator.scalar("env").ifPresent(this::lines);
    Shape.texts(generator.get("literals").orElse(null), "literals").forEach(this::literal);
    Shape.texts(generator.get("files").orElse(null), "files").forEach(this::file);
    return values;
  }

  private void put(String key, byte[] bytes, Location at) {
    if (values.put(key, new Value(bytes, at)) != null) {
      throw new Refused(
          at, "The generator states the key \"%s\" twice.".formatted(key), "Leave one out.");
    }
  }

  private void literal(Node.Scalar literal) {
    int equals = literal.text().indexOf('=');
    if (equals <= 0) {
      throw new Refused(literal.at(), "A literal is a key, \"=\" and a value.", "Write KEY=VALUE.");
    }
    String value = unquoted(literal.text().substring(equals + 1));
    put(literal.text().substring(0, equals), bytes(value), literal.at());
  }

  private static String unquoted(String text) {
    int last = text.length() - 1;
    boolean isQuoted =
        last > 0
            && text.charAt(0) == text.charAt(last)
            && (text.charAt(0) == '"' || text.charAt(0) == '\'');
    return isQuoted ? text.substring(1, last) : text;
  }

  private void file(Node.Scalar named) {
    String text = named.text();
    int equals = text.indexOf('=');
    if (equals == 0 || equals == text.length() - 1 || text.indexOf('=', equals + 1) > equals) {
      throw new Refused(
          named.at(), "A file is a path, or a key, \"=\" and a path.", "Write KEY=PATH.");
    }
    String path = text.substring(equals + 1);
    String key = equals < 0 ? path.substring(path.lastIndexOf('/') + 1) : text.substring(0, equals);
    put(key, content(Nodes.text(path, named.at())), place(path, named));
  }

  private Location place(String path, Node.Scalar named) {
    return Location.somewhereIn(site.shown(site.resolve(path, named.at())));
  }

  private void lines(Node.Scalar named) {
    String text = new String(content(named), StandardCharsets.UTF_8);
    String shown = site.shown(site.resolve(named.text(), named.at()));
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      String plain = (number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line);
      plain = plain.stripLeading();
      if (!plain.isEmpty() && !plain.startsWith("#")) {
        int equals = plain.indexOf('=');
        String key = equals < 0 ? plain : plain.substring(0, equals);
        String value = equals < 0 ? "" : plain.substring(equals + 1);
        put(key, bytes(value), Location.exact(shown, number, 1));
      }
    }
  }

  private byte[] content(Node.Scalar named) {
    String path = build.within(site, named);
    byte[] content = build.files().bytes(site, path, named.at());
    if (isSecret) {
      build.files().conceal(site.shown(path), new Range(1, Integer.MAX_VALUE));
    }
    return content;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
