package dev.bulkhead.airgap.k0s;

import dev.bulkhead.airgap.k0s.ClusterConfig.Pin;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The controller that leads first, and what it makes of its own file: with {@code
 * --enable-dynamic-config} it creates the object {@code kube-system/k0s} from it, once. No release
 * changes an object that is there (k0s, pkg/component/controller/clusterconfig.go and {@code
 * StripDefaults} of pkg/apis/k0s/v1beta1/clusterconfig_types.go).
 */
public final class FirstLeader {
  private final ClusterConfig file;
  private final K0sRelease release;
  private final SequencedMap<ImageKey, NamedVersion> images = new LinkedHashMap<>();

  private FirstLeader(ClusterConfig file, K0sRelease release) {
    this.file = file;
    this.release = release;
    for (ImageKey key : ImageKey.values()) {
      if (key.isConfigurable() && runs(key)) {
        file.effectiveImage(key, release).ifPresent(image -> images.put(key, image));
      }
    }
  }

  /** What became of a file when a release's first leader wrote it. */
  public sealed interface Written {
    /** The object that is in the cluster then. */
    record Stored(ClusterConfig object) implements Written {}

    /**
     * Nothing, since the API server refuses it: of these keys one part is blank, and the controller
     * does not get beyond that (k0s, issue 5888).
     */
    record Refused(List<ImageKey> keys) implements Written {
      public Refused {
        keys = List.copyOf(keys);
      }
    }
  }

  /** What a release's first leader writes from a configuration. */
  public static Written write(ClusterConfig file, K0sRelease release) {
    return new FirstLeader(file, release).write();
  }

  private Written write() {
    var pins = new LinkedHashMap<ImageKey, Pin>();
    var blanked = new ArrayList<ImageKey>();
    images.forEach(
        (key, image) -> {
          if (isLeftOut(key, image)) {
            return;
          }
          if (losesPart(key, image)) {
            blanked.add(key);
          }
          pins.put(key, pin(key, image));
        });
    return blanked.isEmpty() ? new Written.Stored(file.stored(pins)) : new Written.Refused(blanked);
  }

  /**
   * The image of a load balancer that is not chosen has no value in the releases that know two of
   * them, unless it is stated (k0s v1.36.1+k0s.0, nllb.go, {@code setDefaults}).
   */
  private boolean runs(ImageKey key) {
    if (key.isInImages() || release.defaultOf(ImageKey.TRAEFIK).isEmpty()) {
      return true;
    }
    return file.loadBalancer().proxy() == key;
  }

  private boolean isLeftOut(ImageKey key, NamedVersion image) {
    return switch (release.traits().strip()) {
      // The network's settings never equal the default there: what is a node's own business was
      // taken out of them before they are compared. So Envoy's image stays, used or not.
      case NONE -> key.isInImages() && isUntouched();
      case EXACT_V1, EXACT -> release.defaultOf(key).filter(image::equals).isPresent();
      case REPOSITORY -> rewrittenDefault(key).filter(image::equals).isPresent();
    };
  }

  /** Whether {@code spec.images} is the default as a whole. */
  private boolean isUntouched() {
    return file.repository().isEmpty()
        && file.defaultPullPolicy().filter(policy -> !policy.equals("IfNotPresent")).isEmpty()
        && images.entrySet().stream()
            .filter(entry -> entry.getKey().isInImages())
            .allMatch(
                entry ->
                    release.defaultOf(entry.getKey()).filter(entry.getValue()::equals).isPresent());
  }

  /** Whether the part of an image that is the default is blanked, and the rest is stored. */
  private boolean losesPart(ImageKey key, NamedVersion image) {
    if (release.traits().strip() != Traits.Strip.EXACT_V1 || !key.isInImages()) {
      return false;
    }
    NamedVersion usual = release.defaultOf(key).orElse(image);
    return usual.image().equals(image.image()) || usual.version().equals(image.version());
  }

  private Optional<NamedVersion> rewrittenDefault(ImageKey key) {
    return file.withPins(new LinkedHashMap<>()).effectiveImage(key, release);
  }

  private Pin pin(ImageKey key, NamedVersion image) {
    Location at =
        Optional.ofNullable(file.pins().get(key)).map(Pin::at).orElse(file.document().at());
    return new Pin(
        key, Optional.of(text(image.image(), at)), Optional.of(text(image.version(), at)), at);
  }

  private static Node.Scalar text(String text, Location at) {
    return new Node.Scalar(text, Node.Scalar.Type.STRING, at);
  }
}
