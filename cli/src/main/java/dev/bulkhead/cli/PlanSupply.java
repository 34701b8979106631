package dev.bulkhead.cli;

import dev.bulkhead.airgap.bundle.Relocation;
import dev.bulkhead.airgap.k0s.plan.MachineBundle;
import dev.bulkhead.airgap.k0s.plan.Presence;
import dev.bulkhead.airgap.k0s.plan.Supply;
import dev.bulkhead.airgap.verify.Mirror;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Contents;
import dev.bulkhead.verdict.OptionError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how machines come by images that lie in none of their bundles. */
final class PlanSupply {
  @Option(
      names = "--online",
      description =
          "Machines can pull images that lie in no bundle, where the pull policy lets them.")
  private boolean online;

  @Option(
      names = "--mirror",
      paramLabel = "HOST[/PREFIX]",
      description =
          "Machines pull from this registry behind the gap what lies in no bundle, where the pull"
              + " policy lets them: it is looked there. Images of spec.images.repository are asked by"
              + " the names that they have; of others the host is replaced, as by a mirror in"
              + " containerd's settings.")
  private @Nullable String mirror;

  @Mixin private RegistryAccess access = new RegistryAccess();

  /**
   * How it is.
   *
   * @throws OptionError where both is said, or how registries are reached and none is
   */
  Supply supply(Rooms rooms) {
    String host = mirror;
    if (host == null) {
      return online ? new Supply.Unseen() : new Supply.None();
    }
    if (online) {
      throw new OptionError(
          "--online and --mirror contradict each other: the one says that nobody looks at registries, the other at which.",
          "Leave one of them out.");
    }
    var relocation = Relocation.read(host, false);
    Contents contents = rooms.contents(Evidence.of(access), List.of());
    return new Supply.Mirror(relocation.toString(), asked(relocation, contents));
  }

  /** Each image is asked for once. */
  private static MachineBundle.Content asked(Relocation relocation, Contents contents) {
    var mirror = new Mirror(relocation, contents);
    var itself = new Mirror(new Relocation(relocation.registry(), "", false), contents);
    Map<List<Object>, Presence> answers = new HashMap<>();
    return (image, platform) ->
        answers.computeIfAbsent(
            List.of(image.canonical(), platform),
            _ ->
                presence(
                    image.registry().equals(relocation.registry()) ? itself : mirror,
                    image,
                    platform));
  }

  private static Presence presence(Mirror mirror, ImageReference image, Platform platform) {
    return MachineBundle.presence(mirror.where(), mirror.of(image, platform), platform);
  }
}
