package dev.bulkhead.cli;

import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.NeededImages.Asking;
import dev.bulkhead.airgap.NeededImages.Place;
import dev.bulkhead.airgap.k0s.Components;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The configurations of k0s among sources, and what a release needs with them.
 *
 * @param release the release that was named; empty where the files are to say
 * @param known every release that is known, asked for where a source is a configuration
 * @param flags what services are started with
 */
record K0sSources(Optional<String> release, Supplier<K0sReleases> known, NodeFlags flags) {
  /**
   * The images of k0s itself; none where no source is a configuration of k0s.
   *
   * @throws UserError where nobody says which release, or it is not known
   */
  NeededImages needed(ReadSources read) {
    List<KubernetesObject> configs =
        read.inventory().objects().stream().filter(K0sSources::isConfig).toList();
    if (configs.isEmpty()) {
      requireNothingSaid();
      return NeededImages.NONE;
    }
    K0sReleases releases = known.get();
    return configs.stream()
        .map(object -> needed(object, releases.require(version(object))))
        .reduce(NeededImages.NONE, NeededImages::and);
  }

  private NeededImages needed(KubernetesObject object, K0sRelease needed) {
    var askings = new ArrayList<Asking>();
    var unreadable = new ArrayList<NeededImages.Unreadable>();
    var place = new Place(object.origin(), object.root().at());
    ConfigReader.in(object.root().at().file(), List.of(object.root())).stream()
        .flatMap(config -> Components.of(config, needed, flags).stream())
        .forEach(
            one -> {
              String by = "k0s %s, %s".formatted(needed.version(), one.key());
              switch (ImageReference.read(one.image().toString())) {
                case ImageReference.Reading.Valid(var reference) ->
                    askings.add(new Asking(reference, Need.CERTAIN, by, place));
                case ImageReference.Reading.Invalid(var shown, _, var reason) ->
                    unreadable.add(
                        new NeededImages.Unreadable(shown, by, reason, place.origin(), place.at()));
              }
            });
    return NeededImages.of(askings, unreadable);
  }

  private void requireNothingSaid() {
    if (release.isPresent() || !flags.equals(NodeFlags.USUAL)) {
      throw new OptionError(
          "%s, and no source is a configuration of k0s."
              .formatted(
                  release.isPresent()
                      ? "--k0s-release says of which release a configuration is"
                      : "There are options on how the services of k0s are started"),
          "Name k0s.yaml among the sources, or leave such options out.");
    }
  }

  private static boolean isConfig(KubernetesObject object) {
    String group = object.key().group();
    return group.equals("k0sctl.k0sproject.io")
        || (group.equals("k0s.k0sproject.io") && object.key().kind().startsWith("Cluster"));
  }

  private K0sVersion version(KubernetesObject object) {
    String text =
        release
            .or(() -> object.root().text("spec", "k0s", "version"))
            .orElseThrow(
                () ->
                    new UserError(
                        object.root().at(),
                        "%s is a configuration of k0s, and does not say for which release."
                            .formatted(object.key()),
                        "Name the release with --k0s-release v1.30.2+k0s.0.",
                        null));
    return K0sVersion.parse(text)
        .orElseThrow(
            () ->
                new OptionError(
                    "\"%s\" is no release of k0s.".formatted(text),
                    "Write one such as v1.30.2+k0s.0."));
  }
}
