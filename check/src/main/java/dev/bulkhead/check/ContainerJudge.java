package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges one container of a pod: its image, and whether its process can start. */
final class ContainerJudge {
  /** Tags that by their publishers' own habit name something else from time to time. */
  private static final Set<String> MOVING_TAGS =
      Set.of(
          "latest",
          "stable",
          "edge",
          "main",
          "master",
          "nightly",
          "dev",
          "develop",
          "devel",
          "canary",
          "rolling",
          "head",
          "snapshot",
          "mainline",
          "unstable",
          "testing",
          "lts");

  /** Paths that do not move when an image is built another way. */
  private static final Set<String> SETTLED =
      Set.of("/bin/sh", "/bin/bash", "/bin/ash", "/usr/bin/env", "/bin/busybox", "/sbin/tini");

  private final PodTemplate pod;
  private final Container container;
  private final Inventory inventory;
  private final Images images;
  private final Predicate<Location> literal;
  private final List<Verdict> verdicts = new ArrayList<>();
  private final String imageText;
  private final Location imageAt;

  ContainerJudge(
      PodTemplate pod,
      Container container,
      Inventory inventory,
      Images images,
      Predicate<Location> literal) {
    this.pod = pod;
    this.container = container;
    this.inventory = inventory;
    this.images = images;
    this.literal = literal;
    this.imageText = container.node().text("image").orElse("");
    this.imageAt =
        container.node().get("image").map(Node::at).orElseGet(() -> container.node().at());
  }

  /** All verdicts on the container, for each platform that its pod can land on. */
  List<Verdict> judge(List<Platform> platforms) {
    if (container.node().get("image").isEmpty()) {
      Claim claim = claim(Rules.IMAGE_REFERENCE_INVALID, "", null, imageAt);
      verdicts.add(
          claim.unproven(
              "The container %s states no image.".formatted(container.name()),
              "State an image, or judge the manifest as it is after it was patched.",
              List.of()));
      return List.copyOf(verdicts);
    }
    Optional<Verdict> malformed = malformed();
    if (malformed.isPresent()) {
      return List.of(malformed.get());
    }
    Optional<String> standIn = StandIn.of(imageText);
    if (standIn.isPresent()) {
      Claim claim = claim(Rules.IMAGE_MISSING, "", null, imageAt);
      verdicts.add(
          claim.unproven(
              "%s stands in for an image: %s.".formatted(imageText, standIn.get()),
              "Judge the manifest as it is after the image was put in.",
              List.of()));
      return List.copyOf(verdicts);
    }
    switch (ImageReference.read(imageText)) {
      case ImageReference.Reading.Invalid invalid -> refuse(invalid);
      case ImageReference.Reading.Valid(ImageReference reference) -> judge(reference, platforms);
    }
    return List.copyOf(verdicts);
  }

  /** The API server takes a string for an image, and a list of strings for command and args. */
  private Optional<Verdict> malformed() {
    for (String field : List.of("image", "workingDir", "command", "args")) {
      Optional<Node> value = container.node().find(field);
      boolean list = field.equals("command") || field.equals("args");
      Optional<Node> guilty =
          list ? value.flatMap(ContainerJudge::notStrings) : value.filter(ContainerJudge::noString);
      if (guilty.isPresent()) {
        Claim claim = claim(Rules.CONTAINER_MALFORMED, "", null, guilty.get().at());
        return Optional.of(
            violated(
                claim,
                Severity.ERROR,
                "%s of the container %s has to be %s; the API server refuses the object."
                    .formatted(field, container.name(), list ? "a list of strings" : "a string"),
                list
                    ? "Write a list, and quote its numbers and booleans."
                    : "Write a string, in quotes if it looks like something else.",
                List.of()));
      }
    }
    return Optional.empty();
  }

  /** What keeps a node from being a list of strings. */
  private static Optional<Node> notStrings(Node value) {
    return value instanceof Node.Sequence list
        ? list.items().stream().filter(ContainerJudge::noString).findFirst()
        : Optional.of(value);
  }

