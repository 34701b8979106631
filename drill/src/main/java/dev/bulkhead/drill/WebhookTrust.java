package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Backends;
import dev.bulkhead.admission.Content;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Operation;
import dev.bulkhead.admission.Resource;
import dev.bulkhead.admission.Sender;
import dev.bulkhead.admission.Vital;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Severity;
import dev.bulkhead.verdict.Subject;
import dev.bulkhead.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the authority that the API server trusts gets where it is looked for. */
final class WebhookTrust implements WebhookJudge {
  private static final Set<String> WRITE = Set.of("update", "patch", "create");

  private static final Resource SECRETS = Resource.inNamespaces("", "v1", "secrets", "Secret");

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return Stream.concat(
        cluster.hooks().stream()
            .filter(hook -> cluster.backend(hook.destination()) instanceof Backend.Pods)
            .filter(hook -> !hook.atRunTime())
            .flatMap(hook -> loop(hook, cluster).stream()),
        filledIn(cluster));
  }

  /** That a hook refuses what its authority is filled in by, where that is done at run time. */
  private static Optional<Verdict> loop(Hook hook, WebhookCluster cluster) {
    WebhookCaller caller = WebhookCaller.of(hook);
    if (!hook.fails() || isTrusted(caller)) {
      return Optional.empty();
    }
    List<AdmissionRequest> writes =
        Stream.concat(
                Stream.of(Operation.CREATE, Operation.UPDATE)
                    .map(operation -> secret(operation, hook, cluster)),
                injectors(caller, cluster))
            .filter(request -> isCertain(cluster.matching().decide(hook, request)))
            .toList();
    Claim claim = WebhookPlaces.claim(WebhookBackendRules.CA_LOOP, hook, at(caller));
    return Optional.of(
        writes.isEmpty()
            ? claim.proven("It refuses nothing by which its authority is filled in.", List.of())
            : claim.violated(
                "%s has no caBundle until one is filled in, and has refused until then what that takes: %s."
                    .formatted(
                        hook.name(),
                        WebhookWords.few(writes.stream().map(AdmissionRequest::toString).toList())),
                "Exempt its own namespace (and that of the injector) by kubernetes.io/metadata.name in the namespaceSelector.",
                List.of()));
  }

  /** The pods of an injector that the sources show, where an annotation asks for it. */
  private static Stream<AdmissionRequest> injectors(WebhookCaller caller, WebhookCluster cluster) {
    if (injection(caller).isEmpty()) {
      return Stream.empty();
    }
    return cluster.inventory().ofKind("Deployment").stream()
        .filter(workload -> workload.key().name().endsWith("cainjector"))
        .flatMap(workload -> PodTemplate.of(workload).stream())
        .map(
            pod -> {
              String namespace = pod.owner().key().namespace();
              return Vital.POD_CREATION.request(
                  namespace,
                  cluster.namespace(namespace),
                  Labels.all("the pods of the injector", Backends.labels(pod)),
                  "node-1");
            });
  }

  /** The annotation by which an injector is asked to fill in the authority. */
  private static Optional<String> injection(WebhookCaller caller) {
    return caller.declared().annotations().keySet().stream()
        .filter(name -> name.contains("inject-ca") || name.contains("inject-cabundle"))
        .findFirst();
  }

  private static boolean isCertain(Decision decision) {
    return !decision.isSkipped() && decision.doubts().isEmpty();
  }

  private static AdmissionRequest secret(Operation operation, Hook hook, WebhookCluster cluster) {
    String namespace = WebhookCluster.namespaceOf(hook.destination());
    var content = new Content.Labelled(Labels.none("the Secret"));
    return new AdmissionRequest(
        operation,
        SECRETS,
        namespace,
        "",
        cluster.namespace(namespace),
        content,
        operation == Operation.CREATE ? new Content.None() : content,
        Sender.PERSON.user(""));
  }

  /** That somebody fills in what is empty, once for each object. */
  private static Stream<Verdict> filledIn(WebhookCluster cluster) {
    var empty = new LinkedHashMap<ObjectKey, List<WebhookCaller>>();
    Stream.concat(
            cluster.hooks().stream().filter(hook -> !hook.atRunTime()).map(WebhookCaller::of),
            cluster.callbacks().conversions().stream().map(WebhookCaller::of))
        .filter(caller -> cluster.backend(caller.destination()) instanceof Backend.Pods)
        .filter(caller -> !isTrusted(caller))
        .forEach(
            caller ->
                empty
                    .computeIfAbsent(caller.declared().key(), any -> new ArrayList<>())
                    .add(caller));
    var access = new WebhookAccess(cluster.inventory());
    return empty.values().stream().map(callers -> filledIn(callers, cluster, access));
  }

  private static Verdict filledIn(
      List<WebhookCaller> callers, WebhookCluster cluster, WebhookAccess access) {
    var caller =
        callers.stream().filter(one -> !one.isIgnored()).findFirst().orElse(callers.getFirst());
    var claim =
        new Claim(
            WebhookBackendRules.CA_LOOP,
            Subject.of(caller.declared()).withAspect("caBundle"),
            at(caller));
    Optional<String> injector = injection(caller);
    if (injector.isPresent()) {
      return claim.proven(
          "It is filled in by the annotation %s.".formatted(injector.get()), List.of());
    }
    boolean isCrd = caller.declared().key().kind().equals("CustomResourceDefinition");
    String group = isCrd ? "apiextensions.k8s.io" : "admissionregistration.k8s.io";
    String resource =
        isCrd
            ? "customresourcedefinitions"
            : caller.declared().key().kind().toLowerCase(Locale.ROOT) + "s";
    if (access.mayAnybody(WRITE, group, resource)) {
      return claim.proven("A role of the sources allows to fill it in.", List.of());
    }
    return isBound(caller, cluster, access)
        ? nobody(claim, caller, resource)
        : unknown(claim, caller, resource);
  }

  /** Whether the sources show the roles of who answers. */
  private static boolean isBound(
      WebhookCaller caller, WebhookCluster cluster, WebhookAccess access) {
    return cluster.backend(caller.destination()) instanceof Backend.Pods backend
        && backend.pods().stream().anyMatch(access::isBound);
  }

  private static Verdict nobody(Claim claim, WebhookCaller caller, String resource) {
    return new Verdict.Violated(
        claim,
        caller.isIgnored() ? Severity.NOTICE : Severity.WARNING,
        "The caBundle of %s is empty, no annotation has it filled in, and no role of the sources allows to change %s."
            .formatted(caller.name(), resource),
        "Fill in caBundle, or have cert-manager do it by the annotation cert-manager.io/inject-ca-from.",
        List.of());
  }

  private static Verdict unknown(Claim claim, WebhookCaller caller, String resource) {
    return claim.unproven(
        "The caBundle of %s is empty, and the sources do not show the roles of who answers, who might change %s."
            .formatted(caller.name(), resource),
        "Name the manifests of the backend's roles as a further source.",
        List.of());
  }

  private static Location at(WebhookCaller caller) {
    return caller.config().get("caBundle").map(Node::at).orElse(caller.config().at());
  }

  /** Whether a certificate is there; one that is no PEM is a placeholder. */
  private static boolean isTrusted(WebhookCaller caller) {
    return caller.config().find("caBundle").map(WebhookTrust::isCertificate).orElse(false);
  }

  private static boolean isCertificate(Node node) {
    if (!(node instanceof Node.Scalar scalar)) {
      return false;
    }
    String text = scalar.text().replaceAll("\\s", "");
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      return new String(decoded, StandardCharsets.ISO_8859_1).contains("BEGIN CERTIFICATE");
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
