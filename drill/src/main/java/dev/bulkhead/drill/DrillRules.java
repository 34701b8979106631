package dev.bulkhead.drill;

import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import java.util.List;

/** What drills prove. */
public final class DrillRules {
  /** That an outage leaves nothing behind. */
  public static final Rule OUTAGE_NOT_SURVIVED =
      new Rule(
          "outage-not-survived",
          Severity.ERROR,
          Rule.Proof.EVIDENCE,
          "a simulated outage of what the API server calls out to leaves the cluster broken (error), or"
              + " keeps requests from happening that it lives on (warning)",
          """
          An admission webhook stands on the way of the requests that keep a cluster alive: nodes that \
          join, pods that are replaced, leases that are renewed. When what answers it is away, and what \
          it needs in order to come back is refused by it, nobody but a person ends that. `bulkhead \
          drill` plays it minute by minute, on a cluster of the size that you give.""",
          """
          webhooks:
            - name: nodes.example.com
              failurePolicy: Fail
              rules:
                - operations: [UPDATE]
                  apiGroups: [""]
                  apiVersions: [v1]
                  resources: [nodes]""",
          """
          webhooks:
            - name: nodes.example.com
              failurePolicy: Fail
              matchConditions:
                - name: not-of-the-system
                  expression: "!('system:nodes' in request.userInfo.groups)"
              rules:
                - operations: [UPDATE]
                  apiGroups: [""]
                  apiVersions: [v1]
                  resources: [nodes]""");

  private DrillRules() {}

  /** All of them. */
  public static List<Rule> all() {
    return List.of(OUTAGE_NOT_SURVIVED);
  }
}
