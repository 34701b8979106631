package dev.bulkhead.drill;

import dev.bulkhead.verdict.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules for webhooks, each with the reason for its existence and a smallest example. */
public final class WebhookRules {
  private WebhookRules() {}

  /** Every rule for webhooks, those about what they are called for first. */
  public static List<Rule> all() {
    return Stream.concat(WebhookReachRules.all().stream(), WebhookBackendRules.all().stream())
        .toList();
  }
}
