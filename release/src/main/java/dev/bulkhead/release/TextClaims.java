package dev.bulkhead.release;

import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.ChartStatement;
import dev.bulkhead.release.VersionClaims.Saying;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a release only says of itself: in documents, labels, and the files that it is built from.
 */
final class TextClaims {
  private final VersionClaims claims;
  private final Stated stated;
  private final List<Verdict> verdicts = new ArrayList<>();

  private TextClaims(VersionClaims claims, Stated stated) {
    this.claims = claims;
    this.stated = stated;
  }

  static List<Verdict> of(VersionClaims claims, Stated stated) {
    var found = new TextClaims(claims, stated);
    found.documents();
    found.labels();
    found.builds();
    found.configured();
    return found.verdicts;
  }

  /** A document may name older versions, too: its newest one counts. */
  private void documents() {
    if (!claims.tag().version().isFinal()) {
      return;
    }
    var byFile =
        stated.carriers().stream()
            .filter(this::isInDocument)
            .collect(
                Collectors.groupingBy(
                    one -> one.path() + "\0" + isOfChart(one), TreeMap::new, Collectors.toList()));
    byFile.values().forEach(this::document);
  }

  private boolean isInDocument(Carrier carrier) {
    boolean isRead = Grounds.of(carrier.path()) == Grounds.READ;
    return isRead
        && isExact(carrier)
        && claims.isOfStream(carrier.path())
        && isKeptUp(carrier)
        && switch (carrier.kind()) {
          case DOCUMENT_IMAGE, MANIFEST_IMAGE, KUSTOMIZATION_TAG ->
              claims.own().contains(carrier.subject());
          case DOCUMENT_COMMAND, KUSTOMIZATION_REF ->
              claims.project().isAt(carrier.subject()) || isOfChart(carrier);
          default -> false;
        };
  }

  /** An example that no release ever changed is pinned on purpose. */
  private boolean isKeptUp(Carrier carrier) {
    return carrier.kind().isDocument()
        || claims.saying(carrier.text()) == Saying.RIGHT
        || claims.window().usuallyAgrees(carrier.path(), carrier.kind(), claims.tag());
  }

  private boolean isExact(Carrier carrier) {
    return carrier.version().filter(one -> one.isExact() && !one.isZero()).isPresent();
  }

  private boolean isOfChart(Carrier carrier) {
    return carrier.kind() == Kind.DOCUMENT_COMMAND && chart(carrier).isPresent();
  }

  private Optional<ChartStatement> chart(Carrier carrier) {
    return stated.charts().values().stream()
        .filter(chart -> chart.name().equals(carrier.subject()))
        .findFirst();
  }

  private void document(List<Carrier> all) {
    Carrier newest =
        all.stream().max(Comparator.comparing(one -> one.version().orElseThrow())).orElseThrow();
    Optional<ReleaseVersion> wanted =
        isOfChart(newest)
            ? chart(newest)
                .flatMap(chart -> ReleaseVersion.of(chart.version()))
                .filter(version -> !version.isZero())
            : Optional.of(claims.tag().version());
    if (wanted.isEmpty()) {
      return;
    }
    ReleaseVersion named = newest.version().orElseThrow();
    Claim claim = claims.claimOnDocument(newest.path() + " " + newest.kind(), newest.at());
    boolean isBehind = named.compareTo(wanted.get()) < 0 && !named.equals(claims.tag().version());
    verdicts.add(
        isBehind
            ? VersionClaims.as(
                claim,
                Severity.WARNING,
                "The newest version that it tells its readers to install is %s (%s), and the %s is %s."
                    .formatted(
                        newest.text(),
                        newest.how(),
                        isOfChart(newest) ? "chart" : "release",
                        isOfChart(newest) ? wanted.get() : claims.tag()),
                claims.stamp())
            : VersionClaims.proven(
                claim, "It tells its readers to install %s.".formatted(newest.text())));
  }

  /** A label is no more than a word, but people and dashboards believe it. */
  private void labels() {
    for (Carrier carrier : stated.carriers()) {
      if (carrier.kind() == Kind.VERSION_LABEL
          && Grounds.of(carrier.path()) == Grounds.DEPLOYED
          && isOwn(carrier)
          && claims.isOfStream(carrier.path())
          && !claims.isOfAnotherVersion(carrier.path())) {
        say(carrier, "The label says");
      }
    }
  }

  private boolean isOwn(Carrier label) {
    return claims.project().names().anyMatch(label.subject()::equals)
        || stated.charts().values().stream().anyMatch(one -> one.name().equals(label.subject()))
        || stated.carriers().stream()
            .anyMatch(
                one ->
                    one.path().equals(label.path())
                        && one.kind() == Kind.MANIFEST_IMAGE
                        && claims.own().contains(one.subject()));
  }

  private void builds() {
    for (Carrier carrier : stated.carriers()) {
      boolean isBuild = carrier.kind() == Kind.VERSION_FILE || carrier.kind() == Kind.BUILD_FILE;
      boolean isMain = claims.tag().stream().equals(claims.streams().main().orElse(Streams.WHOLE));
      if (isBuild
          && isMain
          && (claims.saying(carrier.text()) == Saying.RIGHT
              || claims.window().usuallyAgrees(carrier.path(), carrier.kind(), claims.tag()))) {
        say(carrier, "It says");
      }
    }
  }

  /** What the project names itself is what it wants to be right. */
  private void configured() {
    for (Carrier carrier : stated.carriers()) {
      if (carrier.kind() == Kind.CONFIGURED) {
        Claim claim = claim(carrier);
        verdicts.add(
            claims.saying(carrier.text()) == Saying.RIGHT
                ? VersionClaims.proven(claim, "It says %s, as the tag.".formatted(carrier.text()))
                : VersionClaims.as(
                    claim,
                    Severity.ERROR,
                    "It says \"%s\" (%s), and the release is %s."
                        .formatted(carrier.text(), carrier.how(), claims.tag()),
                    claims.stamp()));
      }
    }
  }

  private Claim claim(Carrier carrier) {
    return claims.claim(
        ReleaseRules.VERSION_DRIFT,
        Deployables.fileKey(carrier.path(), "File"),
        carrier.kind() + carrier.subject(),
        carrier.at());
  }

  private void say(Carrier carrier, String who) {
    Claim claim = claim(carrier);
    switch (claims.saying(carrier.text())) {
      case RIGHT ->
          verdicts.add(
              VersionClaims.proven(claim, "%s %s, as the tag.".formatted(who, carrier.text())));
      case OTHER -> {
        boolean isLabel = carrier.kind() == Kind.VERSION_LABEL;
        if (!isLabel || claims.isReleased(carrier.version().orElseThrow())) {
          verdicts.add(
              VersionClaims.as(
                  claim,
                  Severity.WARNING,
                  "%s %s (%s), and the release is %s."
                      .formatted(who, carrier.text(), carrier.how(), claims.tag()),
                  claims.stamp()));
        }
      }
      case FLOATING, PLACEHOLDER, FOREIGN -> {}
    }
  }
}
