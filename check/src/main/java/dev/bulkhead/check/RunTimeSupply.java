package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.verdict.Rule;
import java.util.Optional;

/** What only the node adds to a container: the files of devices, another runtime. */
final class RunTimeSupply {
  private final PodTemplate pod;
  private final Node.Mapping node;

  RunTimeSupply(PodTemplate pod, Node.Mapping container) {
    this.pod = pod;
    this.node = container;
  }

  /** Who brings files of its own into the container, as a clause; empty where nobody does. */
  String what() {
    Optional<String> device =
        node.mapping("resources", "limits").stream()
            .flatMap(limits -> limits.fields().keySet().stream())
            .filter(resource -> resource.indexOf('/') > 0)
            .findFirst();
    if (device.isPresent()) {
      return "the container asks for " + device.get();
    }
    if (!node.items("resources", "claims").isEmpty()) {
      return "the container has a resource claim";
    }
    Optional<String> runtimeClass = pod.spec().text("runtimeClassName");
    if (runtimeClass.isPresent()) {
      return "the pod has the runtime class " + runtimeClass.get();
    }
    return pod.template().mapping("metadata", "annotations").stream()
        .flatMap(annotations -> annotations.fields().keySet().stream())
        .filter(name -> name.startsWith("cdi.k8s.io/"))
        .findFirst()
        .map(name -> "the pod has the annotation " + name)
        .orElse("");
  }

  /** The step; another runtime (Wasm, a virtual machine) may run what the kernel would not. */
  Step tempered(Step step) {
    Optional<String> runtimeClass = pod.spec().text("runtimeClassName");
    Rule rule = step.rule();
    boolean kernel =
        rule.equals(Rules.COMMAND_EXEC_FORMAT) || rule.equals(Rules.COMMAND_WRONG_ARCHITECTURE);
    if (runtimeClass.isEmpty() || !kernel || !(step instanceof Step.Fails fails)) {
      return step;
    }
    return new Step.Unclear(
        rule,
        step.aspect(),
        "%s The pod has the runtime class %s, which may run it in its own way."
            .formatted(fails.message(), runtimeClass.get()),
        "Check that the runtime class runs such programs.",
        fails.facts());
  }
}
