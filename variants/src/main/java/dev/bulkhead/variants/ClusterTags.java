package dev.bulkhead.variants;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Finds images whose tag follows the cluster's version, and judges them.
 *
 * @param images where it is asked whether they exist
 * @param platform the platform that is asked for
 * @param pin the value that overrides a container's tag, if one does
 */
public record ClusterTags(Images images, Platform platform, Function<Subject, Optional<Pin>> pin) {

  /** What became of an image that some version asks for. */
  private enum State {
    EXISTS,
    MISSING,
    UNKNOWN
  }

  /** An image that a version asks for. */
  private record Asked(ClusterVersion version, String image, State state) {
    boolean isMissing() {
      return state == State.MISSING;
    }

    Fact fact() {
      String word =
          switch (state) {
            case EXISTS -> "exists";
            case MISSING -> "does not exist";
            case UNKNOWN -> "not looked up";
          };
      return new Fact("image on " + version, image + ", " + word);
    }
  }

  /**
   * Judges every container of a chart.
   *
   * @param given the chart as it was rendered with exact places
   * @param renders the chart as it is rendered on each version, plain ones in rising order first
   */
  public List<Verdict> judge(Inventory given, SequencedMap<ClusterVersion, Inventory> renders) {
    var verdicts = new ArrayList<Verdict>();
    for (ImageOnVersions container : ImageOnVersions.of(given, renders)) {
      verdicts.add(follows(container));
      invalid(container).ifPresent(verdicts::add);
    }
    return verdicts;
  }

  private Verdict follows(ImageOnVersions container) {
    var claim =
        new Claim(VariantRules.TAG_FOLLOWS_CLUSTER_VERSION, container.subject(), container.at());
    if (container.images().size() < 2) {
      return claim.unproven(
          "The container was not found again on other versions, so its image was not compared.",
          "Give its object a name that is the same whenever the chart is rendered.",
          List.of());
    }
    if (!container.differs()) {
      return claim.proven("The image is the same on all versions that were compared.", List.of());
    }
    List<Asked> asked =
        container.images().entrySet().stream()
            .filter(one -> one.getKey().provider().isEmpty())
            .map(one -> new Asked(one.getKey(), one.getValue(), state(one.getValue())))
            .toList();
    boolean isMissing =
        asked.stream().anyMatch(one -> one.isMissing() && one.version().isReleased());
    return new Verdict.Violated(
        claim,
        isMissing ? Severity.ERROR : Severity.WARNING,
        "The image follows the cluster's version: %s. %s".formatted(range(container), told(asked)),
        remedy(claim, asked),
        asked.stream().map(Asked::fact).toList());
  }

  private static String range(ImageOnVersions container) {
    var first = container.images().firstEntry();
    var other =
        container.images().entrySet().stream()
            .filter(one -> !one.getValue().equals(first.getValue()))
            .reduce((one, later) -> later.getKey().provider().isEmpty() ? later : one)
            .orElse(first);
    return "%s on %s, %s on %s"
        .formatted(first.getValue(), first.getKey(), other.getValue(), other.getKey());
  }

  private static String told(List<Asked> asked) {
    List<String> missing =
        asked.stream()
            .filter(Asked::isMissing)
            .map(one -> one.version() + (one.version().isReleased() ? "" : " (not released yet)"))
            .toList();
    if (!missing.isEmpty()) {
      return "There is no such image for %s.".formatted(String.join(", ", missing));
    }
    if (asked.stream().map(Asked::image).distinct().count() < 2) {
      return "Nobody publishes images for each provider's spelling of a version.";
    }
    return asked.stream().anyMatch(one -> one.state() == State.UNKNOWN)
        ? "Whether all of these exist could not be found out."
        : "All of these exist today; the next minor version asks for one that may not.";
  }

  private String remedy(Claim claim, List<Asked> asked) {
    String author = "in the chart, write a tested, fixed tag into values.yaml";
    Optional<Pin> value = pin.apply(claim.subject());
    Optional<String> image =
        asked.reversed().stream()
            .filter(one -> one.state() == State.EXISTS)
            .findFirst()
            .or(() -> asked.stream().filter(one -> !one.isMissing()).findFirst())
            .map(Asked::image);
    return image
        .flatMap(one -> value.flatMap(pin -> pin.value(one).map(tag -> pin.path() + "=" + tag)))
        .map(one -> "Set the tag with --set %s; %s.".formatted(forShell(one), author))
        .or(
            () ->
                value.map(
                    found -> "Set %s to a tag that exists; %s.".formatted(found.path(), author)))
        .orElse("No value overrides this tag: " + author + ".");
  }

  /** In quotes where a shell would take the backslashes away. */
  private static String forShell(String assignment) {
    return assignment.contains("\\") ? "'" + assignment + "'" : assignment;
  }

  private State state(String image) {
    if (!(ImageReference.read(image) instanceof ImageReference.Reading.Valid(var reference))) {
      return State.MISSING;
    }
    return switch (images.find(reference, platform)) {
      case ImageLookup.Found _ -> State.EXISTS;
      case ImageLookup.Missing _, ImageLookup.PlatformMissing _ -> State.MISSING;
      case ImageLookup.Unavailable _ -> State.UNKNOWN;
    };
  }

  /** What only a provider's spelling breaks; what is broken on every version is told elsewhere. */
  private static Optional<Verdict> invalid(ImageOnVersions container) {
    boolean isEverBroken =
        container.images().entrySet().stream()
            .anyMatch(one -> one.getKey().provider().isEmpty() && isInvalid(one.getValue()));
    if (isEverBroken) {
      return Optional.empty();
    }
    List<Map.Entry<ClusterVersion, String>> broken =
        container.images().entrySet().stream().filter(one -> isInvalid(one.getValue())).toList();
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    var claim =
        new Claim(VariantRules.TAG_INVALID_ON_PROVIDER, container.subject(), container.at());
    return Optional.of(
        claim.violated(
            "On %s the image is %s, which is not a valid reference."
                .formatted(
                    String.join(", ", broken.stream().map(one -> one.getKey().toString()).toList()),
                    broken.getFirst().getValue()),
            "Take from the version its numbers alone (regexFind \"[0-9]+\"); better, fix the tag in"
                + " values.yaml.",
            List.of()));
  }

  private static boolean isInvalid(String image) {
    return !(ImageReference.read(image) instanceof ImageReference.Reading.Valid);
  }
}
