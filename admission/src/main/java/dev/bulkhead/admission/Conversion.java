package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A custom resource whose objects a webhook converts between versions (apiextensions {@code
 * conversion/webhook_converter.go}). It has no failure policy: while it is away, every request for
 * another version than an object's stored one fails, reads too.
 *
 * @param crd the definition
 * @param group the API group
 * @param plural the resource's name
 * @param served the served versions, in the definition's order
 * @param storage the version that is stored now
 * @param stored versions that objects may be stored in: {@code status.storedVersions} where it is
 *     shown, else the storage version alone
 */
public record Conversion(
    KubernetesObject crd,
    String group,
    String plural,
    List<String> served,
    String storage,
    List<String> stored,
    Destination destination) {
  /** After which the API server gives up a call, whatever the request allows. */
  public static final int TIMEOUT_SECONDS = 30;

  public Conversion {
    served = List.copyOf(served);
    stored = List.copyOf(stored);
  }

  static Optional<Conversion> of(KubernetesObject crd) {
    var root = crd.root();
    if (root.text("spec", "conversion", "strategy").filter("Webhook"::equals).isEmpty()) {
      return Optional.empty();
    }
    var served = new ArrayList<String>();
    String storage = "";
    for (Node version : root.items("spec", "versions")) {
      String name = version.text("name").orElse("");
      if (version.scalar("served").filter(Node.Scalar::isTrue).isPresent()) {
        served.add(name);
      }
      if (version.scalar("storage").filter(Node.Scalar::isTrue).isPresent()) {
        storage = name;
      }
    }
    var stored = new ArrayList<String>();
    for (Node version : root.items("status", "storedVersions")) {
      if (version instanceof Node.Scalar scalar) {
        stored.add(scalar.text());
      }
    }
    return Optional.of(
        new Conversion(
            crd,
            root.text("spec", "group").orElse(""),
            root.text("spec", "names", "plural").orElse(""),
            served,
            storage,
            stored.isEmpty() ? List.of(storage) : stored,
            root.mapping("spec", "conversion", "webhook", "clientConfig")
                .or(() -> root.mapping("spec", "conversion", "webhookClientConfig"))
                .map(Destination::of)
                .orElseGet(Destination.Unstated::new)));
  }

  /** Whether its objects live in namespaces. */
  public boolean isNamespaced() {
    return crd.root().text("spec", "scope").filter("Namespaced"::equals).isPresent();
  }

  /** Whether objects can be asked for in another version than they are stored in. */
  public boolean isNeeded() {
    return served.size() > 1 || stored.stream().anyMatch(version -> !served.contains(version));
  }

  /**
   * The version that the garbage collector and the namespace controller ask for: of the served ones
   * the one of the highest priority (see {@link ApiVersions}).
   */
  public String preferred() {
    return served.stream().max(ApiVersions.BY_PRIORITY).orElse(storage);
  }

  /** Whether those who ask for a version need the conversion. */
  public boolean converts(String version) {
    return stored.stream().anyMatch(other -> !other.equals(version));
  }

  /** {@code tenants.capsule.clastix.io}. */
  @Override
  public String toString() {
    return plural + "." + group;
  }
}
