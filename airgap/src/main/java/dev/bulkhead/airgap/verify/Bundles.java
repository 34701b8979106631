package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.Holding;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * The files of a folder in which every file is a bundle, in the order of their names, as k0s
   * reads {@code /var/lib/k0s/images}.
   *
   * @throws UserError where the folder cannot be read
   */
  public static List<Path> in(Path folder) {
    try (var files = Files.list(folder)) {
      List<Path> found =
          files.filter(Files::isRegularFile).sorted().limit(MOST_FILES + 1L).toList();
      if (found.size() > MOST_FILES) {
        throw new UserError(
            "%s holds more than %,d files.".formatted(folder, MOST_FILES),
            "Name the folder in which the bundles lie.");
      }
      return found;
    } catch (IOException unreadable) {
      throw new UserError(
          null,
          "%s cannot be read: %s.".formatted(folder, IoReason.of(unreadable)),
          "Check the folder and its permissions.",
          unreadable);
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
