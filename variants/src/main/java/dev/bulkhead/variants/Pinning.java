package dev.bulkhead.variants;

import dev.bulkhead.model.Inventory;
import dev.bulkhead.variants.PinSearch.Part;
import dev.bulkhead.variants.PinnedImage.Outcome;
import dev.bulkhead.verdict.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds values that pin the images of a chart in each of its modes, and proves by rendering that
 * they do.
 */
public final class Pinning {
  private final Chart chart;
  private final PinBench bench;
  private final boolean byDigest;
  private final BiFunction<String, Boolean, PinTarget> targets;
  private final SequencedMap<String, String> values = new LinkedHashMap<>();
  private final Map<PinWish, Pin> byTag = new LinkedHashMap<>();
  private final List<PinnedImage> images = new ArrayList<>();

  /** Containers with images that were come across in some setting. */
  private final Set<List<Object>> seen = new HashSet<>();

  /** A chart that can be rendered with more values. */
  public interface Chart {
    /** With assignments as {@code --set} takes them; empty where the chart refuses them. */
    Optional<Inventory> set(Setting setting, ClusterVersion version, List<String> assignments);

    /** With one more file of values; empty where the chart refuses it. */
    Optional<Inventory> with(Setting setting, ClusterVersion version, PinnedValues values);
  }

  /**
   * Prepares to pin.
   *
   * @param names of all values of the chart
   * @param versions the cluster's version first, then others on which the pins must hold
   * @param byDigest whether digests are wanted, or tags will do
   * @param targets what an image is to be pinned to, given its reference and whether that follows
   *     the cluster's version
   */
  public Pinning(
      Chart chart,
      ValueNames names,
      List<ClusterVersion> versions,
      boolean byDigest,
      BiFunction<String, Boolean, PinTarget> targets) {
    this.chart = chart;
    this.bench = new PinBench(chart, names, versions);
    this.byDigest = byDigest;
    this.targets = targets;
  }

  /**
   * What came of it.
   *
   * @param values those that pin
   * @param images every image of the chart
   */
  public record Pinned(PinnedValues values, List<PinnedImage> images) {
    public Pinned {
      images = List.copyOf(images);
    }
  }

  /**
   * Pins.
   *
   * @param settings that have images of their own, the given values first
   */
  public Pinned pin(List<Setting> settings) {
    List<PinWish> wishes = settings.stream().flatMap(setting -> wishes(setting).stream()).toList();
    var wanted = WantedImages.of(wishes);
    bench.want(wanted);
    wishes.forEach(this::pinTag);
    for (PinWish wish : wishes) {
      Outcome outcome = byDigest ? digestOutcome(wish) : tagOutcome(wish);
      images.add(new PinnedImage(wish.container(), wish.setting(), wish.image(), outcome));
    }
    var pinned = new PinnedValues(values);
    return new Pinned(pinned, new PinProof(chart, bench, pinned, wanted, images).of(settings));
  }

  /** The images to be pinned; those that there is nothing to pin to are done with at once. */
  private List<PinWish> wishes(Setting setting) {
    var all = new ArrayList<PinWish>();
    Map<ContainerKey, Set<String>> elsewhere = elsewhere(setting);
    bench
        .unpinned(setting, bench.versions().getFirst())
        .map(ContainerImages::of)
        .ifPresent(
            found ->
                found.forEach(
                    (container, image) -> {
                      ContainerKey key = ContainerKey.of(container);
                      if (seen.add(List.of(key, image))) {
                        Set<String> others = elsewhere.getOrDefault(key, Set.of());
                        boolean follows =
                            others.stream()
                                .anyMatch(one -> !one.equals(ContainerImages.canonical(image)));
                        wish(container, setting, image, follows).ifPresent(all::add);
                      }
                    }));
    return all;
  }

  private Optional<PinWish> wish(
      Subject container, Setting setting, String image, boolean follows) {
    return switch (targets.apply(image, follows)) {
      case PinTarget.To to -> Optional.of(new PinWish(container, setting, image, follows, to));
      case PinTarget.None(var reason, var remedy) -> {
        images.add(
            new PinnedImage(container, setting, image, new Outcome.Unpinned(reason, remedy)));
        yield Optional.empty();
      }
      case PinTarget.Untold(var reason, var supply) -> {
        images.add(new PinnedImage(container, setting, image, new Outcome.Untold(reason, supply)));
        yield Optional.empty();
      }
    };
  }

