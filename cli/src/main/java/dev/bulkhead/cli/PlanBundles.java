package dev.bulkhead.cli;

import dev.bulkhead.airgap.ImageLockText;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.airgap.verify.Bundles;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bundles that a plan names: archives, which are read, and lists of images or locks, which say
 * what is to lie in a bundle that nobody has built yet. Each file is read once.
 */
final class PlanBundles {
  private final Map<String, MachineBundle> read = new HashMap<>();

  /**
   * Reads a file.
   *
   * @throws UserError where it is none of these, or cannot be read
   */
  MachineBundle of(String path) {
    MachineBundle known = read.get(path);
    if (known == null) {
      known = read(path);
      read.put(path, known);
    }
    return known;
  }

  private static MachineBundle read(String path) {
    Path file = Path.of(path);
    try {
      if (Files.isDirectory(file) || !Bundles.isText(file)) {
        return MachineBundle.read(path, usable(file));
      }
      if (Files.size(file) > ImageLockText.LONGEST) {
        throw new UserError(
            "%s is a text of more than %d MiB, which is no list of images."
                .formatted(path, ImageLockText.LONGEST >> 20),
            "Name a bundle, a lock, or a list of images.");
      }
      String text = Files.readString(file);
      return ImageLockText.isOne(text)
          ? MachineBundle.locked(path, locked(path, text))
          : MachineBundle.listed(path, listed(path, text));
    } catch (IOException e) {
      throw new UserError(
          null,
          "The bundle \"%s\" cannot be read: %s.".formatted(path, IoReason.of(e)),
          "Name a bundle, a lock, or a list of images that is there.",
          e);
    }
  }

  private static Map<String, Set<Platform>> locked(String path, String text) {
    return ImageLockText.read(path, text).images().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.reference().canonical(),
                entry -> entry.platforms().keySet(),
                (one, _) -> one));
  }

  /** One image a line; empty lines and those that begin with {@code #} say nothing. */
  private static List<ImageReference> listed(String path, String text) {
    var images = new ArrayList<ImageReference>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String image = line.strip();
      if (image.isEmpty() || image.startsWith("#")) {
        continue;
      }
      switch (ImageReference.read(image)) {
        case ImageReference.Reading.Valid(var reference) -> images.add(reference);
        case ImageReference.Reading.Invalid(var shown, _, var reason) ->
            throw new UserError(
                new Location(path, number, 1, true),
                "\"%s\" is no image: %s.".formatted(shown, reason),
                "Name a bundle, a lock, or a list with one image a line.",
                null);
      }
    }
    if (images.isEmpty()) {
      throw new UserError(
          "%s names no image.".formatted(path),
          "Name a bundle, a lock, or a list with one image a line.");
    }
    return images;
  }

  /** A bundle of which no machine can import anything is a mistake, not a shortfall. */
  private static Bundle usable(Path file) {
    Bundle bundle = Bundle.read(file);
    bundle
        .unusable()
        .ifPresent(
            fault -> {
              throw new UserError(fault.cause(), fault.remedy());
            });
    return bundle;
  }
}
