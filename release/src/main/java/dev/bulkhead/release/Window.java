package dev.bulkhead.release;

import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.release.OwnImages.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What some releases of one stream state, so that it can be told what is usual there.
 *
 * @param releases in the order of their versions
 */
record Window(List<Stated> releases) {
  Window {
    releases = List.copyOf(releases);
  }

  /** Every image that is deployed or stated as a value, at each release. */
  List<Observation> images() {
    var images = new ArrayList<Observation>();
    for (Stated release : releases) {
      Stream.concat(
              release.deployables().stream()
                  .flatMap(deployable -> deployable.images().stream())
                  .map(image -> new Observation(image.name(), image.tag(), release.tag())),
              release.carriers().stream()
                  .filter(Window::statesImage)
                  .map(one -> new Observation(one.subject(), one.text(), release.tag())))
          .distinct()
          .forEach(images::add);
    }
    return images;
  }

  private static boolean statesImage(Carrier carrier) {
    boolean isStatement =
        switch (carrier.kind()) {
          case MANIFEST_IMAGE, KUSTOMIZATION_TAG, VALUES_TAG -> true;
          default -> false;
        };
    return isStatement && Grounds.of(carrier.path()) == Grounds.DEPLOYED;
  }

  /** The names of all charts. */
  Set<String> charts() {
    return releases.stream()
        .flatMap(release -> release.charts().values().stream())
        .map(ChartStatement::name)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Whether a chart names the version of the release in most releases but this one. */
  boolean usuallyAgrees(String chart, ReleaseTag but) {
    return usually(
        but,
        release ->
            Optional.ofNullable(release.charts().get(chart))
                .map(found -> release.tag().version().equals(version(found.appVersion()))),
        2);
  }

  /** Whether a file states the version of the release in most releases but this one. */
  boolean usuallyAgrees(String path, Carrier.Kind kind, ReleaseTag but) {
    return usually(
        but,
        release ->
            release.carriers().stream()
                .filter(one -> one.kind() == kind && one.path().equals(path))
                .map(one -> release.tag().version().equals(version(one.text())))
                .findFirst(),
        1);
  }

  private boolean usually(ReleaseTag but, Function<Stated, Optional<Boolean>> question, int least) {
    List<Boolean> answers =
        releases.stream()
            .filter(release -> !release.tag().equals(but))
            .flatMap(release -> question.apply(release).stream())
            .toList();
    long yes = answers.stream().filter(Boolean::booleanValue).count();
    return yes >= least && yes * 2 >= answers.size();
  }

  /** Whether a chart names the same version in at least three other releases, and never theirs. */
  boolean isConstant(String chart, ReleaseTag but) {
    List<Stated> others =
        releases.stream()
            .filter(release -> !release.tag().equals(but) && release.charts().containsKey(chart))
            .toList();
    List<String> named =
        Stream.concat(others.stream(), releases.stream().filter(one -> one.tag().equals(but)))
            .flatMap(release -> Optional.ofNullable(release.charts().get(chart)).stream())
            .map(ChartStatement::appVersion)
            .distinct()
            .toList();
    return others.size() >= 3
        && named.size() == 1
        && others.stream().noneMatch(one -> one.tag().version().equals(version(named.getFirst())));
  }

  /** Whether a file stated an exact version of an image at an earlier release. */
  boolean hasExact(String path, String image, ReleaseTag before) {
    return releases.stream()
        .filter(release -> release.tag().version().compareTo(before.version()) < 0)
        .flatMap(release -> release.carriers().stream())
        .filter(one -> one.path().equals(path) && OwnImages.isSame(one.subject(), image))
        .map(one -> version(one.text()))
        .filter(Objects::nonNull)
        .anyMatch(found -> found.isExact() && !found.isZero());
  }

  private static @Nullable ReleaseVersion version(String text) {
    return ReleaseVersion.of(text).orElse(null);
  }
}
