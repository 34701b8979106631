package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.NodeFlags;
import dev.bulkhead.airgap.k0s.plan.AutopilotPlan;
import dev.bulkhead.airgap.k0s.plan.AutopilotPlan.Download;
import dev.bulkhead.airgap.k0s.plan.Fleet;
import dev.bulkhead.airgap.k0s.plan.NodeGroup;
import dev.bulkhead.airgap.k0s.plan.Plan;
import dev.bulkhead.airgap.k0s.plan.Route;
import dev.bulkhead.airgap.k0s.plan.Strategy;
import dev.bulkhead.model.Platform;
import dev.bulkhead.verdict.IoReason;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that write a plan for k0s' own upgrader. */
final class PlanAutopilot {
  @Option(
      names = "--autopilot",
      paramLabel = "FILE",
      description =
          "Write the Plan by which k0s' autopilot makes the upgrade; only with --strategy in-place"
              + " and one step, and only where nothing is violated.")
  private @Nullable Path file;

  @Option(
      names = "--autopilot-k0s",
      paramLabel = "OS-ARCH=URL",
      description =
          "Where autopilot gets k0s itself: linux-amd64=https://HOST/k0s-v1.30.2, with @sha256:HEX"
              + " behind it to have it checked. Repeatable.")
  private List<PlatformDownload> programs = List.of();

  @Option(
      names = "--autopilot-bundle",
      paramLabel = "OS-ARCH=URL",
      description =
          "Where it gets the bundle of images, in the same form; the file's name is kept on machines,"
              + " so let it have the release in it. Repeatable.")
  private List<PlatformDownload> bundles = List.of();

  boolean isWanted() {
    return file != null;
  }

  /**
   * Makes sure that autopilot could do it.
   *
   * @throws OptionError where it could not, with the reason
   */
  void require(Strategy strategy, Route route, NodeFlags flags) {
    if (file == null) {
      if (!programs.isEmpty() || !bundles.isEmpty()) {
        throw new OptionError(
            "--autopilot-k0s and --autopilot-bundle say what is in a Plan that nobody asked for.",
            "Name the file to write with --autopilot, or leave them out.");
      }
      return;
    }
    if (flags.disabledComponents().contains("autopilot")) {
      throw new OptionError(
          "Controllers run with --disable-components=autopilot, so nobody reads a Plan.",
          "Leave --autopilot out, or start controllers with autopilot.");
    }
    if (strategy != Strategy.IN_PLACE) {
      throw new OptionError(
          "Autopilot upgrades machines where they are, and %s replaces them: there is no Plan for that."
              .formatted(strategy),
          "Plan with --strategy in-place, or leave --autopilot out.");
    }
    if (route.hops() > 1) {
      throw new OptionError(
          "A Plan leads to one release, and this upgrade to %d, one after the other."
              .formatted(route.hops()),
          "Write a Plan for each of them: the first with --to %s."
              .formatted(route.releases().get(1).version()));
    }
    if (programs.isEmpty()) {
      throw new OptionError(
          "A Plan says where k0s itself is to be had, and nobody says where.",
          "Add --autopilot-k0s linux-amd64=https://HOST/k0s-%s.".formatted(route.to()));
    }
  }

  /**
   * Makes sure that the Plan has something for each machine: autopilot passes over a Plan that
   * lacks the platform of one of them.
   *
   * @throws OptionError where it has not
   */
  void require(Fleet fleet) {
    if (file == null) {
      return;
    }
    requireEach("--autopilot-k0s", programs, fleet.groups());
    if (!bundles.isEmpty()) {
      requireEach("--autopilot-bundle", bundles, fleet.withKubelets());
    }
  }

  private static void requireEach(
      String option, List<PlatformDownload> downloads, List<NodeGroup> machines) {
    for (NodeGroup nodes : machines) {
      for (Platform platform : nodes.platforms()) {
        String name = platform.os() + "-" + platform.architecture();
        if (downloads.stream().noneMatch(each -> each.platform().equals(name))) {
          throw new OptionError(
              "%s is of %s, and no %s is for that: autopilot would not begin."
                  .formatted(nodes.name(), name, option),
              "Add %s %s=https://HOST/FILE.".formatted(option, name));
        }
      }
    }
  }

  /** What a reader should know of the Plan, a full sentence each. */
  List<String> notes(Route route) {
    var notes = new ArrayList<String>();
    if (file == null) {
      return notes;
    }
    notes.add(
        "kubectl apply -f %s has k0s itself upgrade the machines, controllers first; the runbook tells what it does, and what to look at: kubectl get plan autopilot -o yaml."
            .formatted(file.getFileName()));
    if (bundles.isEmpty()) {
      notes.add(
          "The Plan brings no images (--autopilot-bundle): put the bundles onto the machines before"
              + " it is applied.");
    }
    String version =
        "v%d.%d.%d".formatted(route.to().major(), route.to().minor(), route.to().patch());
    bundles.stream()
        .map(bundle -> nameOf(bundle.download().url()))
        .filter(name -> !name.contains(version))
        .map(
            name ->
                "The bundle's name on machines, \"%s\", does not have %s in it: a bundle of that name that lies there is overwritten."
                    .formatted(name, version))
        .forEach(notes::add);
    return notes;
  }

  /** The names under which it puts bundles onto machines. */
  Set<String> brought() {
    return bundles.stream()
        .map(bundle -> nameOf(bundle.download().url()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The last part of a URL's path; what follows a question mark may be a secret. */
  private static String nameOf(String url) {
    String path = url.replaceFirst("[?#].*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Writes the Plan, or says why not.
   *
   * @param holds whether nothing is violated
   */
  void write(Plan plan, boolean holds, Surroundings surroundings) {
    if (file == null) {
      return;
    }
    if (!holds) {
      surroundings
          .err()
          .printf("bulkhead: %s was not written, because the upgrade would fail.%n", file);
      return;
    }
    var manifest =
        new AutopilotPlan(
            plan.upgrade().route().to(),
            surroundings.clock().instant(),
            byPlatform(programs),
            byPlatform(bundles),
            1);
    try {
      Replacement.of(file)
          .write(out -> out.write(manifest.yaml().getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UserError(
          null,
          "\"%s\" could not be written: %s.".formatted(file, IoReason.of(e)),
          "Choose another --autopilot, or make its directory writable.",
          e);
    }
  }

  private static SortedMap<String, Download> byPlatform(List<PlatformDownload> downloads) {
    var all = new TreeMap<String, Download>();
    downloads.forEach(each -> all.put(each.platform(), each.download()));
    return all;
  }
}
