package dev.bulkhead.cli;

import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.verdict.OptionError;
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

  /** What clusters serve is known from this minor of Kubernetes 1 on (served-apis.txt). */
  private static final int OLDEST = 19;

  /** Minors are released three times a year. */
  private static final int FEWEST_DAYS_BETWEEN = 100;

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

  /** The minors that are supported on that day, rising. */
  List<KubernetesVersion> supported(LocalDate today) {
    return supportedMinors(today).stream().map(Minor::version).sorted().toList();
  }

  /** The minors that are supported on that day, with their days, newest first. */
  List<Minor> supportedMinors(LocalDate today) {
    return minors.stream()
        .filter(minor -> !minor.released().isAfter(today) && !minor.endOfLife().isBefore(today))
        .toList();
  }

  /**
   * Reads the version of a cluster.
   *
   * @throws OptionError where it is none, or one that there cannot be
   */
  KubernetesVersion read(String text, LocalDate today) {
    var version =
        KubernetesVersion.parse(text)
            .orElseThrow(
                () ->
                    new OptionError(
                        "\"%s\" is not a version of Kubernetes.".formatted(text),
                        "Write it as in 1.34 or v1.32.1-eks-abc."));
    int newest = newestThinkable(today);
    if (version.major() != 1 || version.minor() < OLDEST || version.minor() > newest) {
      throw new OptionError(
          "\"%s\" is not a version of Kubernetes from 1.%d to 1.%d, which are those that Bulkhead can judge for."
              .formatted(text, OLDEST, newest),
          version.major() == 1 && version.minor() < OLDEST
              ? "Use 1.%d or later.".formatted(OLDEST)
              : "Use a version that is released; the newest known is %s."
                  .formatted(newest(today).minorVersion()));
    }
    return version;
  }

  /** The next after what the data tells of, and as many more as may have come since. */
  private int newestThinkable(LocalDate today) {
    Minor last = minors.getFirst();
    long age = Math.max(0, ChronoUnit.DAYS.between(last.released(), today));
    return last.version().minor() + 1 + (int) (age / FEWEST_DAYS_BETWEEN);
  }

  /** Says so where the data is too old to be relied on. */
  Optional<String> warningOfAge(LocalDate today) {
    return warningOfAge(today, "state --kube-version, or update Bulkhead");
  }

  /** The same with another remedy, a clause that begins with a verb. */
  Optional<String> warningOfAge(LocalDate today, String remedy) {
    long age = ChronoUnit.DAYS.between(asOf, today);
    return age <= MAX_AGE_DAYS
        ? Optional.empty()
        : Optional.of("The list of Kubernetes versions is %d days old: %s.".formatted(age, remedy));
  }
}