  /** A null counts as an empty string. */
  private static boolean noString(Node value) {
    return !(value instanceof Node.Scalar scalar
        && (scalar.type() == Node.Scalar.Type.STRING || scalar.isNull()));
  }

  private void refuse(ImageReference.Reading.Invalid invalid) {
    String part =
        invalid.part().isEmpty() || invalid.part().equals(imageText)
            ? ""
            : " (\"%s\")".formatted(invalid.part());
    Claim claim = claim(Rules.IMAGE_REFERENCE_INVALID, "", null, imageAt);
    verdicts.add(
        violated(
            claim,
            Severity.ERROR,
            "\"%s\" is not a valid image reference: %s%s."
                .formatted(imageText, invalid.reason(), part),
            "Write it as registry/repository:tag or registry/repository@sha256:….",
            List.of()));
  }

  private void judge(ImageReference reference, List<Platform> platforms) {
    verdicts.add(
        claim(Rules.IMAGE_REFERENCE_INVALID, "", null, imageAt)
            .proven(
                "%s is a valid reference.".formatted(imageText),
                List.of(new Fact("reference", reference.canonical()))));
    verdicts.add(floating(reference));
    hardCoded().ifPresent(verdicts::add);
    boolean first = true;
    for (Platform platform : platforms) {
      ImageLookup lookup = images.find(reference, platform);
      if (first) {
        verdicts.add(exists(lookup));
        first = false;
      }
      switch (lookup) {
        case ImageLookup.Found(Image image) -> judge(image, platform);
        case ImageLookup.PlatformMissing missing -> verdicts.add(lacks(missing, platform));
        case ImageLookup.Missing _ -> {
          return;
        }
        case ImageLookup.Unavailable(String reason, String supply) -> {
          if (!(verdicts.getLast() instanceof Verdict.Unproven)) {
            verdicts.add(
                claim(Rules.IMAGE_PLATFORM_MISSING, "", platform, imageAt)
                    .unproven(reason, supply, List.of()));
          }
        }
      }
    }
  }

  private Verdict floating(ImageReference reference) {
    Claim claim = claim(Rules.IMAGE_TAG_FLOATING, "", null, imageAt);
    if (reference.digest() != null) {
      return claim.proven("The digest decides what %s is.".formatted(imageText), List.of());
    }
    if (!MOVING_TAGS.contains(reference.effectiveTag())) {
      return claim.proven(
          "The tag %s is not one that is known to move.".formatted(reference.effectiveTag()),
          List.of());
    }
    return violated(
        claim,
        Severity.WARNING,
        reference.tag() == null
            ? "%s has no tag, which means latest.".formatted(imageText)
            : "The tag of %s names something else from time to time.".formatted(imageText),
        "Use the tag of a release, or a digest.",
        List.of());
  }

  /** Only where a template computes the image, and only for a command that it does not compute. */
  private Optional<Verdict> hardCoded() {
    List<Node> command = container.node().items("command");
    if (command.isEmpty() || literal.test(imageAt)) {
      return Optional.empty();
    }
    Location at = command.getFirst().at();
    String program = command.getFirst().text().orElse("");
    Claim claim = claim(Rules.COMMAND_HARD_CODED, "", null, at);
    if (!program.startsWith("/") || SETTLED.contains(program) || !literal.test(at)) {
      return Optional.of(
          claim.proven(
              "%s is not a path that belongs to one build of the image.".formatted(program),
              List.of()));
    }
    return Optional.of(
        violated(
            claim,
            Severity.NOTICE,
            "The template says %s whatever image its values name.".formatted(program),
            "Leave command out, so that the image's own ENTRYPOINT runs, and pass args.",
            List.of()));
  }

