package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.testkit.image.ImageLayout;
import dev.bulkhead.testkit.image.ImageSpec;
import dev.bulkhead.testkit.image.TarLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a release of k0s runs on Linux by default, as a bundle of stand-ins or as a list. */
final class BundledRelease {
  private static final Pattern NAME = Pattern.compile("bundles/(v[0-9.]+)\\.(tar|txt)");

  private BundledRelease() {}

  /** The names of the images. */
  static List<String> images(String version) {
    return K0sReleases.builtIn()
        .require(K0sVersion.parse(version).orElseThrow())
        .images()
        .entrySet()
        .stream()
        .filter(entry -> !entry.getKey().isForWindows() && entry.getKey() != ImageKey.PUSHGATEWAY)
        .map(entry -> entry.getValue().toString())
        .toList();
  }

  /** Writes a bundle of them, for linux/amd64. */
  static void write(Path file, List<String> images) throws IOException {
    ImageLayout layout = ImageLayout.layout();
    for (String image : images) {
      layout.image(image, ImageSpec.linux("amd64").layer(TarLayer.layer().file("is", 0644, image)));
    }
    layout.writeOciArchive(file);
  }

  /**
   * Writes the files that a word of a command line names as {@code bundles/v1.29.6.tar}, where they
   * are not yet there, and returns their folder.
   */
  static Path named(String word, Path folder) throws IOException {
    Matcher names = NAME.matcher(word);
    while (names.find()) {
      Path file = folder.resolve("%s.%s".formatted(names.group(1), names.group(2)));
      if (Files.exists(file)) {
        continue;
      }
      if (names.group(2).equals("tar")) {
        write(file, images(names.group(1)));
      } else {
        Files.write(file, images(names.group(1)));
      }
    }
    return folder;
  }
}
