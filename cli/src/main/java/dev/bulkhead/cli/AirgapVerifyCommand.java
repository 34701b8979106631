package dev.bulkhead.cli;

import dev.bulkhead.airgap.verify.AirgapClaims;
import dev.bulkhead.airgap.verify.Bundle;
import dev.bulkhead.airgap.verify.BundleClaims;
import dev.bulkhead.airgap.verify.Bundles;
import dev.bulkhead.airgap.verify.Carried;
import dev.bulkhead.model.Platform;
import dev.bulkhead.report.Outcome;
import dev.bulkhead.report.Report;
import dev.bulkhead.report.ReportedSource;
import dev.bulkhead.report.Setting;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead airgap verify}: proves that all that is asked for lies behind the air gap. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Proves that a bundle, a mirror or a node has every image that sources ask for: under the"
          + " name by which it is asked for, with content for each platform, every blob there and"
          + " of the right digest. Bundles are read once, to the last byte, and never unpacked.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  bulkhead airgap verify ./chart -f prod.yaml --bundle bundle.tar",
      "  bulkhead airgap verify images.lock --bundle bundle.tar   and each is what was locked",
      "  bulkhead airgap verify deploy/ --platform linux/amd64,linux/arm64 --bundle a.tar b.tar",
      "  bulkhead airgap verify ./chart --mirror registry.local:5000/prefix",
      "  bulkhead airgap verify k0s.yaml --k0s-release v1.30.2+k0s.0 --node-store"
          + " /var/lib/k0s/images",
      "",
      "Exit status:",
      "  0    nothing is violated",
      "  1    something is violated, at or above --fail-on",
      "  2    the command line, a source or a file is unusable",
      "  3    nothing is violated, but something is unproven and --strict is given, or nothing"
          + " could",
      "       be decided, as where a mirror does not answer",
      "  70   a bug of Bulkhead's own",
      "  130  interrupted (129 by SIGHUP, 143 by SIGTERM)"
    })
final class AirgapVerifyCommand implements Callable<Integer> {
  private final Rooms rooms;
  private final Surroundings surroundings;
  private final Stop stop;
  private final DebugLog debug;

  @Mixin private ImageSources sources = new ImageSources();

  @Mixin private CarriedPlace place = new CarriedPlace();

  @Mixin private NodePlatforms platforms = new NodePlatforms();

  @Mixin private ReportOptions output = new ReportOptions();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "The least severity that fails: error or warning. Default: error.")
  private CheckCommand.FailOn failOn = CheckCommand.FailOn.ERROR;

  @Option(names = "--strict", description = "Fail also where something is unproven.")
  private boolean strict;

  AirgapVerifyCommand(Rooms rooms, Surroundings surroundings, Stop stop, DebugLog debug) {
    this.rooms = rooms;
    this.surroundings = surroundings;
    this.stop = stop;
    this.debug = debug;
  }

  @Override
  public Integer call() {
    place.requireSense();
    ImageSources.Read read;
    List<Bundle> bundles;
    var verdicts = new ArrayList<Verdict>();
    try (var progress = Progress.on(surroundings)) {
      // Disks take as long as they take: the time that is allowed is for those who are asked.
      bundles = place.bundles(stop, progress);
      stop.requestAfter(sources.evidence().timeout.duration());
      read = sources.read(rooms, surroundings, stop, progress, debug);
      bundles.forEach(bundle -> verdicts.addAll(BundleClaims.of(bundle)));
      verdicts.addAll(
          new AirgapClaims(read.needed(), read.locked(), platforms(read))
              .of(carried(read, bundles, progress)));
    }
    var report =
        Report.of(
            Version.current(),
            reported(read, bundles),
            notes(read, bundles),
            settings(read),
            verdicts,
            new Outcome.Policy(failOn.severity(), true, strict, stop.ending()));
    LastReport.in(surroundings).keep(report, output.namesProven());
    output.write(report, read.read(), surroundings);
    return report.outcome().status();
  }

  private Carried carried(ImageSources.Read read, List<Bundle> bundles, Progress progress) {
    Carried carried =
        place.carried(
            bundles, () -> rooms.contents(sources.evidence(), read.read().registrySecrets()));
    return place.isRemote()
        ? AskedBefore.of(
            carried,
            read.needed(),
            platforms(read),
            stop,
            progress,
            sources.evidence().timeout.text())
        : carried;
  }

  /** Where nobody says which, those of the lock files, if there are any. */
  private List<Platform> platforms(ImageSources.Read read) {
    List<Platform> locked =
        read.locked().values().stream()
            .flatMap(entry -> entry.platforms().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    return platforms.setting().isDefault() && !locked.isEmpty() ? locked : platforms.all();
  }

  private List<Setting> settings(ImageSources.Read read) {
    var settings = new ArrayList<Setting>();
    List<String> names = platforms(read).stream().map(Platform::toString).toList();
    settings.add(
        new Setting("--platform", String.join(",", names), platforms.setting().isDefault()));
    settings.addAll(read.settings());
    return settings;
  }

  private static List<String> notes(ImageSources.Read read, List<Bundle> bundles) {
    var notes = new ArrayList<>(read.read().notes());
    if (new Bundles("", bundles).isUseless()) {
      notes.add(
          "Nothing is claimed of the %d %s asked for, since nothing of %s can be used."
              .formatted(
                  read.needed().images().size(),
                  read.needed().images().size() == 1 ? "image that is" : "images that are",
                  bundles.size() == 1 ? "the bundle" : "the bundles"));
    }
    if (read.candidates() > 0) {
      notes.add(
          "%d more %s like an image in variables, arguments or custom resources; --candidates has %s looked for, too."
              .formatted(
                  read.candidates(),
                  read.candidates() == 1 ? "value reads" : "values read",
                  read.candidates() == 1 ? "it" : "them"));
    }
    return notes;
  }

  private static List<ReportedSource> reported(ImageSources.Read read, List<Bundle> bundles) {
    var reported = new ArrayList<>(read.read().reported());
    for (Bundle bundle : bundles) {
      int entries = Math.max(1, bundle.entries());
      reported.add(
          new ReportedSource(
              bundle.file().toString(), bundle.entries(), entries, List.of(), List.of()));
    }
    return reported;
  }
}
