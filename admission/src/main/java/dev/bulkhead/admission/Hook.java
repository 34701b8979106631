package dev.bulkhead.admission;

import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import java.util.List;

/**
 * One webhook of a configuration, with the defaults of its API version filled in.
 *
 * @param configuration the name of the configuration that it is part of
 * @param position its place in the configuration, from 0; mutating hooks are called in this order
 * @param declared the object that states it: the configuration itself, or what a controller makes
 *     the configuration from
 * @param atRunTime whether a controller writes the configuration while it runs, so that it outlives
 *     the release and comes back after it was deleted
 * @param node the hook as stated
 * @param reinvoked whether it may be called a second time for one request
 */
public record Hook(
    Type type,
    String configuration,
    int position,
    KubernetesObject declared,
    boolean atRunTime,
    Node.Mapping node,
    String name,
    List<Rule> rules,
    Selector namespaceSelector,
    Selector objectSelector,
    Conditions conditions,
    MatchPolicy matchPolicy,
    FailurePolicy failurePolicy,
    int timeoutSeconds,
    boolean reinvoked,
    Destination destination) {
  public Hook {
    rules = List.copyOf(rules);
  }

  /** When a hook is called, and what it may do. */
  public enum Type {
    /** One after another, before anything is validated. */
    MUTATING("MutatingWebhookConfiguration"),
    /** All at once, at the end. */
    VALIDATING("ValidatingWebhookConfiguration");

    private final String kind;

    Type(String kind) {
      this.kind = kind;
    }

    /** The kind of the configuration. */
    public String kind() {
      return kind;
    }
  }

  /** What becomes of a request when the hook cannot be called. */
  public enum FailurePolicy {
    FAIL("Fail"),
    IGNORE("Ignore");

    private final String spelling;

    FailurePolicy(String spelling) {
      this.spelling = spelling;
    }

    /** As it is written in a manifest. */
    @Override
    public String toString() {
      return spelling;
    }
  }

  /** Whether the same objects under other API versions are sent, too. */
  public enum MatchPolicy {
    EXACT,
    EQUIVALENT
  }

  /** Whether requests are refused while it cannot be called. */
  public boolean fails() {
    return failurePolicy == FailurePolicy.FAIL;
  }

  /** The same hook with other rules. */
  public Hook withRules(List<Rule> others) {
    return with(others, namespaceSelector, conditions, failurePolicy, timeoutSeconds);
  }

  /** The same hook for other namespaces. */
  public Hook withNamespaceSelector(Selector other) {
    return with(rules, other, conditions, failurePolicy, timeoutSeconds);
  }

  /** The same hook with other conditions. */
  public Hook withConditions(Conditions others) {
    return with(rules, namespaceSelector, others, failurePolicy, timeoutSeconds);
  }

  /** The same hook with another failure policy, and another patience. */
  public Hook withFailure(FailurePolicy policy, int seconds) {
    return with(rules, namespaceSelector, conditions, policy, seconds);
  }

  private Hook with(
      List<Rule> otherRules,
      Selector otherNamespaces,
      Conditions otherConditions,
      FailurePolicy otherPolicy,
      int otherTimeout) {
    return new Hook(
        type,
        configuration,
        position,
        declared,
        atRunTime,
        node,
        name,
        otherRules,
        otherNamespaces,
        objectSelector,
        otherConditions,
        matchPolicy,
        otherPolicy,
        otherTimeout,
        reinvoked,
        destination);
  }

  /** The hook's name, with its configuration's where that says more. */
  @Override
  public String toString() {
    return name;
  }
}
