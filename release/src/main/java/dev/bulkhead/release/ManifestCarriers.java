package dev.bulkhead.release;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageSite;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Origin;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.render.Documents;
import dev.bulkhead.render.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions that a manifest states: the tags of its images, and what its labels say. */
final class ManifestCarriers {
  static final String VERSION_LABEL = "app.kubernetes.io/version";
  static final String NAME_LABEL = "app.kubernetes.io/name";
  static final String CHART_LABEL = "helm.sh/chart";

  /** {@code name-1.2.3}, where the version begins at the first number after a hyphen. */
  private static final Pattern CHART = Pattern.compile("(.+?)-(v?[0-9]+\\.[0-9].*)");

  private final FileText file;
  private final List<Carrier> carriers = new ArrayList<>();

  private ManifestCarriers(FileText file) {
    this.file = file;
  }

  static List<Carrier> in(FileText file, Documents documents) {
    var found = new ManifestCarriers(file);
    for (Node root : documents.roots()) {
      for (Node.Mapping object : Manifests.objects(root)) {
        found.take(KubernetesObject.of(object, Origin.of("", file.path())));
      }
    }
    return found.carriers;
  }

  /** What an object states, as it was built of the file. */
  private void take(KubernetesObject object) {
    object.root().mapping("metadata", "labels").ifPresent(this::labels);
    for (PodTemplate pod : PodTemplate.of(object)) {
      if (!object.key().kind().equals("Pod")) {
        pod.template().mapping("metadata", "labels").ifPresent(this::labels);
      }
      pod.containers().forEach(this::images);
    }
  }

  private void images(Container container) {
    for (ImageSite site : ImageSite.of(container)) {
      ImageText.carrier(Kind.MANIFEST_IMAGE, site.scalar(), site.from(), file, site.how())
          .ifPresent(carriers::add);
    }
  }

  /** Takes what labels say of versions. */
  private void labels(Node.Mapping labels) {
    labels(labels, file, carriers);
  }

  static void labels(Node.Mapping labels, FileText file, List<Carrier> carriers) {
    Optional<Node.Scalar> version = labels.scalar(VERSION_LABEL);
    version.ifPresent(
        scalar ->
            carriers.add(
                new Carrier(
                    Kind.VERSION_LABEL,
                    labels.text(NAME_LABEL).orElse(""),
                    scalar.text(),
                    file.within(scalar, 0),
                    "the label " + VERSION_LABEL)));
    labels
        .scalar(CHART_LABEL)
        .ifPresent(
            scalar -> {
              Matcher form = CHART.matcher(scalar.text());
              if (form.matches()) {
                carriers.add(
                    new Carrier(
                        Kind.CHART_LABEL,
                        form.group(1),
                        form.group(2),
                        file.within(scalar, form.start(2)),
                        "the label " + CHART_LABEL));
              }
            });
  }
}
