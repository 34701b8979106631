package dev.bulkhead.airgap.k0s;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where two configurations differ, in the order of the keys.
 *
 * @param changes what differs
 */
public record ConfigDifference(List<Change> changes) {
  /** What every release takes where nothing is stated; the API server writes it into objects. */
  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "spec.images.default_pull_policy", "IfNotPresent",
          "spec.network.provider", "kuberouter",
          "spec.network.podCIDR", "10.244.0.0/16",
          "spec.network.dualStack.enabled", "false",
          "spec.network.kubeProxy.disabled", "false",
          "spec.network.kubeProxy.mode", "iptables",
          "spec.network.nodeLocalLoadBalancing.enabled", "false",
          "spec.network.nodeLocalLoadBalancing.type", "EnvoyProxy",
          "spec.network.nodeLocalLoadBalancing.envoyProxy.apiServerBindPort", "7443",
          "spec.network.nodeLocalLoadBalancing.envoyProxy.konnectivityServerBindPort", "7132");

  public ConfigDifference {
    changes = List.copyOf(changes);
  }

  /**
   * Something that differs.
   *
   * @param path where: {@code spec.images.coredns}
   */
  public record Change(String path, Value before, Value after) {
    /** Whether only what releases wrote differs, and nobody's choice. */
    public boolean isDefaultsOnly() {
      return !(before instanceof Value.Chosen) && !(after instanceof Value.Chosen);
    }
  }

  /** What one of the two says. */
  public sealed interface Value {
    /** Nothing: each release has its own. */
    record Absent() implements Value {}

    /**
     * What a release would say by itself.
     *
     * @param by the releases
     */
    record Default(String text, ReleaseRange by) implements Value {}

    /** What somebody wanted so, whole or in part. */
    record Chosen(String text) implements Value {}
  }

  /** Compares two configurations, as they are judged each by itself. */
  public static ConfigDifference of(ConfigJudgement before, ConfigJudgement after) {
    var changes = new ArrayList<Change>();
    for (ImageKey key : ImageKey.values()) {
      if (key.isConfigurable()) {
        change(key.path(), image(before, key), image(after, key)).ifPresent(changes::add);
      }
    }
    var old = ConfigSettings.of(before.config()).besideImages();
    var now = ConfigSettings.of(after.config()).besideImages();
    var paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    for (String path : paths) {
      change(path, setting(path, old.get(path)), setting(path, now.get(path)))
          .ifPresent(changes::add);
    }
    return new ConfigDifference(changes);
  }

  private static Optional<Change> change(String path, Value before, Value after) {
    return before.equals(after) ? Optional.empty() : Optional.of(new Change(path, before, after));
  }

  private static Value image(ConfigJudgement judgement, ImageKey key) {
    return judgement.pins().stream()
        .filter(pin -> pin.key() == key)
        .findFirst()
        .map(pin -> image(judgement, pin))
        .orElseGet(Value.Absent::new);
  }

  private static Value image(ConfigJudgement judgement, JudgedPin pin) {
    return switch (pin.verdict()) {
      case PinVerdict.Floating _ -> new Value.Absent();
      case PinVerdict.HalfFloating half -> new Value.Chosen(half(pin, half.hasImage()));
      case PinVerdict.PinnedLikeTarget(var by) -> written(judgement, pin, by);
      case PinVerdict.StaleDefault(var by) -> written(judgement, pin, by);
      case PinVerdict.MirrorOfDefault _, PinVerdict.UserPin _ -> new Value.Chosen(text(pin));
    };
  }

  private static Value written(ConfigJudgement judgement, JudgedPin pin, ReleaseRange by) {
    ReleaseRange writers = by.and(judgement.writers());
    return new Value.Default(text(pin), writers.isEmpty() ? by : writers);
  }

  private static String text(JudgedPin pin) {
    return pin.image().map(NamedVersion::toString).orElse("");
  }

  private static String half(JudgedPin pin, boolean hasImage) {
    return pin.pin()
        .flatMap(p -> hasImage ? p.image() : p.version())
        .map(scalar -> hasImage ? scalar.text() + " (no version)" : "version " + scalar.text())
        .orElse("");
  }

  private static Value setting(String path, @Nullable String text) {
    if (text == null || text.equals(EVERYWHERE.get(path))) {
      return new Value.Absent();
    }
    return new Value.Chosen(text);
  }
}
