package dev.bulkhead.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that turns into the same bytes again. */
final class Utf8 {
  private Utf8() {}

  /** The bytes as text; empty where they are no UTF-8, so that nothing is replaced in silence. */
  static Optional<String> read(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }
}
