package dev.bulkhead.drill;

import dev.bulkhead.verdict.Verdict;
import java.util.stream.Stream;

/** One rule for webhooks, or several that are decided together. */
@FunctionalInterface
interface WebhookJudge {
  /** One verdict for each claim. */
  Stream<Verdict> judge(WebhookCluster cluster);
}
