package dev.bulkhead.render;

import dev.bulkhead.model.Location;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as text: UTF-8, or what its byte order mark says (YAML 1.2.2, section 5.2).
 *
 * @param text up to the document that holds bytes which are no text, if any do
 * @param fault what is wrong with those bytes, where there are any
 */
public record SourceText(String text, @Nullable SourceProblem fault) {

  /** Decodes a file. */
  public static SourceText of(byte[] bytes, String file) {
    Charset charset = charset(bytes);
    String text = new String(bytes, charset);
    if (text.indexOf('\uFFFD') < 0) {
      return new SourceText(text, null);
    }
    int valid = validPrefix(bytes, charset);
    if (valid < 0) {
      return new SourceText(text, null);
    }
    return upTo(text, valid, file);
  }

  /** What is wrong with the bytes. */
  public Optional<SourceProblem> problem() {
    return Optional.ofNullable(fault);
  }

  /** Whether bytes cannot be text at all: a program, a picture, an archive. */
  static boolean isBinary(byte[] bytes) {
    if (!charset(bytes).equals(StandardCharsets.UTF_8)) {
      return false;
    }
    for (int i = 0; i < Math.min(bytes.length, 8192); i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static SourceText upTo(String text, int offset, String file) {
    var lines = new TextLines(text, 0);
    var place = lines.placeOf(offset);
    int begin = text.lastIndexOf("\n---", offset);
    return new SourceText(
        text.substring(0, Math.max(begin, 0)),
        new SourceProblem(
            Location.exact(file, place.line() + 1, place.column() + 1),
            "The bytes that stand here are no text in UTF-8.",
            "Save the file in UTF-8."));
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }

  /** How many UTF-16 units come before the first bytes that are no text; -1 where all are. */
  private static int validPrefix(byte[] bytes, Charset charset) {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var out = CharBuffer.allocate(8192);
    var in = ByteBuffer.wrap(bytes);
    int units = 0;
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      units += out.position();
      out.clear();
      if (result.isError()) {
        return units;
      }
      if (result.isUnderflow()) {
        return -1;
      }
    }
  }
}
