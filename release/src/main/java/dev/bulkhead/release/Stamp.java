package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A release that is to be written into the carriers of a repository.
 *
 * @param version of the project
 * @param chartVersion of its charts, which may have a series of their own
 * @param digests of its images, by the image's name in full; a digest decides what is pulled
 *     whatever the tag before it says, so a place with a digest is stamped with both
 */
public record Stamp(
    ReleaseVersion version, ReleaseVersion chartVersion, Map<String, Digest> digests) {
  public Stamp {
    digests = Map.copyOf(digests);
  }

  /** Finds the carriers of one file. */
  @FunctionalInterface
  public interface Finder {
    /**
     * Reads a file.
     *
     * @param path in the repository
     */
    List<Carrier> read(String path, byte[] file);
  }

  /** The same version everywhere, and no digest. */
  public static Stamp of(ReleaseVersion version) {
    return new Stamp(version, version, Map.of());
  }

  /** With another version for charts. */
  public Stamp withChart(ReleaseVersion other) {
    return new Stamp(version, other, digests);
  }

  /** With the digest of an image besides, which is named without a tag. */
  public Stamp with(String image, Digest digest) {
    var more = new LinkedHashMap<>(digests);
    more.put(fullName(image), digest);
    return new Stamp(version, chartVersion, more);
  }

  /** The digest of an image, if it is known, however the image is abbreviated. */
  Optional<Digest> digest(String image) {
    return Optional.ofNullable(digests.get(fullName(image)));
  }

  /** The version that a carrier of that kind states. */
  ReleaseVersion versionFor(Carrier.Kind kind) {
    return switch (kind) {
      case CHART_VERSION, CHART_LABEL, CHART_DEPENDENCY -> chartVersion;
      case MANIFEST_IMAGE,
          KUSTOMIZATION_TAG,
          KUSTOMIZATION_DIGEST,
          KUSTOMIZATION_REF,
          CHART_APP_VERSION,
          VALUES_TAG,
          VERSION_LABEL,
          DOCUMENT_COMMAND,
          DOCUMENT_IMAGE,
          VERSION_FILE,
          BUILD_FILE,
          CONFIGURED ->
          version;
    };
  }

  private static String fullName(String image) {
    return ImageReference.read(image) instanceof ImageReference.Reading.Valid(var reference)
        ? reference.name()
        : image;
  }

  /**
   * The files as they are with this release in those carriers, and with every other byte as it was;
   * all of them or none.
   *
   * @param files by their paths in the repository
   * @param carriers which of the files' carriers are rewritten; the digests of the same images in
   *     the same files are rewritten with them
   * @param finder found the carriers, and proves that the same ones stand in the new files
   */
  public StampOutcome into(Map<String, byte[]> files, Collection<Carrier> carriers, Finder finder) {
    var byPath = new TreeMap<String, List<Carrier>>();
    carriers.forEach(
        carrier -> byPath.computeIfAbsent(carrier.path(), _ -> new ArrayList<>()).add(carrier));
    var stamped = new TreeMap<String, byte[]>();
    var edits = new ArrayList<StampOutcome.Edit>();
    var faults = new ArrayList<StampOutcome.Fault>();
    int unchanged = 0;
    for (var entry : byPath.entrySet()) {
      switch (stamped(entry.getKey(), files, entry.getValue(), finder)) {
        case StampedFile.Written(var text, var written, var rest) -> {
          edits.addAll(written);
          unchanged += rest;
          if (!written.isEmpty()) {
            stamped.put(entry.getKey(), text.getBytes(StandardCharsets.UTF_8));
          }
        }
        case StampedFile.Unfit(var reasons) -> faults.addAll(reasons);
      }
    }
    return faults.isEmpty()
        ? new StampOutcome.Stamped(stamped, edits, unchanged)
        : new StampOutcome.Refused(faults);
  }

  private StampedFile stamped(
      String path, Map<String, byte[]> files, List<Carrier> chosen, Finder finder) {
    byte[] file = files.get(path);
    return file == null
        ? new StampedFile.Unfit(
            List.of(
                new StampOutcome.Fault(
                    Location.somewhereIn(path),
                    "%s states a version and could not be read.".formatted(path),
                    "Make the file readable.")))
        : FileStamp.of(this, path, file, chosen, finder);
  }
}
