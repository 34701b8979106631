package dev.bulkhead.admission;

import dev.bulkhead.model.Location;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whose cluster it is, and what they keep away from webhooks. */
public enum Provider {
  /** Kubernetes as it is released. */
  VANILLA(""),

  /** Amazon's; exempts requests of the control plane. */
  EKS(
      "Which requests EKS keeps from webhooks is taken from EKS Anywhere, and not verified for any"
          + " version of EKS."),

  /** Google's; exempts nothing, and warns of what {@link #isCalledUnsafe} says. */
  GKE(""),

  /** Microsoft's; rewrites the selectors of all webhooks (Azure/AKS issues 1771 and 4002). */
  AKS(
      "AKS adds requirements to the namespaceSelector of every webhook, so that none is called for"
          + " kube-system and other namespaces of its own.");

  private static final String OPT_OUT = "admissions.enforcer/disabled";
  private static final String CONTROL_PLANE = "control-plane";
  private static final String MANAGED_BY = "kubernetes.azure.com/managedby";
  private static final String SYSTEM = "kube-system";

  /** K8S_ADMISSION_WEBHOOK_UNSAFE, wherever the objects are. */
  private static final Set<String> UNSAFE =
      Set.of(
          "nodes",
          "tokenreviews.authentication.k8s.io",
          "subjectaccessreviews.authorization.k8s.io",
          "certificatesigningrequests.certificates.k8s.io");

  private final String note;

  Provider(String note) {
    this.note = note;
  }

  /** The one of that name; empty where there is none. */
  public static Optional<Provider> of(String name) {
    for (Provider provider : values()) {
      if (provider.toString().equals(name)) {
        return Optional.of(provider);
      }
    }
    return Optional.empty();
  }

  /**
   * What a reader should know of how it is dealt with, a sentence; empty where there is nothing.
   */
  public String note() {
    return note;
  }

  /** The hooks as they are in force there. */
  public List<Hook> rewrite(List<Hook> hooks) {
    return this == AKS ? hooks.stream().map(Provider::enforced).toList() : hooks;
  }

  private static Hook enforced(Hook hook) {
    if (isTrue(hook.declared().annotations()) || isTrue(hook.declared().labels())) {
      return hook;
    }
    Location at = hook.node().at();
    var further =
        List.of(
            new Selector.Requirement(CONTROL_PLANE, Selector.Operator.DOES_NOT_EXIST, Set.of(), at),
            new Selector.Requirement(MANAGED_BY, Selector.Operator.NOT_IN, Set.of("aks"), at));
    return hook.withNamespaceSelector(hook.namespaceSelector().and(further));
  }

  private static boolean isTrue(Map<String, String> texts) {
    return "true".equals(texts.get(OPT_OUT));
  }

  /** The labels that a namespace has there, whatever the sources show. */
  public Map<String, String> labels(String namespace) {
    return this == AKS && namespace.equals(SYSTEM)
        ? Map.of(CONTROL_PLANE, "true", MANAGED_BY, "aks")
        : Map.of();
  }

  /** Whether a request is kept from all webhooks there. */
  public Truth excludes(AdmissionRequest request) {
    Truth excluded = Truth.Decided.NO;
    for (Exemption exemption : Exemption.of(this)) {
      excluded = excluded.or(exemption.covers(request));
    }
    return excluded;
  }

  /**
   * Whether GKE calls it unsafe to intercept such a request (its guide "Ensure control plane
   * stability when using webhooks").
   */
  public static boolean isCalledUnsafe(AdmissionRequest request) {
    String resource = request.resource().withoutSubresource();
    return UNSAFE.contains(resource)
        || switch (request.namespace()) {
          case SYSTEM -> resource.equals("pods") || resource.equals("leases.coordination.k8s.io");
          case "kube-node-lease" -> resource.equals("leases.coordination.k8s.io");
          default -> false;
        };
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
