package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a container from its spec to its running process on one platform, in the order in
 * which kubelet and runtime take it: command line, user, working directory, program; then the
 * programs of its probes.
 */
final class ContainerStart {
  private final Node.Mapping node;
  private final Image image;
  private final StartUser user;
  private final WorkingDirectory directory;
  private final RunTimeSupply supply;
  private final List<Mount> mounts;
  private final Environment environment;
  private final Platform platform;
  private final List<LocatedStep> steps = new ArrayList<>();

  ContainerStart(
      PodTemplate pod,
      Container container,
      Inventory inventory,
      Images images,
      Image image,
      Platform platform) {
    this.node = container.node();
    this.image = image;
    this.platform = platform;
    this.mounts = new Volumes(pod, inventory, images, platform).mountsOf(container);
    this.user = new StartUser(pod, node, image);
    this.directory = new WorkingDirectory(node, image, mounts);
    this.supply = new RunTimeSupply(pod, node);
    this.environment =
        Environment.of(node, pod.owner().key().namespace(), inventory, image.config());
  }

  /** All steps, as far as the way goes. */
  List<LocatedStep> steps() {
    user.nonRoot().ifPresent(steps::add);
    CommandLine line = CommandLine.of(node, image.config(), environment);
    if (line.argv().isEmpty()) {
      add(
          Step.fails(
              Rules.COMMAND_MISSING,
              "Neither the manifest nor %s says what to run.".formatted(imageText()),
              "Set command to a program of the image.",
              List.of()),
          null);
      return List.copyOf(steps);
    }
    add(
        Step.holds(
            Rules.COMMAND_MISSING,
            "What to run comes from %s.".formatted(line.origin()),
            List.of()),
        line.at());
    UserResolution resolved = user.resolve();
    steps.addAll(user.steps(resolved));
    if (resolved instanceof UserResolution.UnknownName) {
      return List.copyOf(steps);
    }
    Optional<LocatedStep> stay = directory.usable();
    stay.ifPresent(steps::add);
    if (stay.filter(step -> step.step() instanceof Step.Fails).isPresent()) {
      return List.copyOf(steps);
    }
    Identity identity = resolved instanceof UserResolution.Known(Identity known) ? known : null;
    Launch launch = launch(identity);
    for (Step step :
        StartProof.of(line.argv(), line.origin(), line.remedy(launch.entrypoint()), launch)) {
      add(supply.tempered(step), line.at());
    }
    steps.addAll(new ProbeProof(node, environment, supply, launch).steps());
    return List.copyOf(steps);
  }

  private void add(Step step, @Nullable Location at) {
    steps.add(new LocatedStep(step, at));
  }

  private String imageText() {
    return image.reference().text();
  }

  private Launch launch(@Nullable Identity identity) {
    List<String> entrypoint = image.config().entrypoint();
    return new Launch(
        imageText(),
        platform,
        environment,
        directory.path(),
        identity,
        new ContainerFiles(image.files(), mounts, directory.path()),
        supply.what(),
        entrypoint.isEmpty() ? "" : entrypoint.getFirst());
  }
}
