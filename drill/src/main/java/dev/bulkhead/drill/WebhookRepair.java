package dev.bulkhead.drill;

import dev.bulkhead.admission.AdmissionRequest;
import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Content;
import dev.bulkhead.admission.Decision;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Labels;
import dev.bulkhead.admission.Operation;
import dev.bulkhead.admission.Resource;
import dev.bulkhead.admission.Sender;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a hook refuses what a person changes in order to mend its outage. */
final class WebhookRepair implements WebhookJudge {
  private static final Resource SECRETS = Resource.inNamespaces("", "v1", "secrets", "Secret");

  private static final List<Resource> OF_CLUSTER =
      List.of(
          Resource.ofCluster(
              "apiextensions.k8s.io",
              "v1",
              "customresourcedefinitions",
              "CustomResourceDefinition"),
          Resource.ofCluster("apiregistration.k8s.io", "v1", "apiservices", "APIService"));

  private static final List<Resource> OF_SYSTEM =
      List.of(workloads("Deployment"), workloads("DaemonSet"), SECRETS);

  private static Resource workloads(String kind) {
    return Resource.inNamespaces("apps", "v1", kind.toLowerCase(Locale.ROOT) + "s", kind);
  }

  /** An edit, and whether the hook is called for it. */
  private record Edit(AdmissionRequest request, Decision decision) {}

  @Override
  public Stream<Verdict> judge(WebhookCluster cluster) {
    return cluster.hooks().stream().flatMap(hook -> judge(hook, cluster).stream());
  }

  private static Optional<Verdict> judge(Hook hook, WebhookCluster cluster) {
    var claim =
        WebhookPlaces.claim(WebhookReachRules.REPAIR, hook, WebhookPlaces.field(hook, "rules"));
    if (!hook.fails()) {
      return Optional.of(claim.proven("Its failurePolicy is Ignore.", List.of()));
    }
    List<Edit> edits =
        edits(hook, cluster).stream()
            .map(request -> new Edit(request, cluster.matching().decide(hook, request)))
            .filter(edit -> !edit.decision().isSkipped())
            .toList();
    if (edits.isEmpty()) {
      return Optional.of(claim.proven("It is called for none of these edits.", List.of()));
    }
    List<AdmissionRequest> certain =
        edits.stream()
            .filter(edit -> edit.decision().doubts().isEmpty())
            .map(Edit::request)
            .toList();
    return certain.isEmpty() ? Optional.empty() : Optional.of(refused(hook, certain));
  }

  private static Verdict refused(Hook hook, List<AdmissionRequest> edits) {
    List<String> words = edits.stream().map(AdmissionRequest::toString).distinct().toList();
    return WebhookPlaces.claim(
            WebhookReachRules.REPAIR, hook, WebhookPlaces.of(hook, edits.getFirst()))
        .violated(
            "While %s does not answer, %s has %s refused, by which an outage would be mended."
                .formatted(hook.destination(), hook.name(), WebhookWords.few(words)),
            remedy(edits),
            words.stream().map(word -> new Fact("refused", word)).toList());
  }

  private static String remedy(List<AdmissionRequest> edits) {
    List<String> namespaces =
        edits.stream()
            .map(AdmissionRequest::namespace)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    List<String> ofCluster =
        edits.stream()
            .filter(edit -> edit.namespace().isEmpty())
            .map(edit -> edit.resource().toString())
            .toList();
    return Stream.of(
            namespaces.isEmpty()
                ? ""
                : "Exempt %s.".formatted(WebhookRemedies.exemption(namespaces)),
            ofCluster.isEmpty()
                ? ""
                : "Take %s out of the rules.".formatted(WebhookWords.few(ofCluster)))
        .filter(edit -> !edit.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static List<AdmissionRequest> edits(Hook hook, WebhookCluster cluster) {
    var edits = new ArrayList<AdmissionRequest>();
    String own = WebhookCluster.namespaceOf(hook.destination());
    if (cluster.backend(hook.destination()) instanceof Backend.Pods backend) {
      for (var pod : backend.pods()) {
        KubernetesObject owner = pod.owner();
        edits.add(
            update(
                workloads(owner.key().kind()),
                own,
                cluster,
                Labels.all(owner.key().toString(), owner.labels())));
      }
      edits.add(update(SECRETS, own, cluster, Labels.none("a Secret")));
    }
    OF_SYSTEM.forEach(
        one -> edits.add(update(one, WebhookCluster.SYSTEM, cluster, Labels.none("the object"))));
    OF_CLUSTER.forEach(one -> edits.add(update(one, "", cluster, Labels.none("the object"))));
    return edits;
  }

  private static AdmissionRequest update(
      Resource resource, String namespace, WebhookCluster cluster, Labels labels) {
    var content = new Content.Labelled(labels);
    return new AdmissionRequest(
        Operation.UPDATE,
        resource,
        namespace,
        "",
        namespace.isEmpty() && !resource.namespaced()
            ? Labels.all("the cluster", Map.of())
            : cluster.namespace(namespace),
        content,
        content,
        Sender.PERSON.user(""));
  }
}
