package dev.bulkhead.cli;

import dev.bulkhead.drill.Target;
import dev.bulkhead.verdict.OptionError;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What goes down, as {@code --down} gives it. */
record DownTarget(Target target) {
  private static final Set<String> WORKLOADS = Set.of("deployment", "daemonset", "statefulset");
  private static final String REMEDY =
      "Write webhook/NAME, service/NS/NAME, deployment/NS/NAME (daemonset, statefulset), node/NAME,"
          + " zone/NAME, all-nodes, apiserver, slow:TARGET=5s or tls:TARGET.";

  /**
   * Reads the option.
   *
   * @throws OptionError where it is no target
   */
  static DownTarget parse(String text) {
    return new DownTarget(
        read(text)
            .orElseThrow(
                () ->
                    new OptionError(
                        "\"%s\" is nothing that can go down.".formatted(text), REMEDY)));
  }

  private static Optional<Target> read(String text) {
    if (text.startsWith("slow:")) {
      int equals = text.lastIndexOf('=');
      return equals < 0
          ? Optional.empty()
          : backend(text.substring(5, equals))
              .map(target -> new Target.Slow(target, delay(text.substring(equals + 1))));
    }
    if (text.startsWith("tls:")) {
      return backend(text.substring(4)).map(Target.Expired::new);
    }
    return switch (text) {
      case "all-nodes" -> Optional.of(new Target.AllNodes());
      case "apiserver" -> Optional.of(new Target.ApiServer());
      default -> backend(text).or(() -> machine(text));
    };
  }

  private static Optional<Target> backend(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2 && parts[0].equals("webhook") && !parts[1].isEmpty()) {
      return Optional.of(new Target.Webhook(parts[1]));
    }
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    if (parts[0].equals("service")) {
      return Optional.of(new Target.ClusterAddress(parts[1], parts[2]));
    }
    return WORKLOADS.contains(parts[0])
        ? Optional.of(new Target.Pods(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  private static Optional<Target> machine(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2 || parts[1].isEmpty()) {
      return Optional.empty();
    }
    return switch (parts[0]) {
      case "node" -> Optional.of(new Target.Node(parts[1]));
      case "zone" -> Optional.of(new Target.Zone(parts[1]));
      default -> Optional.empty();
    };
  }

  private static Duration delay(String text) {
    return TimeLimit.parse(text).duration();
  }
}
