package dev.bulkhead.airgap.verify;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.verify.BundleFault.Kind;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import java.util.Optional;

/** Names of images in bundles: they are used as they stand, and looked for in full. */
final class Names {
  private Names() {}

  /** What is wrong with a name; empty where images are found under it. */
  static Optional<BundleFault> fault(String bundle, String name, Digest digest) {
    if (name.isEmpty()) {
      return Optional.of(
          new BundleFault(
              Kind.NAME,
              digest.toString(),
              "%s holds %s without a name; it is imported, and no image of that."
                  .formatted(bundle, digest),
              remedy("registry.example/app:v1.2.3")));
    }
    if (!(ImageReference.read(name) instanceof ImageReference.Reading.Valid(var reference))) {
      return Optional.of(
          new BundleFault(
              Kind.NAME,
              name,
              "%s calls %s \"%s\", which is no image's name."
                  .formatted(bundle, digest.abbreviated(), name),
              remedy("registry.example/app:v1.2.3")));
    }
    Digest stated = reference.digest();
    if (stated != null && !stated.equals(digest)) {
      return Optional.of(
          new BundleFault(
              Kind.NAME,
              name,
              "%s calls %s \"%s\", and that is not its digest."
                  .formatted(bundle, digest.abbreviated(), name),
              "Make the bundle again without rewriting its indexes: a digest is of one content."));
    }
    if (name.equals(NeededImages.key(reference)) || name.equals(reference.canonical())) {
      return Optional.empty();
    }
    boolean isBareTag = name.indexOf('/') < 0 && name.indexOf(':') < 0;
    return Optional.of(
        isBareTag
            ? new BundleFault(
                Kind.NAME,
                name,
                "%s calls %s \"%s\", which is a tag at best: names are used as they stand, and no pod asks for that one."
                    .formatted(bundle, digest.abbreviated(), name),
                remedy("registry.example/app:" + name))
            : new BundleFault(
                Kind.NAME,
                name,
                "%s calls %s \"%s\", but images are looked for by their full names: %s."
                    .formatted(bundle, digest.abbreviated(), name, reference.canonical()),
                remedy(reference.canonical())));
  }

  private static String remedy(String name) {
    return "Write the bundle with the full name, as in `skopeo copy docker://%1$s oci-archive:bundle.tar:%1$s`, or with `bulkhead airgap bundle`."
        .formatted(name);
  }

  /** Whether a name of a bundle was meant for a reference that it does not serve. */
  static boolean isMeantFor(String name, ImageReference wanted) {
    if (name.equals(wanted.effectiveTag())) {
      return true;
    }
    return ImageReference.read(name) instanceof ImageReference.Reading.Valid(var reference)
        && (reference.canonical().equals(wanted.canonical())
            || (reference.name().equals(wanted.name()) && wanted.digest() != null)
            || (reference.name().equals(wanted.name()) && reference.digest() != null));
  }
}
