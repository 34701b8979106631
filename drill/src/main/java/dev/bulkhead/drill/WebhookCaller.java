package dev.bulkhead.drill;

import dev.bulkhead.admission.AggregatedApi;
import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Destination;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is answered at a destination: a hook, a conversion or an aggregated API.
 *
 * @param name as sentences name it
 * @param isIgnored whether requests pass when nobody answers
 * @param config what names the destination and holds the authority
 */
record WebhookCaller(
    String name,
    KubernetesObject declared,
    Destination destination,
    boolean isIgnored,
    Node.Mapping config) {
  /** All of a cluster. */
  static Stream<WebhookCaller> of(Callbacks callbacks) {
    return Stream.of(
            callbacks.hooks().stream().map(WebhookCaller::of),
            callbacks.conversions().stream().map(WebhookCaller::of),
            callbacks.aggregated().stream().map(WebhookCaller::of))
        .flatMap(all -> all);
  }

  static WebhookCaller of(Hook hook) {
    return new WebhookCaller(
        hook.name(),
        hook.declared(),
        hook.destination(),
        !hook.fails(),
        hook.node().mapping("clientConfig").orElse(hook.node()));
  }

  static WebhookCaller of(Conversion conversion) {
    Node.Mapping root = conversion.crd().root();
    return new WebhookCaller(
        "the conversion of " + conversion,
        conversion.crd(),
        conversion.destination(),
        false,
        root.mapping("spec", "conversion", "webhook", "clientConfig")
            .or(() -> root.mapping("spec", "conversion"))
            .orElse(root));
  }

  private static WebhookCaller of(AggregatedApi api) {
    Node.Mapping root = api.service().root();
    return new WebhookCaller(
        "the API " + api,
        api.service(),
        api.destination(),
        false,
        root.mapping("spec").orElse(root));
  }

  /** Where the destination is named. */
  Location at() {
    Optional<Node> name = config.find("service", "name").or(() -> config.find("url"));
    return name.map(Node::at).orElse(config.at());
  }
}
