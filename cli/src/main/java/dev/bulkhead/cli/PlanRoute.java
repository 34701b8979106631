package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sReleases;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.plan.Route;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say from which release an upgrade leads to which. */
final class PlanRoute {
  private static final K0sVersion NONE = new K0sVersion(0, 0, 0, 0);

  @Option(
      names = "--from",
      required = true,
      paramLabel = "VERSION",
      description = "The release that runs today: v1.29.6+k0s.0.")
  private K0sVersion from = NONE;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "The release that is to run.")
  private K0sVersion to = NONE;

  @Option(
      names = "--worker-from",
      paramLabel = "VERSION",
      description =
          "The release that workers run today, where they are behind the controllers. Default:"
              + " --from.")
  private @Nullable K0sVersion workerFrom;

  @Option(
      names = "--via",
      paramLabel = "VERSION",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "Releases to pass through. Where a minor would be skipped and none is given, a way is"
              + " proposed and played.")
  private List<K0sVersion> via = List.of();

  /**
   * The releases on the way.
   *
   * @throws UserError where nothing is known of one
   * @throws OptionError where there is no way to go
   */
  Route route(K0sReleases known) {
    K0sRelease today = known.require(from);
    K0sRelease wanted = known.require(to);
    if (today.equals(wanted)) {
      throw new OptionError(
          "--from and --to are both %s: there is nothing to upgrade.".formatted(today.version()),
          "Name the release that is to run with --to.");
    }
    return Route.between(known, today, via.stream().map(known::require).toList(), wanted);
  }

  /** What workers run today. */
  K0sRelease workers(K0sReleases known, Route route) {
    return workerFrom == null ? route.releases().getFirst() : known.require(workerFrom);
  }
}
