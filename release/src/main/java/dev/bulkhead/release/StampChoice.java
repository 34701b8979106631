package dev.bulkhead.release;

import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.release.VersionClaims.Saying;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which places of a work tree are to state a release: those that state a version of the project
 * itself, but for what is filled in when it is published, what belongs to another version, what
 * tells of several versions, and charts that are released by themselves.
 */
final class StampChoice {
  private final VersionClaims claims;
  private final Stated stated;
  private final Predicate<Carrier> own;
  private final boolean isWithCharts;
  private final ChartStreams streams;
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * A choice.
   *
   * @param isWithCharts whether charts with a series of their own get a version, too
   */
  StampChoice(VersionClaims claims, Stated stated, Predicate<Carrier> own, boolean isWithCharts) {
    this.claims = claims;
    this.stated = stated;
    this.own = own;
    this.isWithCharts = isWithCharts;
    this.streams = new ChartStreams(claims.project(), claims.streams());
  }

  /** What was left alone, and why, a full sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The places, in the order of the files. */
  List<Carrier> carriers() {
    var chosen = new ArrayList<Carrier>();
    var documents = new TreeMap<String, List<Carrier>>();
    for (Carrier carrier : stated.carriers()) {
      if (own.test(carrier) && isStamped(carrier)) {
        if (Grounds.of(carrier.path()) == Grounds.READ) {
          documents.computeIfAbsent(carrier.path(), _ -> new ArrayList<>()).add(carrier);
        } else {
          chosen.add(carrier);
        }
      }
    }
    documents.forEach((path, all) -> chosen.addAll(ofDocument(path, all)));
    chosen.sort(
        Comparator.comparing(Carrier::path)
            .thenComparingInt(one -> one.at().line())
            .thenComparingInt(one -> one.at().column()));
    return chosen;
  }

  private boolean isStamped(Carrier carrier) {
    if (claims.isOfAnotherVersion(carrier.path()) || !claims.isOfStream(carrier.path())) {
      return false;
    }
    return switch (carrier.kind()) {
      case CHART_VERSION -> isOfChart(carrier);
      case CHART_LABEL, CHART_DEPENDENCY ->
          chart(carrier.subject())
              .filter(chart -> chart.version().equals(carrier.text()))
              .filter(_ -> isOfChart(carrier))
              .isPresent();
      case DOCUMENT_COMMAND ->
          chart(carrier.subject()).isPresent()
              ? isOfChart(carrier)
              : isOfCode() && isExact(carrier);
      case VERSION_FILE, BUILD_FILE, VERSION_LABEL -> isOfCode() && isReleased(carrier);
      case DOCUMENT_IMAGE, KUSTOMIZATION_REF -> isOfCode() && isExact(carrier);
      case KUSTOMIZATION_DIGEST, CONFIGURED -> isOfCode();
      case CHART_APP_VERSION, VALUES_TAG -> isReleasedHere(carrier) && isFilledIn(carrier);
      case MANIFEST_IMAGE, KUSTOMIZATION_TAG -> isOfCode() && isFilledIn(carrier);
    };
  }

  /** Whether it is no chart alone that is released. */
  private boolean isOfCode() {
    return !streams.isOfChart(claims.tag().stream(), charts());
  }

  private Collection<ChartStatement> charts() {
    return stated.charts().values();
  }

  private Optional<ChartStatement> chart(String name) {
    return charts().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** Whether a carrier is to state the version of the chart, and which that is, is known. */
  private boolean isOfChart(Carrier carrier) {
    return claims.saying(carrier.text()) != Saying.PLACEHOLDER
        && chart(carrier.subject()).filter(this::isStamped).isPresent();
  }

  /** Whether the chart's version is that of the release, or one that was given for it. */
  private boolean isStamped(ChartStatement chart) {
    if (!isOfCode()) {
      return streams.of(claims.tag().stream(), charts()).contains(chart);
    }
    boolean hasOwn = streams.hasOwn(chart, charts());
    if (!hasOwn && isOfSeries(chart.version())) {
      return true;
    }
    boolean isOfProject = hasOwn || isOfSeries(chart.appVersion());
    if (isOfProject && !isWithCharts) {
      notes.add(
          "The chart %s (%s) has a series of its own; --chart-version gives it a version, too."
              .formatted(chart.name(), chart.version()));
    }
    return isOfProject && isWithCharts;
  }

  /** Whether what a chart installs goes with this release, and not with the chart's own. */
  private boolean isReleasedHere(Carrier carrier) {
    boolean isElsewhere =
        stated.charts().entrySet().stream()
            .filter(chart -> carrier.path().startsWith(folder(chart.getKey())))
            .anyMatch(
                chart ->
                    streams.hasOwn(chart.getValue(), charts())
                        || claims.window().isConstant(chart.getKey(), claims.tag()));
    return isOfCode() && (!isElsewhere || isWithCharts);
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** What floats is to name the release, but not what is replaced at publishing. */
  private boolean isFilledIn(Carrier carrier) {
    return switch (claims.saying(carrier.text())) {
      case RIGHT, OTHER -> true;
      case FLOATING ->
          Grounds.of(carrier.path()) == Grounds.DEPLOYED && !carrier.subject().contains("staging");
      case PLACEHOLDER, FOREIGN -> false;
    };
  }

  private static boolean isExact(Carrier carrier) {
    return carrier.version().filter(one -> one.isExact() && !one.isZero()).isPresent();
  }

  /** A file may state a version of something else: those of releases are the project's. */
  private boolean isReleased(Carrier carrier) {
    return isOfSeries(carrier.text())
        && !(Grounds.of(carrier.path()) == Grounds.READ
            && carrier.kind() == Carrier.Kind.VERSION_LABEL);
  }

  /** Whether a text is one of the last releases, or what comes before this one. */
  private boolean isOfSeries(String text) {
    return ReleaseVersion.of(text)
        .filter(version -> !version.isZero())
        .filter(version -> isRecent(version) || isBefore(version, claims.tag().version()))
        .isPresent();
  }

  private boolean isRecent(ReleaseVersion version) {
    return claims.window().releases().stream()
        .anyMatch(release -> release.tag().version().equals(version));
  }

  private static boolean isBefore(ReleaseVersion version, ReleaseVersion release) {
    return !version.isFinal() && version.numbers().equals(release.numbers());
  }

  /** A document that names several versions of the same thing tells of each of them. */
  private List<Carrier> ofDocument(String path, List<Carrier> all) {
    var chosen = new ArrayList<Carrier>();
    all.stream()
        .collect(Collectors.partitioningBy(one -> chart(one.subject()).isPresent()))
        .values()
        .forEach(
            some -> {
              var versions =
                  some.stream()
                      .flatMap(one -> one.version().stream())
                      .collect(Collectors.toCollection(LinkedHashSet::new));
              if (versions.size() <= 1) {
                chosen.addAll(some);
              } else {
                notes.add(
                    "%s names %d versions (%s and others), so it was left as it is."
                        .formatted(path, versions.size(), versions.getFirst().text()));
              }
            });
    return chosen;
  }
}
