package dev.bulkhead.release;

import dev.bulkhead.model.Platform;
import dev.bulkhead.render.Ancestry;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Whether an image says what it was built from, and whether that is its release. */
final class SourceClaims {
  private static final String LABELS =
      "Build it with the labels org.opencontainers.image.source and"
          + " org.opencontainers.image.revision.";

  private static final int FULL_ID = 40;

  private final EvidenceContext context;
  private final ReleasedImage image;

  private SourceClaims(EvidenceContext context, ReleasedImage image) {
    this.context = context;
    this.image = image;
  }

  /** Says nothing of an image whose version no tag of the repository has. */
  static List<Verdict> of(
      EvidenceContext context, ReleasedImage image, ImageEvidence.Present present) {
    return image.commits().isEmpty()
        ? List.of()
        : new SourceClaims(context, image).verdicts(present);
  }

  private List<Verdict> verdicts(ImageEvidence.Present present) {
    Claim fromOther = context.claim(ImageReleaseRules.IMAGE_FROM_OTHER_COMMIT, image.deployed());
    if (present.held().isEmpty()) {
      return present.gaps().isEmpty()
          ? List.of()
          : List.of(fromOther.unproven(present.gaps().getFirst(), present.supply(), List.of()));
    }
    var sources = new TreeMap<Platform, ImageSource>();
    present.held().forEach((on, held) -> sources.put(on, ImageSource.of(held.config())));
    var verdicts = new ArrayList<Verdict>();
    Optional<String> untraceable =
        sources.values().stream().flatMap(source -> gap(source).stream()).findFirst();
    verdicts.add(traceable(untraceable));
    if (untraceable.isEmpty()) {
      verdicts.add(
          sources.entrySet().stream()
              .flatMap(entry -> other(fromOther, entry.getKey(), entry.getValue()).stream())
              .findFirst()
              .orElseGet(() -> same(fromOther, sources.firstEntry().getValue(), present)));
    }
    return verdicts;
  }

  private Verdict traceable(Optional<String> gap) {
    Claim claim = context.claim(ImageReleaseRules.IMAGE_UNTRACEABLE, image.deployed());
    if (gap.isEmpty()) {
      return claim.proven(
          "%s says which commit it was built from.".formatted(image.reference()), List.of());
    }
    return context.project().address().isEmpty()
        ? claim.unproven(
            "%s, and the repository has no remote that says its name.".formatted(gap.get()),
            "Name the remote with \"git remote add origin URL\".",
            List.of())
        : claim.violated(gap.get() + ".", LABELS, List.of());
  }

  /** Why it cannot be told what an image was built from, a sentence without its full stop. */
  private Optional<String> gap(ImageSource source) {
    Optional<ImageSource.Commit> commit = source.commit();
    if (commit.isPresent() && commit.get().isOneOf(image.commits())) {
      return Optional.empty();
    }
    if (commit.isEmpty()) {
      return Optional.of(
          source.revision().isEmpty()
              ? "%s does not say which commit it was built from".formatted(image.reference())
              : "%s says that it was built from \"%s\", which is no commit"
                  .formatted(image.reference(), source.revision()));
    }
    if (source.isOf(context.project())) {
      return Optional.empty();
    }
    return Optional.of(
        source.repository().isEmpty()
            ? "%s names the commit %s, but not the repository that it is of"
                .formatted(image.reference(), commit.get().id())
            : "%s says that it was built from %s, as its base image may have been"
                .formatted(image.reference(), source.repository()));
  }

  private Optional<Verdict> other(Claim claim, Platform platform, ImageSource source) {
    var commit = source.commit().orElseThrow();
    String told = "%s was built from the commit %s".formatted(image.reference(), source.revision());
    var facts =
        List.of(
            new Fact("platform", platform.toString()),
            new Fact("revision", source.revision()),
            new Fact("source", source.repository()),
            new Fact("commit", String.join(", ", image.commits())));
    if (commit.isOneOf(image.commits())) {
      return commit.isChanged()
          ? Optional.of(
              new Verdict.Violated(
                  claim,
                  Severity.WARNING,
                  told + ": the release's own, with changes that were not committed.",
                  "Build it from the commit alone.",
                  facts))
          : Optional.empty();
    }
    Ancestry ancestry = ancestry(commit.id());
    String released = "the release %s is of %s".formatted(version(), image.commits().first());
    return Optional.of(
        new Verdict.Violated(
            claim,
            ancestry == Ancestry.ANCESTOR ? Severity.WARNING : Severity.ERROR,
            told
                + switch (ancestry) {
                  case ANCESTOR -> ", which comes before that of the release: " + released + ".";
                  case NONE -> ", and " + released + ".";
                  case UNKNOWN -> ", which is not in this clone, and " + released + ".";
                },
            "Build it from the commit of the tag, and release it as a new version.",
            facts));
  }

  /** An abbreviated id is not looked for. */
  private Ancestry ancestry(String id) {
    return id.length() < FULL_ID
        ? Ancestry.UNKNOWN
        : image.commits().stream()
            .map(commit -> context.commits().of(id, commit))
            .filter(Ancestry.ANCESTOR::equals)
            .findFirst()
            .orElseGet(() -> context.commits().of(id, image.commits().first()));
  }

  private String version() {
    return image.deployed().tag();
  }

  private Verdict same(Claim claim, ImageSource source, ImageEvidence.Present present) {
    return claim.proven(
        "%s was built from the commit of the release.".formatted(image.reference()),
        List.of(
            new Fact("revision", source.revision()),
            new Fact("digest", present.digest().toString())));
  }
}
