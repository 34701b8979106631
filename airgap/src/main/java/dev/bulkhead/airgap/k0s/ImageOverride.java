package dev.bulkhead.airgap.k0s;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What {@code spec.images.repository} does to an image's name: the registry's host is replaced by
 * it, and a name without a host comes to stand below it (k0s, pkg/apis/k0s/v1beta1/images.go,
 * overrideRepository).
 *
 * @param repository as it was written: nothing is trimmed from it
 * @param isIdempotent whether a name that already begins with it is left alone; the beginning is
 *     compared character by character, so that {@code reg.io/a} is one of {@code reg.io/ab/x}
 */
public record ImageOverride(String repository, boolean isIdempotent) {

  /** The name that it comes to. */
  public String apply(String image) {
    if (isIdempotent && image.startsWith(repository)) {
      return image;
    }
    return host(image)
        .map(host -> repository + image.substring(host.length()))
        .orElse(repository + "/" + image);
  }

  /** What a name may have become: itself, what it comes to, and that applied once more. */
  SequencedSet<String> formsOf(String image) {
    var each = new ImageOverride(repository, false);
    var forms = new LinkedHashSet<String>();
    forms.add(image);
    forms.add(each.apply(image));
    forms.add(each.apply(each.apply(image)));
    return forms;
  }

  /** The host that a name begins with. */
  private static Optional<String> host(String image) {
    int slash = image.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String first = image.substring(0, slash);
    boolean isHost =
        first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    return isHost ? Optional.of(first) : Optional.empty();
  }
}
