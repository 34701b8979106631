package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.K0sReleaseFile;
import dev.bulkhead.airgap.k0s.K0sReleases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that adds releases of k0s to those that the program was built with. */
final class K0sReleaseOption {
  private static final int MAX_AGE_DAYS = 120;
  private static final String NAME = "k0s-releases.json";

  @Option(
      names = "--releases",
      paramLabel = "FILE",
      description =
          "Releases of k0s besides those that Bulkhead knows, in the form of `bulkhead k0s learn`."
              + " Default: k0s-releases.json in $XDG_DATA_HOME/bulkhead, if it is there.")
  private @Nullable Path file;

  /** The file that was named, or else the user's own; empty where there is no place for one. */
  Optional<Path> file(Surroundings surroundings) {
    return Optional.ofNullable(file)
        .or(() -> surroundings.dataDirectory().map(directory -> directory.resolve(NAME)));
  }

  /** Every release that is known; says where that is no longer new. */
  K0sReleases read(Surroundings surroundings) {
    K0sReleases releases = readQuietly(surroundings);
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    long age = ChronoUnit.DAYS.between(releases.date(), today);
    if (age > MAX_AGE_DAYS) {
      surroundings
          .err()
          .printf(
              "The list of k0s' releases is %d days old: add newer ones with `bulkhead k0s learn`,"
                  + " or update Bulkhead.%n",
              age);
    }
    return releases;
  }

  /** Every release that is known. */
  K0sReleases readQuietly(Surroundings surroundings) {
    K0sReleases builtIn = K0sReleases.builtIn();
    return file(surroundings)
        .filter(path -> file != null || Files.exists(path))
        .map(path -> K0sReleaseFile.read(path.toString(), SmallFile.at(path).text()))
        .map(builtIn::with)
        .orElse(builtIn);
  }
}
