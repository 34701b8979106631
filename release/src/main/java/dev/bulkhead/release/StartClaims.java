package dev.bulkhead.release;

import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.ImageConfig;
import dev.bulkhead.verdict.Claim;
import dev.bulkhead.verdict.Fact;
import dev.bulkhead.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether an image is started as that of the release before, where containers set a command. */
final class StartClaims {
  private StartClaims() {}

  /**
   * One verdict for each container that sets a command.
   *
   * @param now what is known of the image
   * @param before what is known of that of the release before
   */
  static List<Verdict> of(
      EvidenceContext context,
      ReleasedImage image,
      ImageEvidence.Present now,
      ReleasedImage.Earlier earlier,
      ImageEvidence.Present before,
      List<CommandUse> commands) {
    return commands.stream()
        .filter(command -> command.image().equals(image.deployed().name()))
        .map(
            command -> {
              Claim claim =
                  context.claim(
                      ImageReleaseRules.ENTRYPOINT_CHANGED,
                      command.object(),
                      command.container(),
                      image.reference().text(),
                      command.at());
              claim = command.mode().isEmpty() ? claim : claim.inMode(command.mode());
              return verdict(claim, image, now, earlier, before, command);
            })
        .toList();
  }

  /** Whether the start of an image is another on some platform that both are for. */
  static boolean differs(ImageEvidence.Present before, ImageEvidence.Present now) {
    return now.held().entrySet().stream()
        .anyMatch(
            entry -> {
              var earlier = before.held().get(entry.getKey());
              return earlier != null
                  && !changes(earlier.config(), entry.getValue().config(), "").isEmpty();
            });
  }

  private static Verdict verdict(
      Claim claim,
      ReleasedImage image,
      ImageEvidence.Present now,
      ReleasedImage.Earlier earlier,
      ImageEvidence.Present before,
      CommandUse command) {
    List<Platform> both =
        now.held().keySet().stream()
            .filter(platform -> before.held().containsKey(platform))
            .toList();
    if (both.isEmpty()) {
      String reason =
          Stream.concat(now.gaps().stream(), before.gaps().stream())
              .findFirst()
              .orElse(
                  "%s and %s have no platform in common."
                      .formatted(image.reference(), earlier.reference()));
      return claim.unproven(
          reason, "Supply both images with --images PATH, or allow registries.", List.of());
    }
    for (Platform platform : both) {
      List<Fact> changes =
          changes(
              Objects.requireNonNull(before.held().get(platform)).config(),
              Objects.requireNonNull(now.held().get(platform)).config(),
              command.command().getFirst());
      if (!changes.isEmpty()) {
        return changed(claim, image, earlier, command, changes);
      }
    }
    return claim.proven(
        "%s is started as %s is.".formatted(image.reference(), earlier.reference()), List.of());
  }

  private static Verdict changed(
      Claim claim,
      ReleasedImage image,
      ReleasedImage.Earlier earlier,
      CommandUse command,
      List<Fact> changes) {
    var told = changes.stream().map(change -> change.name() + " " + change.value()).toList();
    return claim.violated(
        "The container %s sets command %s, and since %s the image's %s."
            .formatted(
                command.container(),
                shown(command.command()),
                earlier.reference().effectiveTag(),
                String.join(", its ", told)),
        "Leave command out so that the image's own ENTRYPOINT runs, or prove with bulkhead check that %s starts in %s."
            .formatted(command.command().getFirst(), image.reference()),
        changes);
  }

  /** What of the start is another, if that matters to who starts a program by its name. */
  private static List<Fact> changes(ImageConfig before, ImageConfig now, String program) {
    var changes = new ArrayList<Fact>();
    boolean isFollowed = !now.entrypoint().isEmpty() && now.entrypoint().getFirst().equals(program);
    if (!isFollowed) {
      note("ENTRYPOINT", shown(before.entrypoint()), shown(now.entrypoint()), changes);
    }
    note("USER", user(before), user(now), changes);
    note("WORKDIR", folder(before), folder(now), changes);
    return changes;
  }

  private static void note(String name, String before, String now, List<Fact> changes) {
    if (!before.equals(now)) {
      changes.add(new Fact(name, "went from %s to %s".formatted(before, now)));
    }
  }

  private static String user(ImageConfig config) {
    return config.user().isEmpty() ? "root" : config.user();
  }

  private static String folder(ImageConfig config) {
    return config.workingDirectory().isEmpty() ? "/" : config.workingDirectory();
  }

  private static String shown(List<String> command) {
    return "[" + String.join(", ", command) + "]";
  }
}
