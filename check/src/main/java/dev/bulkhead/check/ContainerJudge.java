package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.model.StandIn;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Judges one container of a pod: its image, and whether its process can start. */
final class ContainerJudge {
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
  private final ContainerClaims claims;
  private final ImageClaims image;

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
    this.claims = new ContainerClaims(pod, container);
    this.image = new ImageClaims(claims, imageText, imageAt);
  }

  /** All verdicts on the container, for each platform that its pod can land on. */
  List<Verdict> judge(List<Platform> platforms) {
    if (container.node().get("image").isEmpty()) {
      Claim claim = claims.claim(Rules.IMAGE_REFERENCE_INVALID, imageAt);
      verdicts.add(
          claim.unproven(
              "The container %s states no image.".formatted(container.name()),
              "State an image, or judge the manifest as it is after it was patched.",
              List.of()));
      return List.copyOf(verdicts);
    }
    Optional<Verdict> malformed = new ContainerShape(container, claims).fault();
    if (malformed.isPresent()) {
      return List.of(malformed.get());
    }
    Optional<String> standIn = StandIn.of(imageText);
    if (standIn.isPresent()) {
      Claim claim = claims.claim(Rules.IMAGE_MISSING, imageAt);
      verdicts.add(
          claim.unproven(
              "%s stands in for an image: %s.".formatted(imageText, standIn.get()),
              "Judge the manifest as it is after the image was put in.",
              List.of()));
      return List.copyOf(verdicts);
    }
    switch (ImageReference.read(imageText)) {
      case ImageReference.Reading.Invalid invalid -> verdicts.add(image.invalid(invalid));
      case ImageReference.Reading.Valid(ImageReference reference) -> judge(reference, platforms);
    }
    return List.copyOf(verdicts);
  }

  private void judge(ImageReference reference, List<Platform> platforms) {
    verdicts.add(
        claims
            .claim(Rules.IMAGE_REFERENCE_INVALID, imageAt)
            .proven(
                "%s is a valid reference.".formatted(imageText),
                List.of(new Fact("reference", reference.canonical()))));
    verdicts.add(image.floating(reference));
    hardCoded().ifPresent(verdicts::add);
    boolean first = true;
    for (Platform platform : platforms) {
      ImageLookup lookup = images.find(reference, platform);
      if (first) {
        verdicts.add(image.exists(lookup));
        first = false;
      }
      switch (lookup) {
        case ImageLookup.Found(Image found) -> judge(found, platform);
        case ImageLookup.PlatformMissing missing -> verdicts.add(image.lacks(missing, platform));
        case ImageLookup.Missing _ -> {
          return;
        }
        case ImageLookup.Unavailable(String reason, String supply) -> {
          if (!(verdicts.getLast() instanceof Verdict.Unproven)) {
            verdicts.add(
                claims
                    .claim(Rules.IMAGE_PLATFORM_MISSING, platform, imageAt)
                    .unproven(reason, supply, List.of()));
          }
        }
      }
    }
  }

  /** Only where a template computes the image, and only for a command that it does not compute. */
  private Optional<Verdict> hardCoded() {
    List<Node> command = container.node().items("command");
    if (command.isEmpty() || literal.test(imageAt)) {
      return Optional.empty();
    }
    Location at = command.getFirst().at();
    String program = command.getFirst().text().orElse("");
    Claim claim = claims.claim(Rules.COMMAND_HARD_CODED, at);
    if (!program.startsWith("/") || SETTLED.contains(program) || !literal.test(at)) {
      return Optional.of(
          claim.proven(
              "%s is not a path that belongs to one build of the image.".formatted(program),
              List.of()));
    }
    return Optional.of(
        claims.violated(
            claim,
            Severity.NOTICE,
            "The template says %s whatever image its values name.".formatted(program),
            "Leave command out, so that the image's own ENTRYPOINT runs, and pass args.",
            List.of()));
  }

  private void judge(Image found, Platform platform) {
    verdicts.add(
        claims
            .claim(Rules.IMAGE_PLATFORM_MISSING, platform, imageAt)
            .proven(
                "%s has %s.".formatted(imageText, found.platform()),
                List.of(new Fact("manifest", found.manifest().toString()))));
    if (!platform.os().equals("linux")) {
      verdicts.add(
          claims
              .claim(Rules.COMMAND_NOT_IN_IMAGE, platform, imageAt)
              .unproven(
                  "What starts on %s is not judged.".formatted(platform),
                  "Check by hand that the container starts.",
                  List.of()));
      return;
    }
    var start = new ContainerStart(pod, container, inventory, images, found, platform);
    for (LocatedStep located : start.steps()) {
      Location at = located.at() == null ? imageAt : located.at();
      Step step = located.step();
      Step told = step.with(new Fact("manifest", found.manifest().toString()));
      Claim claim = claims.claim(step.rule(), step.aspect(), platform, at);
      verdicts.add(claims.demoted(told.of(claim)));
    }
  }
}
