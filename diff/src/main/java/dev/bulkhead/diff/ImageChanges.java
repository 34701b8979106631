package dev.bulkhead.diff;

import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Image;
import dev.bulkhead.registry.ImageConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which images containers run, and how the new ones differ from the old ones. */
record ImageChanges(ImageFacts facts) implements Comparison {

  /**
   * The images of which something is to be known: those that change, and what takes their place.
   */
  static Stream<ImageReference> toLookUp(Pair<KubernetesObject> object) {
    return match(object).stream()
        .filter(ImageChanges::changesImage)
        .flatMap(
            pair ->
                switch (pair) {
                  case Pair.Added<Running>(var after) -> after.reference().stream();
                  case Pair.Removed<Running> _ -> Stream.empty();
                  case Pair.Kept<Running>(var before, var after) ->
                      Stream.concat(before.reference().stream(), after.reference().stream());
                });
  }

  private static List<Pair<Running>> match(Pair<KubernetesObject> object) {
    return Pair.match(Running.of(object.old()), Running.of(object.now()), Running::key);
  }

  private static boolean changesImage(Pair<Running> pair) {
    return !(pair instanceof Pair.Kept<Running>(var before, var after)
        && before.image().equals(after.image()));
  }

  @Override
  public Stream<Change> changes(Pair<KubernetesObject> object) {
    var changes = new ArrayList<Change>();
    for (Pair<Running> container : match(object)) {
      if (changesImage(container)) {
        changes(object, container, changes);
      }
    }
    return changes.stream();
  }

  private void changes(
      Pair<KubernetesObject> object, Pair<Running> container, List<Change> changes) {
    Running any = container.any();
    Pair<Node> images = container.map(each -> Optional.of(each.imageNode())).orElseThrow();
    var spot =
        new Spot(
            new Subject.InCluster(object.any().key()),
            "container " + any.container().name(),
            any.path(),
            images);
    boolean isInKept = object instanceof Pair.Kept;
    switch (container) {
      case Pair.Added<Running>(var after) -> {
        if (isInKept) {
          changes.add(
              spot.worthKnowing(
                  Area.IMAGES, "The container is new, and runs %s.".formatted(after.image())));
        }
        usable(spot, after).ifPresent(changes::add);
      }
      case Pair.Removed<Running> _ when isInKept ->
          changes.add(spot.worthKnowing(Area.IMAGES, "The container goes away."));
      case Pair.Removed<Running> _ -> {}
      case Pair.Kept<Running>(var before, var after) -> kept(spot, before, after, changes);
    }
  }

  private void kept(Spot spot, Running before, Running after, List<Change> changes) {
    Optional<Change> unusable = usable(spot, after);
    unusable.ifPresent(changes::add);
    if (unusable.isEmpty()
        && facts.of(before.image()) instanceof ImageFact.Known old
        && facts.of(after.image()) instanceof ImageFact.Known now) {
      compare(spot, before, after, old, now, changes);
    }
    changes.add(
        spot.worthKnowing(
            Area.IMAGES,
            "It runs %s instead of %s%s."
                .formatted(after.image(), before.image(), digests(before, after))));
  }

  private String digests(Running before, Running after) {
    Optional<Digest> old = digest(before);
    Optional<Digest> now = digest(after);
    if (old.isEmpty() || now.isEmpty()) {
      return "";
    }
    return old.equals(now)
        ? ", which is the same image"
        : " (%s, was %s)".formatted(now.get().abbreviated(), old.get().abbreviated());
  }

  private Optional<Digest> digest(Running running) {
    return facts.of(running.image()) instanceof ImageFact.Known known
        ? known.first().map(Image::digest)
        : Optional.empty();
  }

  /** What keeps the image from being pulled. */
  private Optional<Change> usable(Spot spot, Running after) {
    if (ImageReference.read(after.image())
        instanceof ImageReference.Reading.Invalid(var text, var _, var reason)) {
      return Optional.of(
          spot.breaks(Area.IMAGES, "\"%s\" is no image reference: %s.".formatted(text, reason)));
    }
    return switch (facts.of(after.image())) {
      case ImageFact.Missing(var where, var answer, var nearest) ->
          Optional.of(
              spot.breaks(
                  Area.IMAGES,
                  "%s says that %s does not exist (%s)%s."
                      .formatted(
                          where,
                          after.image(),
                          answer,
                          nearest.isEmpty() ? "" : "; the nearest are " + Shown.list(nearest))));
      case ImageFact.Known _, ImageFact.Unknown _ -> Optional.empty();
    };
  }

  private static void compare(
      Spot spot,
      Running before,
      Running after,
      ImageFact.Known old,
      ImageFact.Known now,
      List<Change> changes) {
    platforms(spot, after, old, now, changes);
    Optional<Image> one = old.first();
    Optional<Image> other = now.first();
    if (one.isEmpty() || other.isEmpty()) {
      return;
    }
    var was = one.get().config();
    var is = other.get().config();
    boolean saysHow = after.overrides("command") || after.overrides("args");
    configured("entrypoint", ImageConfig::entrypoint, was, is)
        .map(
            text ->
                spot.change(
                    saysHow ? Hurt.CAN_HURT : Hurt.WORTH_KNOWING,
                    Area.IMAGES,
                    text
                        + (after.overrides("command")
                            ? "; the manifest runs its own command."
                            : after.overrides("args")
                                ? "; the manifest passes its arguments to it."
                                : ".")))
        .ifPresent(changes::add);
    configured("command", ImageConfig::command, was, is)
        .filter(text -> !saysHow)
        .map(text -> spot.worthKnowing(Area.IMAGES, text + "."))
        .ifPresent(changes::add);
    if (!was.user().equals(is.user()) && !(before.saysUser() && after.saysUser())) {
      changes.add(
          spot.canHurt(
              Area.IMAGES,
              "It runs as %s instead of %s: files that it wrote before may be closed to it."
                  .formatted(user(is), user(was))));
    }
  }

  private static Optional<String> configured(
      String what, Function<ImageConfig, List<String>> field, ImageConfig was, ImageConfig is) {
    List<String> before = field.apply(was);
    List<String> after = field.apply(is);
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            "The image's %s changes from %s to %s"
                .formatted(
                    what, Shown.bounded(before.toString()), Shown.bounded(after.toString())));
  }

  private static String user(ImageConfig config) {
    return config.user().isEmpty() ? "root" : "user " + config.user();
  }

  private static void platforms(
      Spot spot, Running after, ImageFact.Known old, ImageFact.Known now, List<Change> changes) {
    List<String> lost = beyond(old, now);
    List<String> gained = beyond(now, old);
    if (!lost.isEmpty()) {
      changes.add(
          spot.change(
              now.onPlatforms().isEmpty() ? Hurt.BREAKS : Hurt.CAN_HURT,
              Area.IMAGES,
              "%s has nothing for %s any more.".formatted(after.image(), Shown.list(lost))));
    }
    if (!gained.isEmpty()) {
      changes.add(
          spot.worthKnowing(
              Area.IMAGES,
              "%s is there for %s, too.".formatted(after.image(), Shown.list(gained))));
    }
  }

  private static List<String> beyond(ImageFact.Known one, ImageFact.Known other) {
    return one.onPlatforms().keySet().stream()
        .filter(platform -> !other.onPlatforms().containsKey(platform))
        .map(Platform::toString)
        .toList();
  }
}
