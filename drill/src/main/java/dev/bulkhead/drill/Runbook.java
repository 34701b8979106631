package dev.bulkhead.drill;

import dev.bulkhead.admission.Backend;
import dev.bulkhead.admission.Conversion;
import dev.bulkhead.admission.Hook;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What to type when it has happened, in the order that works. */
final class Runbook {
  private static final String SAVED = "webhooks-before.yaml";

  private final Scene scene;
  private final Drilled drilled;
  private final Set<Hook> hooks = new LinkedHashSet<>();

  private Runbook(Scene scene, Drilled drilled) {
    this.scene = scene;
    this.drilled = drilled;
    drilled.chain().hooks().forEach(hooks::add);
    for (Tally tally : drilled.tallies()) {
      if (tally.isVital()) {
        hooks.addAll(tally.hooks());
      }
    }
  }

  /** The steps out of what a scenario ends in. */
  static List<Step> of(Scene scene, Drilled drilled) {
    return new Runbook(scene, drilled).steps();
  }

  private List<Step> steps() {
    var steps = new ArrayList<Step>();
    steps.add(
        new Step(
            "Save what is registered; these objects can always be read and written.",
            List.of(
                "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml > "
                    + SAVED)));
    stopWriters(steps);
    openHooks(steps);
    steps.add(
        new Step(
            "If the API server does not even answer that: start one with"
                + " --disable-admission-plugins=ValidatingAdmissionWebhook,MutatingAdmissionWebhook"
                + " until the next steps are done.",
            List.of()));
    openConversions(steps);
    startWriters(steps);
    nudge(steps);
    uncordon(steps);
    awaitBackends(steps);
    return steps;
  }

  /** Whoever writes a configuration while it runs would undo the next step. */
  private void stopWriters(List<Step> steps) {
    List<String> commands = scaling(any -> 0);
    if (!commands.isEmpty()) {
      steps.add(
          new Step(
              "Stop whoever would write the configurations again; suspend GitOps for them, too.",
              commands));
    }
  }

  /** What was stopped answers the hooks, too. */
  private void startWriters(List<Step> steps) {
    List<String> commands = scaling(this::replicas);
    if (!commands.isEmpty()) {
      steps.add(
          new Step(
              "Start again what was stopped: it answers the hooks, and closes them as soon as it runs.",
              commands));
    }
  }

  private List<String> scaling(ToIntFunction<PodTemplate> replicas) {
    var commands = new LinkedHashSet<String>();
    for (Hook hook : hooks) {
      if (hook.atRunTime()
          && scene.backends().get(hook.destination()) instanceof Backend.Pods pods) {
        pods.pods()
            .forEach(
                pod ->
                    commands.add(
                        "kubectl -n %s scale %s --replicas=%d"
                            .formatted(
                                Patch.word(pods.namespace()),
                                reference(pod.owner().key()),
                                replicas.applyAsInt(pod))));
      }
    }
    return List.copyOf(commands);
  }

  private int replicas(PodTemplate pod) {
    return scene.works().stream()
        .filter(work -> work.owner().equals(Optional.of(pod.owner())))
        .mapToInt(Scene.Work::replicas)
        .max()
        .orElse(1);
  }

  private void openHooks(List<Step> steps) {
    List<String> commands = patches(this::opening);
    if (!commands.isEmpty()) {
      steps.add(
          new Step(
              "Open every hook that blocks the way, not only the first: %s. It takes some seconds until"
                      .formatted(Words.list(hooks.stream().map(Hook::name).toList(), 6))
                  + " all API servers know.",
              commands));
    }
  }

  /** What lets requests pass; where the hook holds them for too long, soon enough, too. */
  private List<Patch.Add> opening(Hook hook) {
    var additions = new ArrayList<Patch.Add>();
    if (hook.fails()) {
      additions.add(policy(Hook.FailurePolicy.IGNORE));
    }
    if (holds(hook)) {
      additions.add(timeout(Remedies.SHORT));
    }
    return additions;
  }

  private List<Patch.Add> closing(Hook hook) {
    var additions = new ArrayList<Patch.Add>();
    if (hook.fails()) {
      additions.add(policy(hook.failurePolicy()));
    }
    if (holds(hook)) {
      additions.add(timeout(hook.timeoutSeconds()));
    }
    return additions;
  }

  private boolean holds(Hook hook) {
    return hook.timeoutSeconds() > Remedies.SHORT
        && drilled.tallies().stream()
            .anyMatch(
                tally ->
                    tally.isVital()
                        && tally.fate() == Tally.Fate.LATE
                        && tally.hooks().contains(hook));
  }

