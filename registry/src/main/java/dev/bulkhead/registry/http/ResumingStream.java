package dev.bulkhead.registry.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that goes on where it broke off: the rest is asked for by its offset (RFC 9110, section
 * 14.2), a few times. Whether the whole is what it should be, its digest tells whoever reads it.
 */
final class ResumingStream extends BlockStream {
  private final Rest rest;
  private InputStream stream;
  private int resumesLeft;
  private long offset;

  /** Opens the rest of a body. */
  @FunctionalInterface
  interface Rest {
    InputStream from(long offset) throws RegistryTrouble;
  }

  ResumingStream(InputStream stream, Rest rest, int resumes) {
    this.stream = stream;
    this.rest = rest;
    this.resumesLeft = resumes;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    while (true) {
      try {
        int count = stream.read(buffer, start, length);
        offset += Math.max(count, 0);
        return count;
      } catch (RegistryTrouble trouble) {
        resume(trouble);
      }
    }
  }

  /** Goes on from the offset, or throws what broke the body. */
  private void resume(RegistryTrouble trouble) throws RegistryTrouble {
    if (!trouble.mayPass() || offset == 0 || resumesLeft == 0) {
      throw trouble;
    }
    resumesLeft--;
    closeBroken();
    try {
      stream = rest.from(offset);
    } catch (RegistryTrouble again) {
      trouble.addSuppressed(again);
      throw trouble;
    }
  }

  private void closeBroken() {
    try {
      stream.close();
    } catch (IOException alreadyBroken) {
      // that is why the rest is asked for
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
