package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.Images;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Rule;
import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of a container from its spec to its running process on one platform, in the order in
 * which kubelet and runtime take it: command line, user, working directory, program; then the
 * programs of its probes.
 */
final class ContainerStart {
  /**
   * A step and the node that it rests on.
   *
   * @param at null where it rests on the image
   */
  record Located(Step step, @Nullable Location at) {}

  private final PodTemplate pod;
  private final Node.Mapping node;
  private final Image image;
  private final ContainerFiles bare;
  private final List<Mount> mounts;
  private final Environment environment;
  private final Platform platform;
  private final List<Located> steps = new ArrayList<>();

  ContainerStart(
      PodTemplate pod,
      Container container,
      Inventory inventory,
      Images images,
      Image image,
      Platform platform) {
    this.pod = pod;
    this.node = container.node();
    this.image = image;
    this.platform = platform;
    this.bare = ContainerFiles.ofImage(image.files());
    this.mounts = new Volumes(pod, inventory, images, platform).mountsOf(container);
    this.environment =
        Environment.of(node, pod.owner().key().namespace(), inventory, image.config());
  }

  /** All steps, as far as the way goes. */
  List<Located> steps() {
    verifyNonRoot();
    CommandLine line = CommandLine.of(node, image.config(), environment);
    if (line.argv().isEmpty()) {
      add(
          Step.fails(
              Rules.COMMAND_MISSING,
              "Neither the manifest nor %s says what to run.".formatted(imageText()),
              "Set command to a program of the image.",
              List.of()),
          null);
      return List.copyOf(steps);
    }
    add(
        Step.holds(
            Rules.COMMAND_MISSING,
            "What to run comes from %s.".formatted(line.origin()),
            List.of()),
        line.at());
    UserResolution user = UserResolution.of(pod.spec(), node, image.config().user(), bare);
    if (!judgeUser(user) || !judgeWorkingDirectory()) {
      return List.copyOf(steps);
    }
    Identity identity = user instanceof UserResolution.Known(Identity known) ? known : null;
    Launch launch = launch(identity);
    for (Step step :
        StartProof.of(line.argv(), line.origin(), line.remedy(launch.entrypoint()), launch)) {
      add(underRuntimeClass(step), line.at());
    }
    judgeProbes(launch);
    return List.copyOf(steps);
  }

  private void add(Step step, @Nullable Location at) {
    steps.add(new Located(step, at));
  }

  private String imageText() {
    return image.reference().text();
  }

  /** kubernetes: {@code pkg/kubelet/kuberuntime/security_context_others.go}, verifyRunAsNonRoot. */
  private void verifyNonRoot() {
    Optional<Node.Scalar> setting = UserResolution.setting(pod.spec(), node, "runAsNonRoot");
    if (setting.filter(Node.Scalar::isTrue).isEmpty()) {
      return;
    }
    Location at = setting.get().at();
    Optional<String> chosen =
        UserResolution.setting(pod.spec(), node, "runAsUser").map(Node.Scalar::text);
    String user = chosen.orElseGet(() -> UserResolution.userPart(image.config().user()));
    String source = chosen.isPresent() ? "runAsUser is" : "the USER of " + imageText() + " is";
    var facts = List.of(new Fact("USER", image.config().user()));
    Optional<Long> number = UserResolution.number(user);
    if (number.isPresent() && number.get() != 0) {
      add(
          Step.holds(
              Rules.USER_NOT_VERIFIABLE,
              "runAsNonRoot is kept: %s %s, which is not root.".formatted(source, user),
              facts),
          at);
      return;
    }
    String cause =
        user.isEmpty()
            ? "%s states no USER, so it runs as root".formatted(imageText())
            : "%s %s"
                .formatted(source, number.isPresent() ? "0, which is root" : "the name " + user);
    add(
        Step.fails(
            Rules.USER_NOT_VERIFIABLE,
            "runAsNonRoot is set, but %s; the kubelet refuses to start the container."
                .formatted(cause),
            "Set runAsUser to the number of a user that is not root.",
            facts),
        at);
  }

  private boolean judgeUser(UserResolution user) {
    boolean chosen = UserResolution.setting(pod.spec(), node, "runAsUser").isPresent();
    String name = UserResolution.userPart(image.config().user());
    boolean named = !chosen && !name.isEmpty() && UserResolution.number(name).isEmpty();
    switch (user) {
      case UserResolution.UnknownName(String unknown) -> {
        add(
            Step.fails(
                Rules.USER_UNKNOWN,
                "The USER of %s is %s, which its /etc/passwd does not list."
                    .formatted(imageText(), unknown),
                "Set runAsUser to a number, or add the user to the image's /etc/passwd.",
                List.of(new Fact("USER", image.config().user()))),
            null);
        return false;
      }
      case UserResolution.Undecided(String reason, String supply) ->
          add(Step.unclear(Rules.USER_UNKNOWN, reason, supply), null);
      case UserResolution.Known(Identity identity) -> {
        if (named) {
          add(
              Step.holds(
                  Rules.USER_UNKNOWN,
                  "The user %s is %s.".formatted(name, identity),
                  List.of(new Fact("USER", image.config().user()))),
              null);
        }
      }
    }
    if (!chosen) {
      judgeGroup();
    }
    return true;
  }

  /** The kubelet drops the group of the image's USER; runtimes by themselves would refuse it. */
  private void judgeGroup() {
    String group = UserResolution.groupPart(image.config().user());
    if (group.isEmpty() || UserResolution.number(group).isPresent()) {
      return;
    }
    if (UserResolution.AccountFile.read(bare, "/etc/group")
            instanceof UserResolution.AccountFile.Lines groups
        && groups.where(0, group).isEmpty()) {
      add(
          new Step.Fails(
              Rules.USER_UNKNOWN,
              "group",
              Severity.NOTICE,
              "The USER of %s names the group %s, which its /etc/group does not list; the kubelet passes over it, other ways to run the image fail."
                  .formatted(imageText(), group),
              "Add the group to the image's /etc/group, or give it as a number.",
              List.of(new Fact("USER", image.config().user()))),
          null);
    }
  }

