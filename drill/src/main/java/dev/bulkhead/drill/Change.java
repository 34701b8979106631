package dev.bulkhead.drill;

import dev.bulkhead.admission.Conditions;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.admission.Rule;
import dev.bulkhead.admission.Selector;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A change of one hook that takes it off the road on which the cluster comes back. */
public sealed interface Change {
  /** The hook as it is. */
  Hook hook();

  /** The hook as it would be; nothing where the hook would see nothing any more. */
  Optional<Hook> after();

  /** What to do, beginning with a verb. */
  String title();

  /** Which requests are no longer judged, one sentence. */
  String lost();

  /** What carries it out: a command, or what is to be written where. */
  String patch();

  /** Namespaces of the cluster's own are left alone, by the label that the API server sets. */
  record SpareNamespaces(Hook hook, List<String> namespaces) implements Change {
    public SpareNamespaces {
      namespaces = List.copyOf(namespaces);
    }

    @Override
    public Optional<Hook> after() {
      return Optional.of(
          hook.withNamespaceSelector(
              hook.namespaceSelector()
                  .and(
                      List.of(
                          new Selector.Requirement(
                              Space.NAME_LABEL,
                              Selector.Operator.NOT_IN,
                              Set.copyOf(namespaces),
                              hook.node().at())))));
    }

    @Override
    public String title() {
      return "Exempt the namespaces %s from %s".formatted(Words.list(namespaces, 5), hook);
    }

    @Override
    public String lost() {
      return "What happens in %s is never judged by %s.".formatted(Words.list(namespaces, 5), hook);
    }

    @Override
    public String patch() {
      String values = String.join(",", namespaces.stream().map(Patch::quoted).toList());
      String requirement =
          "{\"key\":\"%s\",\"operator\":\"NotIn\",\"values\":[%s]}"
              .formatted(Space.NAME_LABEL, values);
      Optional<Node.Mapping> selector = hook.node().mapping("namespaceSelector");
      if (selector.isEmpty()) {
        return Patch.of(
            hook,
            List.of(
                new Patch.Add(
                    "namespaceSelector", "{\"matchExpressions\":[" + requirement + "]}")));
      }
      return selector.get().items("matchExpressions").isEmpty()
          ? Patch.of(
              hook,
              List.of(new Patch.Add("namespaceSelector/matchExpressions", "[" + requirement + "]")))
          : Patch.of(
              hook, List.of(new Patch.Add("namespaceSelector/matchExpressions/-", requirement)));
    }
  }

  /** Requests of nodes and of the control plane pass by. */
  record SpareSystemUsers(Hook hook) implements Change {
    /** True for everybody but kubelets, the control plane, and what runs in kube-system. */
    public static final String EXPRESSION =
        "!('system:nodes' in request.userInfo.groups"
            + " || 'system:serviceaccounts:kube-system' in request.userInfo.groups"
            + " || request.userInfo.username in ['system:apiserver',"
            + " 'system:kube-controller-manager', 'system:kube-scheduler',"
            + " 'system:cloud-controller-manager'])";

    /** The name of the condition. */
    public static final String NAME = "not-of-the-system";

    private static final String FIELD = "matchConditions";

    @Override
    public Optional<Hook> after() {
      List<Node> stated = hook.node().items(FIELD);
      return Optional.of(
          hook.withConditions(
              Conditions.of(Stream.concat(stated.stream(), Stream.of(condition())).toList())));
    }

    private Node condition() {
      Location at = hook.node().at();
      var fields = new LinkedHashMap<String, Node>();
      fields.put("name", new Node.Scalar(NAME, Node.Scalar.Type.STRING, at));
      fields.put("expression", new Node.Scalar(EXPRESSION, Node.Scalar.Type.STRING, at));
      return new Node.Mapping(fields, at);
    }

    @Override
    public String title() {
      return "Let requests of nodes and of the control plane pass %s (matchConditions)"
          .formatted(hook);
    }

    @Override
    public String lost() {
      return "What kubelets, the control plane and kube-system's service accounts do is never judged"
          + " by %s; what people do still is.".formatted(hook);
    }

    @Override
    public String patch() {
      String condition =
          "{\"name\":%s,\"expression\":%s}".formatted(Patch.quoted(NAME), Patch.quoted(EXPRESSION));
      return hook.node().items(FIELD).isEmpty()
          ? Patch.of(hook, List.of(new Patch.Add(FIELD, "[" + condition + "]")))
          : Patch.of(hook, List.of(new Patch.Add(FIELD + "/-", condition)));
    }
  }

  /** A resource is left out of the hook's rules. */
  record LeaveOut(Hook hook, String resource) implements Change {
    @Override
    public Optional<Hook> after() {
      var rules = new ArrayList<Rule>();
      for (Rule rule : hook.rules()) {
        List<String> others = others(rule);
        if (!others.isEmpty()) {
          rules.add(
              new Rule(
                  rule.operations(),
                  rule.groups(),
                  rule.versions(),
                  others,
                  rule.scope(),
                  rule.at()));
        }
      }
      return rules.isEmpty() ? Optional.empty() : Optional.of(hook.withRules(rules));
    }

    @Override
    public String title() {
      return after().isPresent()
          ? "Leave %s out of the rules of %s".formatted(resource, hook)
          : "Remove %s, whose only resource is %s".formatted(hook, resource);
    }

    @Override
    public String lost() {
      return "Nobody's changes of %s are judged by %s.".formatted(resource, hook);
    }

    @Override
    public String patch() {
      if (after().isEmpty()) {
        return Patch.removing(hook);
      }
      var additions = new ArrayList<Patch.Add>();
      for (int i = 0; i < hook.rules().size(); i++) {
        List<String> others = others(hook.rules().get(i));
        if (!others.isEmpty() && others.size() < hook.rules().get(i).resources().size()) {
          String values = String.join(",", others.stream().map(Patch::quoted).toList());
          additions.add(new Patch.Add("rules/%d/resources".formatted(i), "[" + values + "]"));
        }
      }
      return Patch.of(hook, additions, emptied());
    }

    /** Rules of which nothing is left, the last one first: no API server takes an empty rule. */
    private List<String> emptied() {
      var emptied = new ArrayList<String>();
      for (int i = hook.rules().size() - 1; i >= 0; i--) {
        if (others(hook.rules().get(i)).isEmpty()) {
          emptied.add("rules/" + i);
        }
      }
      return emptied;
    }

    private List<String> others(Rule rule) {
      return rule.resources().stream().filter(each -> !each.equals(resource)).toList();
    }
  }

  /** While the backend is away, requests are admitted, and soon. */
  record FailOpen(Hook hook, int timeoutSeconds) implements Change {
    @Override
    public Optional<Hook> after() {
      return Optional.of(hook.withFailure(Hook.FailurePolicy.IGNORE, timeoutSeconds));
    }

    @Override
    public String title() {
      return hook.fails()
          ? "Set failurePolicy of %s to Ignore, with a timeout of %d s"
              .formatted(hook, timeoutSeconds)
          : "Lower the timeout of %s to %d s".formatted(hook, timeoutSeconds);
    }

    @Override
    public String lost() {
      return hook.fails()
          ? "While its backend is away, nothing is judged by %s; else everything is as before."
              .formatted(hook)
          : "Answers of %s that take longer than %d s are not waited for."
              .formatted(hook, timeoutSeconds);
    }

    @Override
    public String patch() {
      return Patch.of(
          hook,
          List.of(
              new Patch.Add("failurePolicy", "\"Ignore\""),
              new Patch.Add("timeoutSeconds", String.valueOf(timeoutSeconds))));
    }
  }
}
