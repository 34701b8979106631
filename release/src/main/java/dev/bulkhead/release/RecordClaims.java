package dev.bulkhead.release;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.Platform;
import dev.bulkhead.release.ReleaseLock.Entry;
import dev.bulkhead.release.ReleaseLock.RecordedImage;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether a release is still what was recorded of it. */
public final class RecordClaims {
  private static final int MOST_NAMED = 5;

  private final EvidenceContext context;
  private final Entry recorded;
  private final List<Verdict> verdicts = new ArrayList<>();

  private RecordClaims(EvidenceContext context, Entry recorded) {
    this.context = context;
    this.recorded = recorded;
  }

  /**
   * What a release is now.
   *
   * @param commit of its tag, in full; the empty string for what is not tagged yet
   * @param carriers the content of the files that state the project's version, by their paths
   * @param images what is known of images, by their references: at least of those that were
   *     recorded
   * @param artifacts the content of the files that were supplied, by their names
   */
  public record Now(
      String commit,
      SortedMap<String, Digest> carriers,
      Map<String, ImageEvidence> images,
      SortedMap<String, Digest> artifacts) {}

  /** Judges a release against what was recorded of its tag. */
  public static List<Verdict> of(EvidenceContext context, Entry recorded, Now now) {
    var found = new RecordClaims(context, recorded);
    if (!recorded.commit().isEmpty() && !now.commit().isEmpty()) {
      found.tag(now);
    }
    recorded
        .images()
        .forEach(
            (reference, image) -> {
              ImageEvidence evidence = now.images().get(reference);
              if (evidence != null) {
                found.verdicts.add(found.image(reference, image, evidence));
              }
            });
    recorded
        .artifacts()
        .forEach(
            (name, digest) -> {
              Digest supplied = now.artifacts().get(name);
              if (supplied != null) {
                found.artifact(name, digest, supplied);
              }
            });
    return found.verdicts;
  }

  /**
   * Whether a tag is of the commit that was recorded; empty where none was.
   *
   * @param source what reports call the release
   */
  static Optional<Verdict> tag(String source, Entry recorded, String commit) {
    if (recorded.commit().isEmpty()) {
      return Optional.empty();
    }
    var subject =
        new Subject(
            new ObjectKey("", "Release", "", recorded.tag()),
            Origin.of(source, ReleaseLock.NAME),
            "",
            "",
            null,
            "");
    var claim = new Claim(RecordRules.TAG_MOVED, subject, Location.somewhereIn(ReleaseLock.NAME));
    var facts = List.of(new Fact("recorded", recorded.commit()), new Fact("commit", commit));
    return Optional.of(
        recorded.commit().equals(commit)
            ? claim.proven(
                "The tag %s is of the commit that was recorded.".formatted(recorded.tag()), facts)
            : claim.violated(
                "The tag %s is of the commit %s, and was recorded at %s."
                    .formatted(recorded.tag(), commit, recorded.commit()),
                "Put the tag back to %s, and release what is there now as a new version."
                    .formatted(recorded.commit()),
                facts));
  }

  private Claim claim(Rule rule, String aspect) {
    return context.claim(rule, aspect, Location.somewhereIn(ReleaseLock.NAME));
  }

  private void tag(Now now) {
    Claim claim = claim(RecordRules.TAG_MOVED, "");
    var facts = List.of(new Fact("recorded", recorded.commit()), new Fact("commit", now.commit()));
    if (recorded.commit().equals(now.commit())) {
      verdicts.add(
          claim.proven(
              "The tag %s is of the commit that was recorded.".formatted(recorded.tag()), facts));
      return;
    }
    verdicts.add(
        claim.violated(
            "The tag %s is of the commit %s, and was recorded at %s%s."
                .formatted(recorded.tag(), now.commit(), recorded.commit(), changed(now)),
            "Put the tag back to %s, and release what is there now as a new version."
                .formatted(recorded.commit()),
            facts));
  }

