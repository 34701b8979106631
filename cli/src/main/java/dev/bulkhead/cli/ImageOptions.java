package dev.bulkhead.cli;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.render.RenderRequest;
import dev.bulkhead.render.Rendered;
import dev.bulkhead.render.SourceTree;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.UserError;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images of sources are to cross an air gap, and of what charts. */
final class ImageOptions {
  @Mixin private ChartOptions charts = new ChartOptions();

  @Option(
      names = "--kube-version",
      paramLabel = "VERSION",
      description =
          "The versions of the clusters that charts are for, as in 1.34 or 1.32..1.34: what any of"
              + " them needs is needed. Default: the newest minor.")
  private @Nullable KubeVersions kubeVersions;

  @Option(
      names = "--k0s-release",
      paramLabel = "RELEASE",
      description =
          "The release of k0s whose images a configuration of k0s is about: v1.30.2+k0s.0. Default:"
              + " the one that a k0sctl file names.")
  private @Nullable String k0sRelease;

  @Mixin private K0sReleaseOption k0sReleases = new K0sReleaseOption();

  @Mixin private NodeFlagOptions k0sFlags = new NodeFlagOptions();

  @Option(
      names = "--all-variants",
      description = "Count in what charts need in their other modes (`bulkhead variants`).")
  private boolean allVariants;

  @Mixin private MostVariants most = new MostVariants();

  @Option(
      names = "--candidates",
      description =
          "Count in what only reads like an image, in variables, arguments and custom resources.")
  private boolean candidates;

  @Mixin private SourceEvidence evidence = new SourceEvidence();

  Evidence evidence() {
    return evidence;
  }

  /**
   * Reads all sources.
   *
   * @throws UserError where the only one of them, or an option, is unusable
   */
  ImageSources.Read read(
      List<String> sources,
      Rooms rooms,
      Surroundings surroundings,
      Stop stop,
      Progress progress,
      DebugLog debug) {
    var today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
    List<KubernetesVersion> clusters =
        kubeVersions == null
            ? List.of(KubernetesMinors.shipped().newest(today))
            : kubeVersions.versions();
    var read = new ReadSources();
    var locks = LockSources.among(sources);
    List<String> rest = locks.othersOf(sources);
    RenderRequest request = charts.request(clusters.getLast());
    if (!rest.isEmpty()) {
      new SourceReader(rooms, evidence, stop, progress, debug)
          .readAll(rest, Optional.of(request), read);
    }
    locks.reported().forEach(one -> read.add(ReadSources.Source.without(one)));
    charts.requireChart(read.mayHoldChart());
    NeededImages needed = NeededImages.of(read.inventory()).and(locks.needed());
    NeededImages ofK0s = k0s(surroundings).needed(read);
    read.note(k0sFlags.notes());
    ofK0s.places().values().forEach(one -> read.addWorkloads(one.origin().source(), 1));
    needed = needed.and(ofK0s);
    for (SourceTree chart : read.charts()) {
      needed = needed.and(elsewhere(chart, request, clusters, rooms, stop, progress, read));
    }
    NeededImages wanted = candidates ? needed : needed.certain();
    return new ImageSources.Read(
        wanted,
        needed.images().size() - wanted.images().size(),
        locks.entries(),
        withUnreadable(read, needed),
        settings(clusters));
  }

  private K0sSources k0s(Surroundings surroundings) {
    return new K0sSources(
        Optional.ofNullable(k0sRelease), () -> k0sReleases.read(surroundings), k0sFlags.flags());
  }

  /** What a chart needs on the other clusters, and in its other modes. */
  private NeededImages elsewhere(
      SourceTree chart,
      RenderRequest request,
      List<KubernetesVersion> clusters,
      Rooms rooms,
      Stop stop,
      Progress progress,
      ReadSources read) {
    NeededImages needed = NeededImages.NONE;
    for (KubernetesVersion cluster : clusters.subList(0, clusters.size() - 1)) {
      Rendered rendered =
          progress.during(
              "rendering %s for %s".formatted(chart.name(), cluster.minorVersion()),
              () -> rooms.render(chart, request.at(cluster)));
      needed = needed.and(NeededImages.of(rendered.inventory()));
    }
    if (!allVariants) {
      return needed;
    }
    var modes = new VariantImages(chart, request, most.count(), rooms, stop);
    NeededImages found =
        progress.during("trying the modes of " + chart.name(), () -> modes.beside(needed(read)));
    read.note(chart.name(), modes.notes());
    return needed.and(found);
  }

  private static NeededImages needed(ReadSources read) {
    return NeededImages.of(read.inventory());
  }

  /** A name that is none is part of the input that could not be used. */
  private static ReadSources withUnreadable(ReadSources read, NeededImages needed) {
    var problems = new LinkedHashMap<String, List<ReportedSource.Problem>>();
    for (NeededImages.Unreadable one : needed.unreadable()) {
      if (one.isStandIn()) {
        continue;
      }
      problems
          .computeIfAbsent(one.origin().source(), _ -> new ArrayList<>())
          .add(
              ReportedSource.Problem.unreadable(
                  one.at(),
                  "%s asks for \"%s\", which is no image: %s."
                      .formatted(one.by(), one.text(), one.reason()),
                  "Write a name such as registry.example/app:v1.2.3."));
    }
    problems.forEach(read::addProblems);
    return read;
  }

  private List<Setting> settings(List<KubernetesVersion> clusters) {
    var settings = new ArrayList<Setting>();
    settings.add(
        kubeVersions == null
            ? new Setting("--kube-version", clusters.getLast().minorVersion(), true)
            : new Setting("--kube-version", kubeVersions.toString(), false));
    if (allVariants) {
      settings.add(new Setting("--all-variants", "true", false));
    }
    if (candidates) {
      settings.add(new Setting("--candidates", "true", false));
    }
    return settings;
  }
}
