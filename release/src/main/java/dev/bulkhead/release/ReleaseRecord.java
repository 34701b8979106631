package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
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
   * @param images the project's own, by their references; those that do not exist stay promised
   *     where they were
   * @param before what was recorded of it; its artifacts that are not supplied now are kept
   */
  public static Entry recorded(
      String tag, RecordClaims.Now now, Map<String, ImageEvidence> images, Entry before) {
    var there = new TreeMap<String, RecordedImage>();
    images.forEach(
        (reference, evidence) -> {
          if (evidence instanceof ImageEvidence.Present present) {
            there.put(reference, RecordedImage.of(present));
          }
        });
    var artifacts = new TreeMap<>(before.artifacts());
    artifacts.putAll(now.artifacts());
    var promised = new TreeSet<>(before.promised());
    promised.removeAll(there.keySet());
    return new Entry(tag, now.commit(), there, now.carriers(), artifacts, promised);
  }

  /**
   * A release that is being prepared: what must exist once it is tagged.
   *
   * @param missing references of its own images that do not exist yet
   */
  public static Entry promised(String tag, RecordClaims.Now now, Collection<String> missing) {
    return new Entry(
        tag, "", new TreeMap<>(), now.carriers(), now.artifacts(), new TreeSet<>(missing));
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