  /** What containers run on the other versions. */
  private Map<ContainerKey, Set<String>> elsewhere(Setting setting) {
    var all = new HashMap<ContainerKey, Set<String>>();
    for (ClusterVersion version : bench.versions().subList(1, bench.versions().size())) {
      bench
          .unpinned(setting, version)
          .map(ContainerImages::of)
          .ifPresent(
              found ->
                  found.forEach(
                      (container, image) ->
                          all.computeIfAbsent(ContainerKey.of(container), key -> new HashSet<>())
                              .add(ContainerImages.canonical(image))));
    }
    return all;
  }

  /** Takes the value that makes the tag, if there is one and nothing else wants it otherwise. */
  private void pinTag(PinWish wish) {
    bench
        .find(Part.TAG, wish, values, pin -> take(wish, pin, wish.tagged(), wish.tagged()))
        .ifPresent(pin -> byTag.put(wish, pin));
  }

  /**
   * Takes a value for a pin, if it is free and makes the image.
   *
   * @param reference what the chart is to write
   * @param image what that comes to
   */
  private boolean take(PinWish wish, Pin pin, String reference, String image) {
    return pin.value(reference)
        .filter(text -> values.getOrDefault(pin.path(), text).equals(text))
        .filter(text -> set(wish, pin, image, text))
        .isPresent();
  }

  /** Sets a value, if that makes the image. */
  private boolean set(PinWish wish, Pin pin, String image, String text) {
    var all = new LinkedHashMap<>(values);
    all.put(pin.path(), text);
    boolean holds = bench.holds(wish, image, values, all);
    if (holds) {
      values.put(pin.path(), text);
    }
    return holds;
  }

  private Outcome tagOutcome(PinWish wish) {
    Pin tag = byTag.get(wish);
    return tag == null
        ? pinWhole(wish).orElseGet(() -> unreached(wish))
        : byValues(wish, Stream.of(tag.path()));
  }

  private Optional<Outcome> pinWhole(PinWish wish) {
    return bench
        .find(Part.WHOLE, wish, values, pin -> take(wish, pin, wish.reference(), wish.reference()))
        .map(pin -> byValues(wish, Stream.of(pin.path())));
  }

  private Outcome digestOutcome(PinWish wish) {
    Pin tag = byTag.get(wish);
    return pinDigest(wish, tag)
        .or(() -> Optional.ofNullable(tag).flatMap(pin -> pinBehindTag(wish, pin)))
        .or(() -> pinWhole(wish))
        .orElseGet(() -> unreached(wish));
  }

  /** With a tag or without, as the chart writes the digest. */
  private Optional<Outcome> pinDigest(PinWish wish, @Nullable Pin tag) {
    return bench
        .find(
            Part.DIGEST,
            wish,
            values,
            pin ->
                Stream.of(wish.reference(), wish.untagged())
                    .anyMatch(reference -> take(wish, pin, reference, wish.reference())))
        .map(
            pin ->
                byValues(
                    wish,
                    Stream.concat(Stream.ofNullable(tag).map(Pin::path), Stream.of(pin.path()))));
  }

  /** The digest written behind the tag, where all that share the value share the digest. */
  private Optional<Outcome> pinBehindTag(PinWish wish, Pin pin) {
    boolean isShared =
        byTag.entrySet().stream()
            .filter(other -> other.getValue().path().equals(pin.path()))
            .anyMatch(other -> !other.getKey().digest().equals(wish.digest()));
    Optional<String> value = isShared ? Optional.empty() : pin.value(wish.reference());
    return value
        .filter(text -> set(wish, pin, wish.reference(), text))
        .map(text -> byValues(wish, Stream.of(pin.path())));
  }

  private static Outcome byValues(PinWish wish, Stream<String> paths) {
    return new Outcome.ByValues(paths.distinct().toList(), wish.reference(), wish.target().why());
  }

  private Outcome unreached(PinWish wish) {
    if (wish.stands()) {
      return new Outcome.AsItStands();
    }
    return byTag.containsKey(wish)
        ? new Outcome.Unpinned(
            "Its tag is pinned, but no value of the chart adds the digest %s."
                .formatted(wish.digest()),
            "In the chart, let a value of values.yaml decide the digest.")
        : new Outcome.Unpinned(
            "No value of the chart makes it %s and leaves the other images as they are."
                .formatted(wish.reference()),
            "In the chart, let a value of values.yaml decide it.");
  }
}
