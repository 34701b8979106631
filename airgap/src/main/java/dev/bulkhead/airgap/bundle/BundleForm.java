package dev.bulkhead.airgap.bundle;

import dev.bulkhead.airgap.NeededImages;
import dev.bulkhead.airgap.bundle.TarPlan.Part;
import dev.bulkhead.model.Digest;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Platform;
import dev.bulkhead.registry.Descriptor;
import dev.bulkhead.registry.Manifest;
import dev.bulkhead.registry.json.Json;
import dev.bulkhead.verdict.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The two forms of a bundle, each a pure function from images to an archive's plan. */
public enum BundleForm {
  /**
   * An OCI archive (OCI image specification, image-layout.md), as containerd and skopeo read it.
   */
  OCI {
    @Override
    public TarPlan plan(List<CarriedImage> images) {
      var parts = new ArrayList<Part>();
      parts.add(new Part.Text("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
      parts.add(new Part.Text("index.json", index(images)));
      var files = new TreeMap<String, Part>();
      for (CarriedImage image : images) {
        addAll(files, image.documents(), image.blobs());
        addAll(files, image.bare(), List.of());
        image.referrers().forEach(r -> addAll(files, r.documents(), r.blobs()));
      }
      addFiles(parts, files);
      return TarPlan.of(parts);
    }
  },

  /** An archive like that of {@code docker save}, of one platform and with tags alone. */
  DOCKER {
    @Override
    public TarPlan plan(List<CarriedImage> images) {
      var files = new TreeMap<String, Part>();
      var listed = new TreeMap<String, Map<String, Object>>();
      for (CarriedImage image : images) {
        Manifest.Single manifest = onlyManifest(image);
        addAll(files, List.of(), image.blobs());
        var entry = new LinkedHashMap<String, Object>();
        entry.put("Config", path(manifest.config().digest()));
        entry.put("RepoTags", List.of(tag(image.reference())));
        entry.put("Layers", manifest.layers().stream().map(layer -> path(layer.digest())).toList());
        listed.put(tag(image.reference()), entry);
      }
      String text =
          listed.values().stream()
              .map(entry -> Json.of(entry).write())
              .reduce((one, other) -> one + "," + other)
              .orElse("");
      var parts = new ArrayList<Part>();
      parts.add(new Part.Text("manifest.json", "[" + text + "]"));
      addFiles(parts, files);
      return TarPlan.of(parts);
    }
  };

  /** What containerd takes an image's full name from (core/images/annotations.go). */
  static final String CONTAINERD_NAME = "io.containerd.image.name";

  /** What skopeo selects an image by, and Podman names it by. */
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** Ours: where a signature or an attestation is found beside the image that it is about. */
  static final String REFERRER_NAME = "dev.bulkhead.referrer.name";

  /** Ours: the platforms of an index whose content is carried, so that a loss is told apart. */
  static final String PLATFORMS = "dev.bulkhead.platforms";

  /**
   * The archive that holds these images.
   *
   * @throws UserError where this form cannot hold them
   */
  public abstract TarPlan plan(List<CarriedImage> images);

  private static void addAll(
      Map<String, Part> files, List<Document> documents, List<Descriptor> blobs) {
    for (Document document : documents) {
      files.put(path(document.digest()), new Part.Text(path(document.digest()), document.json()));
    }
    for (Descriptor blob : blobs) {
      files.putIfAbsent(
          path(blob.digest()), new Part.Blob(path(blob.digest()), blob.digest(), blob.size()));
    }
  }

  private static void addFiles(List<Part> parts, SortedMap<String, Part> files) {
    parts.add(new Part.Folder("blobs/"));
    files.keySet().stream()
        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
        .distinct()
        .forEach(folder -> parts.add(new Part.Folder(folder)));
    parts.addAll(files.values());
  }

  private static String path(Digest digest) {
    return "blobs/%s/%s".formatted(digest.algorithm(), digest.hex());
  }

  /** The index of the layout: each image by all of its names, in the order of the names. */
  private static String index(List<CarriedImage> images) {
    var roots = new TreeMap<String, Map<String, Object>>();
    names(images)
        .forEach((name, image) -> roots.put(name, named(image.root(), annotations(name, image))));
    for (CarriedImage image : images) {
      for (CarriedImage.Referrer referrer : image.referrers()) {
        roots.putIfAbsent(
            referrer.name(), named(referrer.root(), Map.of(REFERRER_NAME, referrer.name())));
      }
    }
    var index = new LinkedHashMap<String, Object>();
    index.put("schemaVersion", 2);
    index.put("mediaType", Manifest.OCI_INDEX);
    index.put("manifests", List.copyOf(roots.values()));
    return Json.of(index).write();
  }

  private static Map<String, String> annotations(String name, CarriedImage image) {
    var annotations = new TreeMap<>(Map.of(CONTAINERD_NAME, name, REF_NAME, name));
    if (image.form() != CarriedImage.Form.MANIFEST) {
      annotations.put(PLATFORMS, ManifestWalk.joined(image.platforms()));
    }
    return annotations;
  }

  /**
   * What each name stands for. An image that is asked for by tag and digest is found by its digest,
   * as containerd looks for it, and by its tag, unless the tag alone is asked for, too.
   */
  static SortedMap<String, CarriedImage> names(List<CarriedImage> images) {
    var names = new TreeMap<String, CarriedImage>();
    images.forEach(image -> names.put(image.reference().canonical(), image));
    for (CarriedImage image : images) {
      tagOf(image.reference()).ifPresent(tag -> names.putIfAbsent(tag, image));
    }
    return names;
  }

  private static Optional<String> tagOf(ImageReference reference) {
    return reference.digest() != null && reference.tag() == null
        ? Optional.empty()
        : Optional.of(reference.name() + ":" + reference.effectiveTag());
  }

  private static Map<String, Object> named(Document root, Map<String, String> annotations) {
    var descriptor = new LinkedHashMap<String, Object>();
    descriptor.put("mediaType", root.mediaType());
    descriptor.put("digest", root.digest().toString());
    descriptor.put("size", root.bytes().length);
    descriptor.put("annotations", new TreeMap<>(annotations));
    return descriptor;
  }

  private static String tag(ImageReference reference) {
    return tagOf(reference)
        .orElseThrow(
            () ->
                new UserError(
                    "%s has no tag, and a Docker archive names images by their tags alone."
                        .formatted(NeededImages.key(reference)),
                    "Write an OCI archive instead: leave out --layout docker."));
  }

  /** The one manifest of an image; an archive of Docker has no place for more. */
  private static Manifest.Single onlyManifest(CarriedImage image) {
    var manifests = new ArrayList<Manifest.Single>();
    try {
      for (Document document : image.documents()) {
        if (Manifest.read(document.mediaType(), document.json())
            instanceof Manifest.Single single) {
          manifests.add(single);
        }
      }
    } catch (IOException malformed) {
      throw new AssertionError("It was read before.", malformed);
    }
    if (manifests.size() != 1 || image.platforms().size() != 1) {
      throw new UserError(
          "%s would be carried for %s, and a Docker archive holds one platform of each image."
              .formatted(
                  NeededImages.key(image.reference()),
                  String.join(", ", image.platforms().stream().map(Platform::toString).toList())),
          "Name one --platform, or leave out --layout docker.");
    }
    return manifests.getFirst();
  }
}
