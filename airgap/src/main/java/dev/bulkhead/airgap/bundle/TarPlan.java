package dev.bulkhead.airgap.bundle;

import dev.bulkhead.model.Digest;
import dev.bulkhead.registry.VerifiedBlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tar archive, known to the byte before a blob of it is there: what stands where, and how long
 * the whole is.
 *
 * @param entries in their order
 * @param size of the archive, in bytes
 */
public record TarPlan(List<Entry> entries, long size) {
  /** The end of an archive: two blocks of zeros. */
  private static final int END = 2 * TarBlock.SIZE;

  public TarPlan {
    entries = List.copyOf(entries);
  }

  /** What is at a place in the archive. */
  public sealed interface Part {
    /** Its name in the archive. */
    String name();

    /** Its length, in bytes. */
    long length();

    /** A folder. */
    record Folder(String name) implements Part {
      @Override
      public long length() {
        return 0;
      }
    }

    /** A file whose text is known. */
    record Text(String name, String text) implements Part {
      @Override
      public long length() {
        return bytes().length;
      }

      byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    }

    /** A file that is still to be fetched. */
    record Blob(String name, Digest digest, long length) implements Part {}
  }

  /**
   * A part and its place.
   *
   * @param offset of its data from the beginning of the archive, in bytes
   */
  public record Entry(Part part, long offset) {
    /** The header before the data. */
    byte[] header() {
      return part instanceof Part.Folder
          ? TarBlock.folder(part.name())
          : TarBlock.file(part.name(), part.length());
    }
  }

  /** Lays the parts out one after the other. */
  static TarPlan of(List<Part> parts) {
    var entries = new ArrayList<Entry>();
    long at = 0;
    for (Part part : parts) {
      entries.add(new Entry(part, at + TarBlock.SIZE));
      at += TarBlock.SIZE + Math.ceilDiv(part.length(), TarBlock.SIZE) * TarBlock.SIZE;
    }
    return new TarPlan(entries, at + END);
  }

  /** The entries whose content is still to be fetched. */
  List<Entry> blobs() {
    return entries.stream().filter(entry -> entry.part() instanceof Part.Blob).toList();
  }

  /** What tells this archive from every other: the same for the same bytes. */
  Digest fingerprint() {
    var text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(entry.part().name()).append(' ').append(entry.part().length()).append(' ');
      switch (entry.part()) {
        case Part.Folder _ -> {}
        case Part.Text known -> text.append(VerifiedBlob.sha256(known.bytes()));
        case Part.Blob blob -> text.append(blob.digest());
      }
      text.append('\n');
    }
    return VerifiedBlob.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
