package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The patches of Kubernetes, newest first, from {@code kubernetes-patches.csv}.
 *
 * @param asOf the day whose state the data tells
 */
record KubernetesPatches(LocalDate asOf, List<KubernetesPatches.Patch> patches) {
  private static final String AS_OF = "# as of: ";

  /** One version and the day of its release. */
  record Patch(KubernetesVersion version, LocalDate released) {
    /** {@code 1.36.2}. */
    String name() {
      return version.text().substring(1);
    }
  }

  KubernetesPatches {
    patches = List.copyOf(patches);
  }

  /** The data that the program carries. */
  static KubernetesPatches shipped() {
    try (InputStream data =
        Objects.requireNonNull(
            KubernetesPatches.class.getResourceAsStream("kubernetes-patches.csv"))) {
      return parse(new String(data.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KubernetesPatches parse(String csv) {
    LocalDate asOf = LocalDate.EPOCH;
    var patches = new ArrayList<Patch>();
    for (String line : csv.lines().toList()) {
      if (line.startsWith(AS_OF)) {
        asOf = LocalDate.parse(line.substring(AS_OF.length()).strip());
      } else if (!line.isBlank() && Character.isDigit(line.charAt(0))) {
        int comma = line.indexOf(',');
        patches.add(
            new Patch(
                KubernetesVersion.parse(line.substring(0, comma)).orElseThrow(),
                LocalDate.parse(line.substring(comma + 1).strip())));
      }
    }
    return new KubernetesPatches(asOf, patches);
  }

  /** The patches of a minor after one of them that were released by a day, newest first. */
  List<Patch> after(KubernetesVersion minor, int patch, LocalDate day) {
    return patches.stream()
        .filter(one -> one.version().minorVersion().equals(minor.minorVersion()))
        .filter(one -> one.version().patch() > patch && !one.released().isAfter(day))
        .toList();
  }
}
