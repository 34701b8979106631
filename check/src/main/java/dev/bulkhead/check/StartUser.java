package dev.bulkhead.check;

import dev.bulkhead.model.Node;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.Image;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The user as whom a container's process starts: the manifest's number or else the image's USER.
 */
final class StartUser {
  private final Node.Mapping spec;
  private final Node.Mapping node;
  private final String written;
  private final String imageText;
  private final ContainerFiles files;
  private final Optional<Node.Scalar> chosen;

  StartUser(PodTemplate pod, Node.Mapping container, Image image) {
    this.spec = pod.spec();
    this.node = container;
    this.written = image.config().user();
    this.imageText = image.reference().text();
    this.files = ContainerFiles.ofImage(image.files());
    this.chosen = UserResolution.setting(spec, node, "runAsUser");
  }

  /** Who that is, for which the image's account files may have to be read. */
  UserResolution resolve() {
    return UserResolution.of(spec, node, written, files);
  }

  /**
   * Whether {@code runAsNonRoot} is kept, where it is asked for (kubernetes: {@code
   * pkg/kubelet/kuberuntime/security_context_others.go}, verifyRunAsNonRoot).
   */
  Optional<LocatedStep> nonRoot() {
    return UserResolution.setting(spec, node, "runAsNonRoot")
        .filter(Node.Scalar::isTrue)
        .map(setting -> new LocatedStep(nonRootStep(), setting.at()));
  }

  private Step nonRootStep() {
    String user = chosen.map(Node.Scalar::text).orElseGet(() -> UserResolution.userPart(written));
    String source = chosen.isPresent() ? "runAsUser is" : "the USER of " + imageText + " is";
    Optional<Long> number = UserResolution.number(user);
    if (number.isPresent() && number.get() != 0) {
      return Step.holds(
          Rules.USER_NOT_VERIFIABLE,
          "runAsNonRoot is kept: %s %s, which is not root.".formatted(source, user),
          facts());
    }
    String cause =
        user.isEmpty()
            ? "%s states no USER, so it runs as root".formatted(imageText)
            : "%s %s"
                .formatted(source, number.isPresent() ? "0, which is root" : "the name " + user);
    return Step.fails(
        Rules.USER_NOT_VERIFIABLE,
        "runAsNonRoot is set, but %s; the kubelet refuses to start the container.".formatted(cause),
        "Set runAsUser to the number of a user that is not root.",
        facts());
  }

  /** Whether the image knows its USER, both names of it. */
  List<LocatedStep> steps(UserResolution resolved) {
    var steps = new ArrayList<Step>();
    switch (resolved) {
      case UserResolution.UnknownName(String unknown) -> {
        return List.of(new LocatedStep(unknown(unknown), null));
      }
      case UserResolution.Undecided(String reason, String supply) ->
          steps.add(Step.unclear(Rules.USER_UNKNOWN, reason, supply));
      case UserResolution.Known(Identity identity) when isNamed() ->
          steps.add(
              Step.holds(
                  Rules.USER_UNKNOWN,
                  "The user %s is %s.".formatted(UserResolution.userPart(written), identity),
                  facts()));
      case UserResolution.Known _ -> {}
    }
    if (chosen.isEmpty()) {
      unknownGroup().ifPresent(steps::add);
    }
    return steps.stream().map(step -> new LocatedStep(step, null)).toList();
  }

  private boolean isNamed() {
    String name = UserResolution.userPart(written);
    return chosen.isEmpty() && !name.isEmpty() && UserResolution.number(name).isEmpty();
  }

  private Step unknown(String name) {
    return Step.fails(
        Rules.USER_UNKNOWN,
        "The USER of %s is %s, which its /etc/passwd does not list.".formatted(imageText, name),
        "Set runAsUser to a number, or add the user to the image's /etc/passwd.",
        facts());
  }

  /** The kubelet drops the group of the image's USER; runtimes by themselves would refuse it. */
  private Optional<Step> unknownGroup() {
    String group = UserResolution.groupPart(written);
    if (group.isEmpty() || UserResolution.number(group).isPresent()) {
      return Optional.empty();
    }
    if (UserResolution.AccountFile.read(files, "/etc/group")
            instanceof UserResolution.AccountFile.Lines groups
        && groups.where(0, group).isEmpty()) {
      return Optional.of(
          new Step.Fails(
              Rules.USER_UNKNOWN,
              "group",
              Severity.NOTICE,
              "The USER of %s names the group %s, which its /etc/group does not list; the kubelet passes over it, other ways to run the image fail."
                  .formatted(imageText, group),
              "Add the group to the image's /etc/group, or give it as a number.",
              facts()));
    }
    return Optional.empty();
  }

  private List<Fact> facts() {
    return List.of(new Fact("USER", written));
  }
}
