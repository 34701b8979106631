package dev.bulkhead.airgap.k0s.plan;

import dev.bulkhead.airgap.k0s.ClusterConfig;
import dev.bulkhead.airgap.k0s.ImageKey;
import dev.bulkhead.airgap.k0s.K0sVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What controllers are configured by.
 *
 * @param file what each of them is started with
 * @param source how what they run is known
 * @param cluster what counts for all that the cluster runs: the object that they share, or the file
 */
public record Settings(ClusterConfig file, Source source, ClusterConfig cluster) {

  /** Where a cluster's settings come from. */
  public enum Source {
    /** The file of each controller; nothing is shared. */
    FILE,
    /** The object {@code kube-system/k0s}, as it was dumped. */
    OBJECT,
    /** That object, as the first leader is taken to have written it from the file. */
    FIRST_LEADER
  }

  /** Controllers without dynamic configuration. */
  public static Settings of(ClusterConfig file) {
    return new Settings(file, Source.FILE, file);
  }

  /** Controllers that share an object. */
  public static Settings shared(ClusterConfig file, ClusterConfig object) {
    return new Settings(file, Source.OBJECT, object);
  }

  /** Whether controllers run with {@code --enable-dynamic-config}. */
  public boolean isDynamic() {
    return source != Source.FILE;
  }

  /** The same without the images that these keys name. */
  Settings without(Set<ImageKey> keys) {
    var pins = new LinkedHashMap<>(cluster.pins());
    pins.keySet().removeAll(keys);
    return new Settings(file, source, cluster.withPins(pins));
  }

  /**
   * What to type to take out of the settings what nobody chose.
   *
   * @param target the release that is to come
   */
  List<String> strip(K0sVersion target) {
    String name = source == Source.FIRST_LEADER ? "object.yaml" : cluster.file();
    String judge = "bulkhead k0s config %s --target %s".formatted(name, target);
    List<String> patch =
        List.of(
            judge + " --patch strip.json",
            "kubectl patch clusterconfig k0s -n kube-system --type json --patch-file strip.json");
    return switch (source) {
      case FILE ->
          List.of(
              judge + " --write",
              "# copy %s to each controller, and restart k0s there, one by one".formatted(name));
      case OBJECT -> patch;
      case FIRST_LEADER ->
          Stream.concat(
                  Stream.of("kubectl get clusterconfig k0s -n kube-system -o yaml > " + name),
                  patch.stream())
              .toList();
    };
  }

  /** Whether the API is reached through an address that stands for all controllers. */
  boolean isBalanced() {
    return cluster.loadBalancer().enabled() || externalAddress().isPresent();
  }

  /** The address by which machines reach all controllers; empty where the file names none. */
  Optional<String> externalAddress() {
    return file.spec().text("api", "externalAddress").filter(text -> !text.isEmpty());
  }

  /** Whether controllers keep the cluster's state in etcd members of their own. */
  boolean hasEtcd() {
    Optional<String> type = file.spec().text("storage", "type");
    boolean isExternal = file.spec().mapping("storage", "etcd", "externalCluster").isPresent();
    return type.filter(text -> !text.equals("etcd")).isEmpty() && !isExternal;
  }
}
