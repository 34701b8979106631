package dev.bulkhead.airgap;

import dev.bulkhead.airgap.NeededImage.Need;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.StandIn;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which images sources ask for.
 *
 * @param images each once, in the order of their full names
 * @param places where each is asked for first, by its {@link #key}
 * @param unreadable what is asked for as an image and is none, or stands in for one
 */
public record NeededImages(
    List<NeededImage> images, SortedMap<String, Place> places, List<Unreadable> unreadable) {
  /** No images. */
  public static final NeededImages NONE = new NeededImages(List.of(), new TreeMap<>(), List.of());

  public NeededImages {
    images = List.copyOf(images);
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Where an image is asked for.
   *
   * @param origin the source, and the hook where only a hook asks for it
   */
  public record Place(Origin origin, Location at) {}

  /**
   * What stands where an image is to be named, and names none.
   *
   * @param by who asks for it
   * @param reason what is wrong with it, as a clause
   */
  public record Unreadable(String text, String by, String reason, Origin origin, Location at) {
    /** Whether something will put an image in its place, which nothing here can know. */
    public boolean isStandIn() {
      return StandIn.of(text).isPresent();
    }
  }

  /**
   * Someone who asks for an image.
   *
   * @param by who, for a person to read
   */
  public record Asking(ImageReference reference, Need need, String by, Place place) {}

  /** What the objects of an inventory ask for. */
  public static NeededImages of(Inventory inventory) {
    return new ImageSearch().in(inventory);
  }

  /**
   * What all of them ask for; the first to ask for an image is where it is said to be asked for.
   */
  public static NeededImages of(Collection<Asking> askings, Collection<Unreadable> unreadable) {
    var images = new TreeMap<String, NeededImage>();
    var places = new TreeMap<String, Place>();
    for (Asking asking : askings) {
      String key = key(asking.reference());
      images.merge(
          key,
          new NeededImage(asking.reference(), asking.need(), new TreeSet<>(List.of(asking.by()))),
          NeededImage::and);
      places.merge(key, asking.place(), NeededImages::rather);
    }
    return new NeededImages(List.copyOf(images.values()), places, List.copyOf(unreadable));
  }

  /** What is asked for both by a hook for tests and otherwise is not for tests alone. */
  private static Place rather(Place one, Place other) {
    return one.origin().hook().isTestOnly() && !other.origin().hook().isTestOnly() ? other : one;
  }

  /** What these and others ask for. */
  public NeededImages and(NeededImages others) {
    var all = new TreeMap<String, NeededImage>();
    Stream.concat(images.stream(), others.images.stream())
        .forEach(image -> all.merge(key(image.reference()), image, NeededImage::and));
    var where = new TreeMap<>(places);
    others.places.forEach((key, place) -> where.merge(key, place, NeededImages::rather));
    return new NeededImages(
        List.copyOf(all.values()),
        where,
        Stream.concat(unreadable.stream(), others.unreadable.stream()).distinct().toList());
  }

  /** Those that are certainly needed. */
  public NeededImages certain() {
    return new NeededImages(
        images.stream().filter(image -> image.need() == Need.CERTAIN).toList(), places, unreadable);
  }

  /** By what one image is told from another: the full name, with the tag also before a digest. */
  public static String key(ImageReference reference) {
    return reference.tag() != null && reference.digest() != null
        ? "%s:%s@%s".formatted(reference.name(), reference.tag(), reference.digest())
        : reference.canonical();
  }

  /** Where an image is asked for first; somewhere in nothing where that is not known. */
  public Place placeOf(NeededImage image) {
    return places.getOrDefault(
        key(image.reference()), new Place(Origin.of("", ""), Location.somewhereIn("")));
  }
}
