package dev.bulkhead.cli;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ConfigReader;
import dev.bulkhead.airgap.k0s.FirstLeader;
import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import dev.bulkhead.airgap.k0s.K0sRelease;
import dev.bulkhead.airgap.k0s.K0sVersion;
import dev.bulkhead.airgap.k0s.plan.Settings;
import dev.bulkhead.verdict.OptionError;
import dev.bulkhead.verdict.UserError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say by what controllers are configured. */
final class PlanConfig {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration: k0s.yaml, a file of k0sctl, or a dump of the object kube-system/k0s."
              + " Default: all defaults.")
  private @Nullable String file;

  @Option(
      names = "--dynamic",
      paramLabel = "FILE",
      description =
          "The object that controllers share, as it is: kubectl get clusterconfig k0s -n kube-system"
              + " -o yaml; - is standard input.")
  private @Nullable String object;

  @Option(
      names = "--dynamic-config",
      negatable = true,
      description =
          "Whether controllers run with --enable-dynamic-config. Without --dynamic, the object is"
              + " taken to be what the first leader wrote from the file.")
  private @Nullable Boolean dynamic;

  @Option(
      names = "--created-by",
      paramLabel = "VERSION",
      description =
          "The release of the controller that led first and wrote the object. Default: --from.")
  private @Nullable K0sVersion createdBy;

  /** Whether nobody says whether the settings are shared. */
  boolean isOpen(Settings settings) {
    return dynamic == null && !settings.isDynamic();
  }

  /** The release that wrote the object, where somebody says. */
  Optional<K0sVersion> writer() {
    return Optional.ofNullable(createdBy);
  }

  /**
   * Reads the settings.
   *
   * @param writer the release whose controller led first
   * @throws UserError where a file is unusable, or options contradict each other
   */
  Settings read(K0sRelease writer, Surroundings surroundings) {
    ClusterConfig config =
        file == null ? ConfigReader.read("all defaults", "") : read(file, surroundings);
    if (object != null) {
      requireNotRefused("--dynamic");
      return Settings.shared(config, read(object, surroundings));
    }
    if (config.form() == ClusterConfig.Form.OBJECT) {
      requireNotRefused("--config with a dump of the object");
      return Settings.shared(config, config);
    }
    boolean isShared = dynamic == null ? saysDynamic(config) : dynamic;
    return isShared ? written(config, writer) : Settings.of(config);
  }

  private void requireNotRefused(String option) {
    if (Boolean.FALSE.equals(dynamic)) {
      throw new OptionError(
          "%s and --no-dynamic-config contradict each other.".formatted(option),
          "Leave one of them out.");
    }
  }

  private static boolean saysDynamic(ClusterConfig config) {
    return config.form() == ClusterConfig.Form.K0SCTL
        && (config.isDynamic() || K0sctlHosts.of(config).isDynamic());
  }

  /** The settings as the first leader would have written them. */
  Settings written(ClusterConfig config, K0sRelease writer) {
    return switch (FirstLeader.write(config, writer)) {
      case Written.Stored(var stored) -> new Settings(config, Settings.Source.FIRST_LEADER, stored);
      case Written.Refused(var keys) ->
          throw new UserError(
              "A controller of %s cannot have written the object from %s: it would leave part of %s blank, and the API server refuses that (k0sproject/k0s#5888)."
                  .formatted(writer.version(), config.file(), keys.getFirst()),
              "Name the object that there is with --dynamic, or its writer with --created-by.");
    };
  }

  private static ClusterConfig read(String name, Surroundings surroundings) {
    var file = SmallFile.named(name, surroundings);
    return ConfigReader.read(file.name(), file.text());
  }
}
