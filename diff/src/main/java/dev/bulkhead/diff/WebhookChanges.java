package dev.bulkhead.diff;

import dev.bulkhead.model.KubernetesObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What reaches webhooks, and what happens to it when they do not answer. */
final class WebhookChanges implements Comparison {
  private static final Set<String> KINDS =
      Set.of("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration");

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    if (!KINDS.contains(object.any().key().kind())) {
      return Stream.empty();
    }
    var configuration = Spot.of(object);
    List<Spot> webhooks = configuration.items("webhooks", "name");
    return switch (object) {
      case Pair.Removed<KubernetesObject> _ -> Stream.of(gone(configuration, webhooks));
      case Pair.Added<KubernetesObject> _ when webhooks.isEmpty() ->
          Stream.of(configuration.worthKnowing(Area.WEBHOOKS, "It is new, without any webhook."));
      case Pair.Added<KubernetesObject> _, Pair.Kept<KubernetesObject> _ ->
          webhooks.stream().flatMap(spot -> changes(spot, object).stream());
    };
  }

  private static Change gone(Spot configuration, List<Spot> webhooks) {
    List<String> names = webhooks.stream().map(WebhookChanges::nameOf).toList();
    return configuration.canHurt(
        Area.WEBHOOKS,
        "It goes away, so none of its webhooks is asked any more: %s."
            .formatted(Shown.list(names)));
  }

  private static String nameOf(Spot webhook) {
    return webhook.nodes().any().text("name").orElse("");
  }

  private static List<Change> changes(Spot item, Pair<KubernetesObject> object) {
    Spot spot = item.called("webhook " + nameOf(item));
    Optional<Webhook> before =
        spot.nodes().old().map(node -> new Webhook(node, isOld(object.old())));
    Optional<Webhook> after =
        spot.nodes().now().map(node -> new Webhook(node, isOld(object.now())));
    return switch (Pair.of(before, after).orElseThrow()) {
      case Pair.Added<Webhook>(var webhook) -> List.of(appears(spot, webhook));
      case Pair.Removed<Webhook>(var webhook) ->
          List.of(
              spot.canHurt(
                  Area.WEBHOOKS,
                  "It goes away and is no longer asked about %s.".formatted(webhook.described())));
      case Pair.Kept<Webhook>(var old, var now) -> new Kept(spot, old, now).changes();
    };
  }

  private static boolean isOld(Optional<KubernetesObject> configuration) {
    return configuration.filter(each -> each.key().version().equals("v1beta1")).isPresent();
  }

  private static Change appears(Spot spot, Webhook webhook) {
    String sentence =
        "It is new, with failurePolicy %s, and is asked about %s"
            .formatted(webhook.failurePolicy(), webhook.described());
    return spot.change(
        webhook.hurt(Optional.empty()),
        Area.WEBHOOKS,
        webhook.consequence().isEmpty()
            ? sentence + "."
            : "%s: %s.".formatted(sentence, webhook.consequence()));
  }

  /** A webhook that is there on both sides. */
  private record Kept(Spot spot, Webhook before, Webhook after) {
    List<Change> changes() {
      var changes = new ArrayList<Change>();
      rules(changes);
      failurePolicy(changes);
      for (String field : List.of("namespaceSelector", "objectSelector", "matchConditions")) {
        spot.in(field)
            .filter(each -> narrows(field, each))
            .map(this::selected)
            .ifPresent(changes::add);
      }
      if (!before.timeout().equals(after.timeout())) {
        changes.add(
            spot.in("timeoutSeconds")
                .orElse(spot)
                .worthKnowing(
                    Area.WEBHOOKS,
                    "A request waits for it %s s at most, instead of %s s."
                        .formatted(after.timeout(), before.timeout())));
      }
      return changes;
    }

    private void rules(List<Change> changes) {
      Permissions more = after.reach().beyond(before.reach());
      Permissions less = before.reach().beyond(after.reach());
      Spot rules = spot.in("rules").orElse(spot);
      if (!more.isEmpty()) {
        Hurt hurt = after.hurt(Optional.of(before));
        String consequence = hurt == Hurt.BREAKS ? ": " + after.consequence() : "";
        changes.add(
            rules.change(
                hurt, Area.WEBHOOKS, "It is asked about %s, too%s.".formatted(more, consequence)));
      }
      if (!less.isEmpty()) {
        changes.add(
            rules.worthKnowing(Area.WEBHOOKS, "It is no longer asked about %s.".formatted(less)));
      }
      if (more.isEmpty() && less.isEmpty()) {
        spot.items("rules", "").forEach(rule -> scope(rule).ifPresent(changes::add));
      }
    }

    private static Optional<Change> scope(Spot rule) {
      return rule.changedText("scope", "*")
          .map(
              scope ->
                  rule.in("scope")
                      .orElse(rule)
                      .worthKnowing(
                          Area.WEBHOOKS,
                          "The scope of a rule is %s instead of %s."
                              .formatted(scope.after(), scope.before())));
    }

    private void failurePolicy(List<Change> changes) {
      if (before.failurePolicy().equals(after.failurePolicy())) {
        return;
      }
      String consequence =
          after.isFailing()
              ? after.consequence().isEmpty()
                  ? "while it does not answer, what it is asked about is refused"
                  : after.consequence()
              : "while it does not answer, requests pass unseen";
      changes.add(
          spot.in("failurePolicy")
              .orElse(spot)
              .change(
                  after.hurt(Optional.of(before)),
                  Area.WEBHOOKS,
                  "failurePolicy changes from %s to %s: %s."
                      .formatted(before.failurePolicy(), after.failurePolicy(), consequence)));
    }

    /** An empty selector selects everything, and so does none. */
    private boolean narrows(String field, Spot selector) {
      boolean isNamed = field.equals("matchConditions");
      return selector.differs() && (isNamed || before.isLimiting(field) || after.isLimiting(field));
    }

    private Change selected(Spot selector) {
      Hurt hurt = after.hurt(Optional.of(before));
      return selector.change(
          hurt,
          Area.WEBHOOKS,
          "It is asked about other objects, since %s changes %s%s."
              .formatted(
                  selector.path().substring(spot.path().length() + 1),
                  selector.how(),
                  hurt == Hurt.BREAKS ? ": " + after.consequence() : ""));
    }
  }
}
