package dev.bulkhead.release;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A scalar of a container that names an image: the one it runs, or one that it is told of by a
 * variable or an argument and starts by itself.
 *
 * @param from where in the scalar's text the image begins
 * @param how by what it was recognised, as a clause
 */
record ImageSite(Node.Scalar scalar, int from, String how) {

  /** All images that a container names. */
  static List<ImageSite> of(Container container) {
    var sites = new ArrayList<ImageSite>();
    container
        .node()
        .scalar("image")
        .ifPresent(
            image ->
                sites.add(
                    new ImageSite(image, 0, "the image of the container " + container.name())));
    for (Node variable : container.node().items("env")) {
      variable
          .scalar("value")
          .filter(value -> isImage(value.text()))
          .ifPresent(
              value ->
                  sites.add(
                      new ImageSite(
                          value,
                          0,
                          "an image in the variable " + variable.text("name").orElse(""))));
    }
    for (Node item : container.node().items("args")) {
      if (item instanceof Node.Scalar argument) {
        int from = argument.text().indexOf('=') + 1;
        if (isImage(argument.text().substring(from))) {
          sites.add(new ImageSite(argument, from, "an image in an argument"));
        }
      }
    }
    return sites;
  }

  /** Only what has a registry, a path and a tag is surely one, where anything may stand. */
  private static boolean isImage(String text) {
    return text.indexOf('/') > 0
        && ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference)
        && reference.tag() != null
        && text.startsWith(reference.registry() + "/");
  }

  /** The image that is named there. */
  String text() {
    return scalar.text().substring(from);
  }
}
