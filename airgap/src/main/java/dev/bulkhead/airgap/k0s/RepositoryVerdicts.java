package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Form;
import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.model.Node;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code spec.images.repository} makes of names that k0s reads more than once. */
final class RepositoryVerdicts {
  private static final String KEY = "spec.images.repository";

  private final ConfigJudgement judgement;
  private final K0sReleases releases;
  private final ConfigVerdicts.Claims claims;

  RepositoryVerdicts(
      ConfigJudgement judgement, K0sReleases releases, ConfigVerdicts.Claims claims) {
    this.judgement = judgement;
    this.releases = releases;
    this.claims = claims;
  }

  List<Verdict> all() {
    return judgement
        .config()
        .spec()
        .scalar("images", "repository")
        .filter(repository -> !repository.text().isEmpty())
        .map(this::of)
        .orElse(List.of());
  }

  private List<Verdict> of(Node.Scalar repository) {
    var verdicts = new ArrayList<Verdict>();
    judgement.config().pins().values().forEach(pin -> doubled(pin).ifPresent(verdicts::add));
    endsInSlash(repository).ifPresent(verdicts::add);
    if (verdicts.isEmpty() && judgement.config().form() != Form.OBJECT) {
      doubledByWriting(repository).ifPresent(verdicts::add);
    }
    if (verdicts.isEmpty()) {
      verdicts.add(
          claim(repository)
              .proven(
                  "%s is put before each name once by %s."
                      .formatted(repository.text(), judgement.target().version()),
                  List.of()));
    }
    return verdicts;
  }

  private Claim claim(Node.Scalar repository) {
    return claims.of(K0sRules.REPOSITORY_DOUBLED, KEY, repository.at());
  }

  /** The target, and who runs with it now. */
  private Stream<K0sRelease> concerned() {
    return Stream.concat(
            judgement.writers().releases().stream().map(releases::require),
            Stream.of(judgement.target()))
        .distinct();
  }

  private Optional<Verdict> doubled(Pin pin) {
    String repository = judgement.config().repository().orElse("");
    Optional<String> name =
        pin.image().map(Node.Scalar::text).filter(text -> text.startsWith(repository));
    return name.flatMap(
        stored ->
            concerned()
                .filter(release -> !pulls(pin.key(), release).startsWith(stored + ":"))
                .findFirst()
                .map(
                    release ->
                        claims
                            .of(K0sRules.REPOSITORY_DOUBLED, pin.key().path(), pin.at())
                            .violated(
                                "%s has %s in its name already, and k0s %s puts it before the name"
                                        .formatted(pin.key(), repository, release.version())
                                    + " again: it pulls %s.".formatted(pulls(pin.key(), release)),
                                "Remove %s, or update to a release that does not (1.31.12, 1.32.8,"
                                        .formatted(pin.key())
                                    + " 1.33.4, 1.34.1 and later).",
                                List.of(new Fact("release", release.version().toString())))));
  }

  private String pulls(ImageKey key, K0sRelease release) {
    return judgement.config().effectiveImage(key, release).map(NamedVersion::toString).orElse(":");
  }

  private Optional<Verdict> endsInSlash(Node.Scalar repository) {
    if (!repository.text().endsWith("/")) {
      return Optional.empty();
    }
    return Optional.of(
        claim(repository)
            .violated(
                "%s is \"%s\": the slash at its end makes names with two, as in %s, which no node"
                        .formatted(
                            KEY, repository.text(), pulls(ImageKey.KUBE_PROXY, judgement.target()))
                    + " can pull.",
                "Remove the slash at its end.",
                List.of()));
  }

  /** A file is read once; the object that is made from it is read again. */
  private Optional<Verdict> doubledByWriting(Node.Scalar repository) {
    ClusterConfig file = judgement.config();
    K0sRelease target = judgement.target();
    if (!(FirstLeader.write(file, target) instanceof Written.Stored(var object))) {
      return Optional.empty();
    }
    return object.pins().keySet().stream()
        .filter(
            key ->
                !Objects.equals(
                    file.effectiveImage(key, target), object.effectiveImage(key, target)))
        .findFirst()
        .map(
            key ->
                new Verdict.Violated(
                    claim(repository),
                    file.isDynamic() ? Severity.ERROR : Severity.WARNING,
                    "With --enable-dynamic-config k0s %s stores the names with %s before them and puts"
                            .formatted(target.version(), repository.text())
                        + " it there again: it pulls %s."
                            .formatted(
                                object
                                    .effectiveImage(key, target)
                                    .map(NamedVersion::toString)
                                    .orElse("")),
                    "Use a repository without a path, or create the cluster with a release that"
                        + " does not (1.31.12, 1.32.8, 1.33.4, 1.34.1 and later).",
                    List.of(new Fact("key", key.path()))));
  }
}
