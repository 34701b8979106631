package dev.bulkhead.registry;

import java.io.IOException;

/** A layer that may hold the answer cannot be read. */
final class UnreadableLayer extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableLayer(LayerSource source, IOException cause) {
    super(cause);
    this.reason =
        "Layer %s in %s could not be read. %s"
            .formatted(source.digest(), source.store().where(), ImageAssembler.message(cause));
  }

  /** The answer to whoever asked for a file. */
  FileSystem.Finding finding() {
    return new FileSystem.Finding.Unknown(
        reason, "Supply a readable copy of the image with --images PATH.");
  }
}
