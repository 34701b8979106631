package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import java.util.stream.Stream;

/** How Services are reached: their type, their address, their ports. */
final class ServiceChanges implements Comparison {

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    var key = object.any().key();
    if (!(object instanceof Pair.Kept) || !key.kind().equals("Service") || !key.group().isEmpty()) {
      return Stream.empty();
    }
    return Spot.of(object).in("spec").stream()
        .flatMap(spec -> Stream.of(type(spec), address(spec), ports(spec)).flatMap(each -> each));
  }

  private static Stream<Change> type(Spot spec) {
    return spec.changedText("type", "ClusterIP").stream()
        .map(
            type ->
                spec.in("type")
                    .orElse(spec)
                    .canHurt(
                        Area.OBJECTS,
                        "The Service's type changes from %s to %s, and with it from where it is reached."
                            .formatted(type.before(), type.after())));
  }

  private static Stream<Change> address(Spot spec) {
    return spec.changedText("clusterIP", "").stream()
        .map(
            address ->
                spec.in("clusterIP")
                    .orElse(spec)
                    .breaks(
                        Area.OBJECTS,
                        "clusterIP changes from %s to %s, which Kubernetes refuses for an existing Service: the upgrade fails until it is deleted."
                            .formatted(named(address.before()), named(address.after()))));
  }

  private static String named(String address) {
    return address.isEmpty() ? "one of the cluster's choice" : address;
  }

  private static Stream<Change> ports(Spot spec) {
    return spec.items("ports", "port").stream()
        .filter(spot -> spot.nodes() instanceof Pair.Removed)
        .map(
            spot ->
                spot.canHurt(
                    Area.OBJECTS,
                    "Port %s is no longer served."
                        .formatted(spot.nodes().any().text("port").orElse(""))));
  }
}
