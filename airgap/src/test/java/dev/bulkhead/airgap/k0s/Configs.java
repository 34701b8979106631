package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.FirstLeader.Written;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Configurations and releases for tests. */
final class Configs {
  static final K0sReleases RELEASES = K0sReleases.builtIn();

  private Configs() {}

  static ClusterConfig file(String text) {
    return ConfigReader.read(
        "k0s.yaml",
        text.isEmpty()
            ? ""
            : "apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\n" + text);
  }

  /** The object in a cluster. */
  static ClusterConfig object(String spec) {
    return ConfigReader.read(
        "dump.yaml",
        """
        apiVersion: k0s.k0sproject.io/v1beta1
        kind: ClusterConfig
        metadata: {name: k0s, namespace: kube-system}
        """
            + spec);
  }

  static K0sVersion version(String text) {
    return K0sVersion.parse(text).orElseThrow();
  }

  static K0sRelease release(String text) {
    return RELEASES.require(version(text));
  }

  static ConfigJudgement judged(ClusterConfig config, String target) {
    return ConfigJudgement.of(config, RELEASES, Optional.of(version(target)), Optional.empty());
  }

  static JudgedPin pin(ConfigJudgement judgement, ImageKey key) {
    return judgement.pins().stream().filter(pin -> pin.key() == key).findFirst().orElseThrow();
  }

  /** The object that a release's first leader makes of a file. */
  static ClusterConfig written(ClusterConfig file, K0sRelease release) {
    return switch (FirstLeader.write(file, release)) {
      case Written.Stored(var object) -> object;
      case Written.Refused(var keys) -> throw new AssertionError("refused: " + keys);
    };
  }

  /** The images that a configuration pins, as references. */
  static Map<ImageKey, String> pins(ClusterConfig config) {
    return config.pins().values().stream()
        .collect(
            Collectors.toMap(
                ClusterConfig.Pin::key, pin -> pin.whole().map(Object::toString).orElse("")));
  }
}
