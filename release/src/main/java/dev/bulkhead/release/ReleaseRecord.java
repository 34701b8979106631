package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is written down of a release. */
public final class ReleaseRecord {
  private ReleaseRecord() {}

  /**
   * A release as it is now, all of whose images are known.
   *
   * @param images the project's own, by their references
   * @param before what was recorded of it; its artifacts that are not supplied now are kept, and
   *     its promises until they are redeemed
   * @param isPromising whether images that do not exist are to be promised
   */
  public static Entry of(
      String tag,
      RecordClaims.Now now,
      Map<String, ImageEvidence> images,
      Entry before,
      boolean isPromising) {
    var there = new TreeMap<String, RecordedImage>();
    var promised = new TreeSet<>(before.promised());
    images.forEach(
        (reference, evidence) -> {
          if (evidence instanceof ImageEvidence.Present present) {
            there.put(reference, RecordedImage.of(present));
            promised.remove(reference);
          } else if (isPromising) {
            promised.add(reference);
          }
        });
    var artifacts = new TreeMap<>(before.artifacts());
    artifacts.putAll(now.artifacts());
    return new Entry(tag, now.commit(), there, now.carriers(), artifacts, promised);
  }

  /** Nothing was recorded of a tag. */
  public static Entry nothing(String tag) {
    return new Entry(tag, "", new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
  }

  /** The hash of a file's content. */
  public static Digest hash(byte[] content) {
    try {
      return Digest.sha256(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