  private boolean judgeWorkingDirectory() {
    Optional<Node.Scalar> stated = node.scalar("workingDir");
    String directory = stated.map(Node.Scalar::text).orElse(image.config().workingDirectory());
    if (directory.isEmpty()) {
      return true;
    }
    Location at = stated.map(Node.Scalar::at).orElse(null);
    if (!directory.startsWith("/")) {
      add(
          unusable("%s is not an absolute path.".formatted(directory), "Write it from the root."),
          at);
      return false;
    }
    return switch (new ContainerFiles(image.files(), mounts, "/").walk(directory)) {
      case Walk.Arrived arrived when arrived.entry().isDirectory() -> {
        add(
            Step.holds(
                Rules.WORKING_DIRECTORY_UNUSABLE, directory + " is a directory.", arrived.trail()),
            at);
        yield true;
      }
      case Walk.Arrived _ -> {
        add(unusable(directory + " is a file.", "Name a directory."), at);
        yield false;
      }
      case Walk.NotADirectory(String path, var _) -> {
        add(
            unusable("%s lies below the file %s.".formatted(directory, path), "Name a directory."),
            at);
        yield false;
      }
      case Walk.Circle _ -> {
        add(unusable(directory + " is a circle of symbolic links.", "Name a directory."), at);
        yield false;
      }
      case Walk.Nowhere(String missing, var _, var _) when isLostLink(directory) -> {
        add(
            unusable(
                "%s is or leads over a symbolic link to %s, which does not exist, and the runtime cannot make a directory in place of the link."
                    .formatted(directory, missing),
                "Name a directory."),
            at);
        yield false;
      }
      case Walk.Nowhere _ -> {
        add(
            Step.holds(
                Rules.WORKING_DIRECTORY_UNUSABLE,
                "%s does not exist; the runtime creates it.".formatted(directory),
                List.of()),
            at);
        yield true;
      }
      case Walk.Undecided _ -> true;
    };
  }

  /**
   * Whether some part of the path is a link to nowhere: the runtime makes missing directories one
   * after the other (Go: {@code os.MkdirAll}) and does not make what a link names.
   */
  private boolean isLostLink(String directory) {
    var files = new ContainerFiles(image.files(), mounts, "/");
    String path = "";
    for (String part : Paths.parts(directory)) {
      path = path + "/" + part;
      if (files.walk(path) instanceof Walk.Nowhere(String missing, var _, var _)) {
        return files.walk(Paths.parent(path)) instanceof Walk.Arrived parent
            && !missing.equals(Paths.child(parent.path(), part));
      }
    }
    return false;
  }

  private static Step unusable(String cause, String remedy) {
    return Step.fails(
        Rules.WORKING_DIRECTORY_UNUSABLE, "The working directory " + cause, remedy, List.of());
  }

  private String workingDirectory() {
    String stated = node.text("workingDir").orElse(image.config().workingDirectory());
    return stated.isEmpty() ? "/" : Paths.normal(stated);
  }

  private Launch launch(@Nullable Identity identity) {
    List<String> entrypoint = image.config().entrypoint();
    return new Launch(
        imageText(),
        platform,
        environment,
        workingDirectory(),
        identity,
        new ContainerFiles(image.files(), mounts, workingDirectory()),
        suppliedAtRunTime(),
        entrypoint.isEmpty() ? "" : entrypoint.getFirst());
  }

  /** Devices and other runtimes bring files of their own into the container. */
  private String suppliedAtRunTime() {
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

  /** Another runtime (Wasm, a virtual machine) may run what the kernel would not. */
  private Step underRuntimeClass(Step step) {
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

  private void judgeProbes(Launch launch) {
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      List<Node> command = node.items(probe, "exec", "command");
      judgeProbe(probe, command, CommandLine.expanded(command, environment), launch);
    }
    for (String event : List.of("postStart", "preStop")) {
      List<Node> command = node.items("lifecycle", event, "exec", "command");
      judgeProbe(event, command, CommandLine.verbatim(command), launch);
    }
  }

  /** A probe's program is proved by the same steps; what they come to is one verdict. */
  private void judgeProbe(String name, List<Node> command, List<Value> argv, Launch launch) {
    if (command.isEmpty()) {
      return;
    }
    List<Step> proof =
        StartProof.of(argv, "its " + name, "Name a program that the image has.", launch).stream()
            .map(this::underRuntimeClass)
            .toList();
    Step decisive =
        proof.stream()
            .filter(
                step ->
                    step instanceof Step.Fails
                        && !step.rule().equals(Rules.COMMAND_LIBRARY_MISSING))
            .findFirst()
            .or(() -> proof.stream().filter(Step.Unclear.class::isInstance).findFirst())
            .orElseGet(proof::getFirst);
    Location at = command.getFirst().at();
    Rule rule = Rules.PROBE_COMMAND_NOT_IN_IMAGE;
    add(
        switch (decisive) {
          case Step.Fails fails ->
              new Step.Fails(
                  rule, name, rule.severity(), fails.message(), fails.remedy(), fails.facts());
          case Step.Unclear unclear ->
              new Step.Unclear(rule, name, unclear.message(), unclear.supply(), unclear.facts());
          case Step.Holds holds -> new Step.Holds(rule, name, holds.message(), holds.facts());
        },
        at);
  }
}