  private Verdict exists(ImageLookup lookup) {
    Claim claim = claim(Rules.IMAGE_MISSING, "", null, imageAt);
    return switch (lookup) {
      case ImageLookup.Found(Image image) ->
          claim.proven(
              "%s exists (%s).".formatted(imageText, image.where()),
              List.of(
                  new Fact("where", image.where()), new Fact("digest", image.digest().toString())));
      case ImageLookup.PlatformMissing missing ->
          claim.proven(
              "%s exists (%s).".formatted(imageText, missing.where()),
              List.of(
                  new Fact("where", missing.where()),
                  new Fact("digest", missing.digest().toString())));
      case ImageLookup.Missing(String where, String answer, List<String> nearest) ->
          violated(
              claim,
              Severity.ERROR,
              "%s does not exist: %s answers %s.".formatted(imageText, where, answer),
              nearest.isEmpty()
                  ? "Check the repository's name, and use a tag or digest that exists."
                  : "Use a tag that exists; %s %s."
                      .formatted(
                          nearest.size() == 1 ? "the nearest is" : "the nearest are",
                          String.join(", ", nearest)),
              List.of(new Fact("where", where), new Fact("answer", answer)));
      case ImageLookup.Unavailable(String reason, String supply) ->
          claim.unproven(reason, supply, List.of());
    };
  }

  private Verdict lacks(ImageLookup.PlatformMissing missing, Platform platform) {
    String offered =
        missing.offered().isEmpty()
            ? "no platform at all"
            : String.join(", ", missing.offered().stream().map(Platform::toString).toList());
    return violated(
        claim(Rules.IMAGE_PLATFORM_MISSING, "", platform, imageAt),
        Severity.ERROR,
        "%s holds nothing for %s; it holds %s.".formatted(imageText, platform, offered),
        "Use an image that has %s, or keep the pod off such nodes with a node selector on kubernetes.io/%s."
            .formatted(
                platform,
                missing.offered().stream().anyMatch(other -> other.os().equals(platform.os()))
                    ? "arch"
                    : "os"),
        List.of(
            new Fact("where", missing.where()),
            new Fact("digest", missing.digest().toString()),
            new Fact("platforms", offered)));
  }

  private void judge(Image image, Platform platform) {
    verdicts.add(
        claim(Rules.IMAGE_PLATFORM_MISSING, "", platform, imageAt)
            .proven(
                "%s has %s.".formatted(imageText, image.platform()),
                List.of(new Fact("manifest", image.manifest().toString()))));
    if (!platform.os().equals("linux")) {
      verdicts.add(
          claim(Rules.COMMAND_NOT_IN_IMAGE, "", platform, imageAt)
              .unproven(
                  "What starts on %s is not judged.".formatted(platform),
                  "Check by hand that the container starts.",
                  List.of()));
      return;
    }
    var start = new ContainerStart(pod, container, inventory, images, image, platform);
    for (ContainerStart.Located located : start.steps()) {
      Location at = located.at() == null ? imageAt : located.at();
      Step step = located.step();
      Step told = step.with(new Fact("manifest", image.manifest().toString()));
      verdicts.add(demoted(told.of(claim(step.rule(), step.aspect(), platform, at))));
    }
  }

  private Claim claim(Rule rule, String aspect, @Nullable Platform platform, Location at) {
    String side = pod.byShape() ? (pod.path() + " " + aspect).strip() : aspect;
    var subject =
        Subject.of(pod.owner()).withContainer(container.name(), imageText).withAspect(side);
    return new Claim(rule, platform == null ? subject : subject.withPlatform(platform), at);
  }

  private Verdict violated(
      Claim claim, Severity severity, String message, String remedy, List<Fact> facts) {
    return demoted(new Verdict.Violated(claim, severity, message, remedy, facts));
  }

  /** What was recognised by shape alone, and what runs only on {@code helm test}, is a notice. */
  private Verdict demoted(Verdict verdict) {
    boolean lesser = pod.byShape() || pod.owner().origin().hook().isTestOnly();
    return lesser && verdict instanceof Verdict.Violated violated
        ? new Verdict.Violated(
            violated.claim(),
            Severity.NOTICE,
            violated.message(),
            violated.remedy(),
            violated.evidence())
        : verdict;
  }
}