  private static Patch.Add policy(Hook.FailurePolicy policy) {
    return new Patch.Add("failurePolicy", Patch.quoted(policy.toString()));
  }

  private static Patch.Add timeout(int seconds) {
    return new Patch.Add("timeoutSeconds", String.valueOf(seconds));
  }

  /** A command for each configuration, which changes all its hooks of the way. */
  private List<String> patches(Function<Hook, List<Patch.Add>> change) {
    Map<String, List<String>> operations = new LinkedHashMap<>();
    for (Hook hook : hooks) {
      List<Patch.Add> additions = change.apply(hook);
      if (!additions.isEmpty()) {
        List<String> of =
            operations.computeIfAbsent(Patch.configuration(hook), any -> new ArrayList<>());
        of.add(Patch.guard(hook));
        additions.forEach(add -> of.add(Patch.operation(hook.position(), add)));
      }
    }
    var commands = new ArrayList<String>();
    operations.forEach((configuration, list) -> commands.add(Patch.command(configuration, list)));
    return commands;
  }

  private void openConversions(List<Step> steps) {
    var commands = new ArrayList<String>();
    for (Conversion conversion : scene.callbacks().conversions()) {
      if (conversion.isNeeded()) {
        commands.add(
            "kubectl get crd %s -o yaml > %s"
                .formatted(
                    Patch.word(conversion.toString()), Patch.word(conversion + "-before.yaml")));
      }
    }
    if (!commands.isEmpty()) {
      steps.add(
          new Step(
              "Conversions have no failure policy: whoever reads these in another version than they are"
                  + " stored in fails until the backend is up. Only if it cannot be brought up, and"
                  + " the schemas agree, set spec.conversion to strategy None.",
              commands));
    }
  }

  private void nudge(List<Step> steps) {
    var commands = new LinkedHashSet<String>();
    for (Harm harm : drilled.harms()) {
      scene.works().stream()
          .filter(work -> (work.space() + "/" + work.name()).equals(harm.subject()))
          .filter(work -> work.owner().isPresent())
          .forEach(
              work ->
                  commands.add(
                      "kubectl -n %s rollout restart %s"
                          .formatted(
                              Patch.word(work.space().name()),
                              reference(work.owner().orElseThrow().key()))));
    }
    if (drilled.harms().stream().anyMatch(harm -> harm.lane() == Lane.NODES)) {
      commands.add("kubectl get nodes -o wide");
    }
    if (!commands.isEmpty()) {
      steps.add(
          new Step(
              "Nudge what has backed off: controllers wait up to 1000 s before they try again.",
              List.copyOf(commands)));
    }
  }

  private void uncordon(List<Step> steps) {
    List<String> cordoned =
        drilled.harms().stream()
            .filter(
                harm -> harm.lane() == Lane.NODES && harm.state().contains("SchedulingDisabled"))
            .map(Harm::subject)
            .toList();
    if (!cordoned.isEmpty()) {
      steps.add(
          new Step(
              "Uncordon: no controller of Kubernetes does it.",
              List.of("kubectl uncordon " + String.join(" ", cordoned))));
    }
    List<String> tainted =
        drilled.harms().stream()
            .filter(harm -> harm.lane() == Lane.NODES && harm.state().contains("taint"))
            .map(Harm::subject)
            .toList();
    if (!tainted.isEmpty()) {
      steps.add(
          new Step(
              "See which taints were left; the node controller removes its own with the node's next"
                  + " status, within five minutes.",
              List.of(
                  "kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints")));
    }
  }

  private void awaitBackends(List<Step> steps) {
    var commands = new LinkedHashSet<String>();
    for (Hook hook : hooks) {
      if (scene.backends().get(hook.destination()) instanceof Backend.Pods pods) {
        pods.pods()
            .forEach(
                pod ->
                    commands.add(
                        "kubectl -n %s rollout status %s --timeout=10m"
                            .formatted(
                                Patch.word(pods.namespace()), reference(pod.owner().key()))));
        commands.add(
            "kubectl -n %s get endpointslices -l kubernetes.io/service-name=%s"
                .formatted(Patch.word(pods.namespace()), Patch.word(pods.destination().name())));
      }
    }
    commands.addAll(patches(this::closing));
    steps.add(
        new Step(
            "Wait until the backend has endpoints, then close the hooks again (%s holds what they"
                    .formatted(SAVED)
                + " were), and drill again before you call it done.",
            List.copyOf(commands)));
  }

  private static String reference(ObjectKey key) {
    return key.kind().toLowerCase(Locale.ROOT) + "/" + Patch.word(key.name());
  }
}