  private String changed(Now now) {
    List<String> changed =
        Stream.concat(recorded.carriers().keySet().stream(), now.carriers().keySet().stream())
            .distinct()
            .sorted()
            .filter(
                path ->
                    !String.valueOf(recorded.carriers().get(path))
                        .equals(String.valueOf(now.carriers().get(path))))
            .toList();
    if (changed.isEmpty()) {
      return "; what states a version is the same";
    }
    String named = changed.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return "; of what states a version, %s changed%s"
        .formatted(
            named,
            changed.size() > MOST_NAMED
                ? " and %d more".formatted(changed.size() - MOST_NAMED)
                : "");
  }

  private Verdict image(String reference, RecordedImage image, ImageEvidence evidence) {
    Claim claim = claim(RecordRules.IMAGE_RETAGGED, reference);
    return switch (evidence) {
      case ImageEvidence.Unknown(var reason, var supply) ->
          claim.unproven(reason, supply, List.of());
      case ImageEvidence.Absent absent ->
          claim.violated(
              "%s does not exist any more: %s answers %s. It was recorded as %s."
                  .formatted(reference, absent.where(), absent.answer(), image.digest()),
              "Push what was recorded, by its digest, under the tag again.",
              List.of(new Fact("recorded", image.digest().toString())));
      case ImageEvidence.Present present -> compare(claim, reference, image, present);
    };
  }

  private static Verdict compare(
      Claim claim, String reference, RecordedImage image, ImageEvidence.Present present) {
    var facts =
        List.of(
            new Fact("recorded", image.digest().toString()),
            new Fact("digest", present.digest().toString()));
    if (present.digest().equals(image.digest())) {
      return claim.proven("%s is what was recorded.".formatted(reference), facts);
    }
    List<String> unread =
        image.platforms().keySet().stream()
            .filter(on -> present.offered().contains(on) && !present.held().containsKey(on))
            .map(Platform::toString)
            .toList();
    List<String> changed =
        image.platforms().entrySet().stream()
            .filter(on -> !unread.contains(on.getKey().toString()))
            .filter(on -> !on.getValue().equals(manifest(present, on.getKey())))
            .map(on -> on.getKey().toString())
            .toList();
    if (changed.isEmpty() && !unread.isEmpty()) {
      return claim.unproven(
          "%s names %s, and was recorded as %s; what it is for %s could not be read."
              .formatted(reference, present.digest(), image.digest(), String.join(", ", unread)),
          present.supply(),
          facts);
    }
    boolean isOnlyIndex = changed.isEmpty() && !image.platforms().isEmpty();
    String message =
        "%s names %s, and was recorded as %s"
            .formatted(reference, present.digest(), image.digest());
    return new Verdict.Violated(
        claim,
        isOnlyIndex ? Severity.NOTICE : Severity.ERROR,
        message
            + (isOnlyIndex
                ? "; the image of each recorded platform is the same."
                : changed.isEmpty()
                    ? "."
                    : "; another image for %s.".formatted(String.join(", ", changed))),
        isOnlyIndex
            ? "Record the release again with --record, if that was meant."
            : "Release what is there now as a new version, and push what was recorded, by its digest, under the tag again.",
        facts);
  }

  private static @Nullable Digest manifest(ImageEvidence.Present present, Platform platform) {
    var held = present.held().get(platform);
    return held == null ? null : held.manifest();
  }

  private void artifact(String name, Digest recordedAs, Digest supplied) {
    Claim claim = claim(RecordRules.ARTIFACT_REPLACED, name);
    var facts =
        List.of(
            new Fact("recorded", recordedAs.toString()), new Fact("digest", supplied.toString()));
    verdicts.add(
        recordedAs.equals(supplied)
            ? claim.proven("%s is what was recorded.".formatted(name), facts)
            : claim.violated(
                "%s has the hash %s, and was recorded with %s."
                    .formatted(name, supplied, recordedAs),
                "Release what is there now as a new version, and publish what was recorded again.",
                facts));
  }
}
