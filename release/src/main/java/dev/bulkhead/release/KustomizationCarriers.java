package dev.bulkhead.release;

import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Node;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.Kustomization;
import dev.bulkhead.render.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a kustomization states, and what it builds on. */
final class KustomizationCarriers {
  /** kustomize's {@code konfig.RecognizedKustomizationFileNames}. */
  private static final Set<String> NAMES =
      Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private static final Set<String> KINDS = Set.of("Kustomization", "Component");
  private static final int LONGEST_PATH = 1024;
  private static final String GROUP = "kustomize.config.k8s.io/";
  private static final List<String> BUILDS_ON = List.of("resources", "bases", "components");

  /**
   * {@code https://github.com/org/repo//path?ref=v1}, {@code git@github.com:org/repo.git?ref=v1}.
   */
  private static final Pattern REMOTE =
      Pattern.compile(
          "(?i)(?:git::)?(?:(?:https?|ssh|git)://)?(?:[^@/\\s]+@)?"
              + "([a-z0-9.-]+\\.[a-z]{2,})[/:]([\\w.-]+)/([\\w.-]+?)(?:\\.git)?(?:/[^?]*)?"
              + "\\?(?:[^#]*&)?(?:ref|version)=([^&#\\s]+).*");

  private KustomizationCarriers() {}

  static boolean isKustomization(String name) {
    return NAMES.contains(name);
  }

  static boolean isKustomization(Node root) {
    return root.text("apiVersion").filter(version -> version.startsWith(GROUP)).isPresent()
        && root.text("kind").filter(KINDS::contains).isPresent();
  }

  static FileReading read(FileText file, Documents documents) {
    var carriers = new ArrayList<Carrier>();
    var buildsOn = new ArrayList<String>();
    for (Node root : documents.roots()) {
      root.items("images").forEach(image -> image(image, file, carriers));
      root.mapping("commonLabels")
          .ifPresent(labels -> ManifestCarriers.labels(labels, file, carriers));
      for (Node label : root.items("labels")) {
        label.mapping("pairs").ifPresent(pairs -> ManifestCarriers.labels(pairs, file, carriers));
      }
      for (String field : BUILDS_ON) {
        for (Node item : root.items(field)) {
          if (item instanceof Node.Scalar scalar) {
            buildsOn.add(scalar.text());
            remote(scalar, file).ifPresent(carriers::add);
          }
        }
      }
    }
    var kustomization = new Kustomization(isComponent(documents), buildsOn, mentions(documents));
    return new FileReading(
        carriers, Optional.of(kustomization), Optional.empty(), Optional.empty());
  }

  private static boolean isComponent(Documents documents) {
    return documents.roots().stream()
        .anyMatch(root -> root.text("kind").filter("Component"::equals).isPresent());
  }

  private static List<String> mentions(Documents documents) {
    return documents.roots().stream()
        .flatMap(Carriers::scalars)
        .map(Node.Scalar::text)
        .filter(text -> text.length() <= LONGEST_PATH && text.indexOf('\n') < 0)
        .toList();
  }

  private static void image(Node image, FileText file, List<Carrier> carriers) {
    String name = image.text("newName").or(() -> image.text("name")).orElse("");
    if (!(ImageReference.read(name) instanceof ImageReference.Reading.Valid(var reference))) {
      return;
    }
    image
        .scalar("newTag")
        .ifPresent(
            tag ->
                carriers.add(
                    new Carrier(
                        Kind.KUSTOMIZATION_TAG,
                        reference.name(),
                        tag.text(),
                        file.within(tag, 0),
                        "newTag of a kustomization's images")));
    image
        .scalar("digest")
        .ifPresent(
            digest ->
                carriers.add(
                    new Carrier(
                        Kind.IMAGE_DIGEST,
                        reference.name(),
                        digest.text(),
                        file.within(digest, 0),
                        "digest of a kustomization's images")));
  }

  private static Optional<Carrier> remote(Node.Scalar scalar, FileText file) {
    Matcher form = REMOTE.matcher(scalar.text());
    if (!form.matches()) {
      return Optional.empty();
    }
    String repository =
        "%s/%s/%s".formatted(form.group(1), form.group(2), form.group(3)).toLowerCase(Locale.ROOT);
    return Optional.of(
        new Carrier(
            Kind.KUSTOMIZATION_REF,
            repository,
            form.group(4),
            file.within(scalar, form.start(4)),
            "the ref of a remote base"));
  }
}
