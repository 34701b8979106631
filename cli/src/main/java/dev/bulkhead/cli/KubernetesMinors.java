package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The minor versions of Kubernetes, newest first, from {@code kubernetes-minors.csv}.
 *
 * @param asOf the day whose state the data tells
 */
record KubernetesMinors(LocalDate asOf, List<KubernetesMinors.Minor> minors) {
  /** Data older than this is said to be old. */
  private static final long MAX_AGE_DAYS = 120;

  private static final String AS_OF = "# as of: ";

  /** One minor version and the days that its support begins and ends. */
  record Minor(KubernetesVersion version, LocalDate released, LocalDate endOfLife) {}

  KubernetesMinors {
    minors = List.copyOf(minors);
  }

  /** The data that the program carries. */
  static KubernetesMinors shipped() {
    try (InputStream data =
        Objects.requireNonNull(
            KubernetesMinors.class.getResourceAsStream("kubernetes-minors.csv"))) {
      return parse(new String(data.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static KubernetesMinors parse(String csv) {
    LocalDate asOf = LocalDate.EPOCH;
    var minors = new ArrayList<Minor>();
    for (String line : csv.lines().toList()) {
      if (line.startsWith(AS_OF)) {
        asOf = LocalDate.parse(line.substring(AS_OF.length()).strip());
      } else if (!line.isBlank() && Character.isDigit(line.charAt(0))) {
        String[] fields = line.split(",", -1);
        minors.add(
            new Minor(
                KubernetesVersion.parse(fields[0]).orElseThrow(),
                LocalDate.parse(fields[1]),
                LocalDate.parse(fields[2])));
      }
    }
    return new KubernetesMinors(asOf, minors);
  }

  /** The newest minor that is released by that day. */
  KubernetesVersion newest(LocalDate today) {
    return minors.stream()
        .filter(minor -> !minor.released().isAfter(today))
        .findFirst()
        .orElse(minors.getLast())
        .version();
  }

  /** Says so where the data is too old to be relied on. */
  Optional<String> warningOfAge(LocalDate today) {
    long age = ChronoUnit.DAYS.between(asOf, today);
    return age <= MAX_AGE_DAYS
        ? Optional.empty()
        : Optional.of(
            "The list of Kubernetes versions is %d days old: state --kube-version, or update Bulkhead."
                .formatted(age));
  }
}
