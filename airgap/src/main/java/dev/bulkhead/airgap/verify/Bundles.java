package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several bundles that come to one place: what one of them holds is there.
 *
 * @param where what a person calls them together
 */
public record Bundles(String where, List<Bundle> bundles) implements Carried {
  /** More files make no folder of bundles. */
  private static final int MOST_FILES = 1_000;

  private static final int BEGINNING = 512;

  public Bundles {
    bundles = List.copyOf(bundles);
  }

  /** Bundles that were named one by one. */
  public static Bundles of(List<Bundle> bundles) {
    return new Bundles(
        String.join(", ", bundles.stream().map(bundle -> bundle.file().toString()).toList()),
        bundles);
  }

  /**
   * The bundles of a folder, in the order of their names, as k0s reads {@code /var/lib/k0s/images}:
   * it tries every file, and passes over what is plain text.
   *
   * @throws UserError where the folder cannot be read, or holds other folders and no file
   */
  public static List<Path> in(Path folder) {
    try (var files = Files.list(folder)) {
      List<Path> entries = files.sorted().limit(MOST_FILES + 1L).toList();
      List<Path> found = entries.stream().filter(Files::isRegularFile).toList();
      if (found.isEmpty() && !entries.isEmpty()) {
        throw new UserError(
            "%s is neither a folder of bundles nor the root of a containerd: it holds other folders alone."
                .formatted(folder),
            "Name the folder in which the bundles lie (/var/lib/k0s/images), or containerd's root"
                + " (/var/lib/containerd).");
      }
      if (found.size() > MOST_FILES) {
        throw new UserError(
            "%s holds more than %,d files.".formatted(folder, MOST_FILES),
            "Name the folder in which the bundles lie.");
      }
      var bundles = new ArrayList<Path>();
      for (Path file : found) {
        // what is empty is left of a bundle
        if (Files.size(file) == 0 || !isText(file)) {
          bundles.add(file);
        }
      }
      return List.copyOf(bundles);
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(folder, IoReason.of(unreadable)),
          "Check the folder and its permissions.",
          unreadable);
    }
  }

  /**
   * Whether a file is a text, as an empty one is. A tar begins with a name and NULs behind it, what
   * is compressed with bytes that are no text.
   */
  public static boolean isText(Path file) throws IOException {
    byte[] beginning;
    try (var in = Files.newInputStream(file)) {
      beginning = in.readNBytes(BEGINNING);
    }
    for (byte each : beginning) {
      if (each == 0) {
        return false;
      }
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      int whole = Math.max(0, beginning.length - 4); // the last character may be cut
      var _ = decoder.decode(ByteBuffer.wrap(beginning, 0, whole));
      return true;
    } catch (CharacterCodingException binary) {
      return false;
    }
  }

  /** Whether there are bundles, and nothing of any of them can be used. */
  public boolean isUseless() {
    return !bundles.isEmpty() && bundles.stream().allMatch(bundle -> bundle.unusable().isPresent());
  }

  @Override
  public Holding of(ImageReference reference, Platform platform) {
    Holding best = new Holding.Absent();
    Optional<BundleFault> unusable = Optional.empty();
    for (Bundle bundle : bundles) {
      if (bundle.unusable().isPresent()) {
        unusable = bundle.unusable();
        continue;
      }
      Holding holding = bundle.of(reference, platform);
      if (holding instanceof Holding.Held) {
        return holding;
      }
      best = best instanceof Holding.Absent ? holding : best;
    }
    return best instanceof Holding.Absent && unusable.isPresent()
        ? new Holding.Unknown(
            "Whether %s is in a bundle that cannot be used is not told.".formatted(reference),
            unusable.get().remedy())
        : best;
  }

  @Override
  public Optional<String> meantFor(ImageReference reference) {
    return bundles.stream().flatMap(bundle -> bundle.meantFor(reference).stream()).findFirst();
  }

  @Override
  public String mend(ImageReference reference) {
    return "Make the bundle again, or copy it again from where it was made, and compare checksums.";
  }

  @Override
  public String remedy(ImageReference reference) {
    return "Make the bundle anew with it: bulkhead airgap bundle SOURCE... -o bundle.tar, or add it with --add %s."
        .formatted(reference.canonical());
  }
}
