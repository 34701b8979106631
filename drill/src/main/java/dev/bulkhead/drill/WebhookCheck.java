package dev.bulkhead.drill;

import dev.bulkhead.admission.Callbacks;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesVersion;
import dev.bulkhead.verdict.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges what manifests alone tell of webhooks: what an outage of each would have refused, and how
 * well those stand who answer. What it comes to minute by minute, a drill tells.
 */
public final class WebhookCheck {
  /** Of objects that count even where they hold no hook yet. */
  private static final List<String> KINDS =
      Stream.of(Hook.Type.values()).map(Hook.Type::kind).toList();

  private WebhookCheck() {}

  /**
   * The verdicts on all webhooks, conversions and aggregated APIs; none, and nothing done, where
   * there are no such objects.
   *
   * @param version of the cluster
   */
  public static List<Verdict> judge(Inventory inventory, KubernetesVersion version) {
    var callbacks = Callbacks.of(inventory);
    if (isEmpty(callbacks) && KINDS.stream().allMatch(kind -> inventory.ofKind(kind).isEmpty())) {
      return List.of();
    }
    var cluster = new WebhookCluster(inventory, callbacks, version);
    return judges().stream().flatMap(judge -> judge.judge(cluster)).toList();
  }

  private static boolean isEmpty(Callbacks callbacks) {
    return callbacks.hooks().isEmpty()
        && callbacks.conversions().isEmpty()
        && callbacks.aggregated().isEmpty();
  }

  private static List<WebhookJudge> judges() {
    return List.of(
        new WebhookColdStart(),
        new WebhookLoop(),
        new WebhookOwnPods(),
        new WebhookBlocks(),
        new WebhookRepair(),
        new WebhookBreadth(),
        new WebhookSelectorInVain(),
        new WebhookSlowIgnore(),
        new WebhookNoBackend(),
        new WebhookHygiene(),
        new WebhookLifetime(),
        new WebhookTrust(),
        new WebhookOwnReader());
  }
}
