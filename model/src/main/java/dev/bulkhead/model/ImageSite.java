package dev.bulkhead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scalar that names an image: the one that a container runs, or one that it is told of by a
 * variable or an argument and starts by itself.
 *
 * @param from where in the scalar's text the image begins
 * @param how by what it was recognised, as a clause
 */
public record ImageSite(Node.Scalar scalar, int from, String how) {

  /** The image that a container runs, and those it is told of in full. */
  public static List<ImageSite> of(Container container) {
    var sites = new ArrayList<ImageSite>();
    container
        .node()
        .scalar("image")
        .ifPresent(
            image ->
                sites.add(
                    new ImageSite(image, 0, "the image of the container " + container.name())));
    toldTo(container).stream().filter(ImageSite::isInFull).forEach(sites::add);
    return List.copyOf(sites);
  }

  /** Whatever reads like an image among what a container is told by its variables and arguments. */
  public static List<ImageSite> toldTo(Container container) {
    var sites = new ArrayList<ImageSite>();
    for (Node variable : container.node().items("env")) {
      String name = variable.text("name").orElse("");
      variable
          .scalar("value")
          .filter(value -> readsLikeImage(name, value.text()))
          .ifPresent(
              value -> sites.add(new ImageSite(value, 0, "an image in the variable " + name)));
    }
    String before = "";
    for (Node item : container.node().items("args")) {
      if (item instanceof Node.Scalar argument) {
        int from = argument.text().indexOf('=') + 1;
        String option = from == 0 ? before : argument.text().substring(0, from);
        if (readsLikeImage(option, argument.text().substring(from))) {
          sites.add(new ImageSite(argument, from, "an image in an argument"));
        }
        before = argument.text();
      }
    }
    return List.copyOf(sites);
  }

  /**
   * Whether a text that may be anything reads like an image: it has a tag or a digest, and before
   * that a registry and a path, or else it stands under a name that says what it is.
   *
   * @param name what the text stands under: a variable, an option, a field
   */
  public static boolean readsLikeImage(String name, String text) {
    return ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference)
        && (reference.tag() != null || reference.digest() != null)
        && (text.startsWith(reference.registry() + "/")
            || name.toLowerCase(Locale.ROOT).contains("image"));
  }

  /** Only what has a registry, a path and a tag is surely one, where anything may stand. */
  private boolean isInFull() {
    return text().indexOf('/') > 0
        && ImageReference.read(text()) instanceof ImageReference.Reading.Valid(var reference)
        && reference.tag() != null
        && text().startsWith(reference.registry() + "/");
  }

  /** The image that is named there. */
  public String text() {
    return scalar.text().substring(from);
  }
}
