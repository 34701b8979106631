package dev.bulkhead.release;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.ImageSite;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.ObjectKey;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.release.Carrier.Kind;
import dev.bulkhead.release.FileReading.Kustomization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What users deploy straight from a repository: the kustomizations that no other builds on, and the
 * manifests that are part of none and of no chart.
 */
final class Deployables {
  private final Snapshot snapshot;
  private final Builds builds;

  /** Kustomizations by their folders, the root's empty, without a slash at the end. */
  private final SortedMap<String, Kustomization> kustomizations = new TreeMap<>();

  private Deployables(Snapshot snapshot, Builds builds) {
    this.snapshot = snapshot;
    this.builds = builds;
    snapshot
        .readings()
        .forEach(
            (path, reading) ->
                reading
                    .kustomization()
                    .filter(_ -> Grounds.of(path) == Grounds.DEPLOYED)
                    .ifPresent(found -> kustomizations.put(folder(path), found)));
  }

  static List<Deployable> of(Snapshot snapshot, Builds builds) {
    var found = new Deployables(snapshot, builds);
    var all = new ArrayList<Deployable>();
    found.roots().forEach(root -> all.add(found.built(root)));
    all.addAll(found.manifests());
    return all;
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  /** A path as it is written in a file of a folder; empty where it leads out of the repository. */
  private static Optional<String> resolved(String folder, String written) {
    if (written.contains("://") || written.startsWith("/") || written.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    String path = Path.of(folder).resolve(written).normalize().toString();
    return path.startsWith("..") ? Optional.empty() : Optional.of(path);
  }

  private List<String> roots() {
    var builtOn = new HashSet<String>();
    kustomizations.forEach(
        (folder, kustomization) ->
            kustomization
                .buildsOn()
                .forEach(written -> resolved(folder, written).ifPresent(builtOn::add)));
    return kustomizations.entrySet().stream()
        .filter(entry -> !entry.getValue().isComponent() && !builtOn.contains(entry.getKey()))
        .map(entry -> entry.getKey())
        .toList();
  }

  private Deployable built(String folder) {
    String path = folder.isEmpty() ? "." : folder;
    Builds.Build build = builds.of(snapshot.files(), folder);
    var images = new ArrayList<DeployedImage>();
    for (KubernetesObject object : build.objects()) {
      for (PodTemplate pod : PodTemplate.of(object)) {
        pod.containers().forEach(container -> images.addAll(images(object.key(), container)));
      }
    }
    if (build.refused().isPresent()) {
      reached(folder, new HashSet<>()).forEach(file -> images.addAll(images(file)));
    }
    return new Deployable(Deployable.Kind.KUSTOMIZATION, path, images, build.refused());
  }

  /** All files that a kustomization is built from, as far as they are in the repository. */
  private Set<String> reached(String folder, Set<String> reached) {
    Kustomization kustomization = kustomizations.get(folder);
    if (kustomization == null) {
      reached.add(folder);
    } else if (reached.add(file(folder))) {
      kustomization
          .buildsOn()
          .forEach(written -> resolved(folder, written).ifPresent(path -> reached(path, reached)));
    }
    return reached;
  }

  private String file(String folder) {
    return snapshot.readings().keySet().stream()
        .filter(
            path ->
                folder(path).equals(folder)
                    && KustomizationCarriers.isKustomization(
                        path.substring(path.lastIndexOf('/') + 1)))
        .findFirst()
        .orElse(folder);
  }

  private List<DeployedImage> images(String file) {
    FileReading reading = snapshot.readings().get(file);
    return reading == null
        ? List.of()
        : reading.carriers().stream()
            .filter(
                carrier ->
                    carrier.kind() == Kind.MANIFEST_IMAGE
                        || carrier.kind() == Kind.KUSTOMIZATION_TAG)
            .flatMap(carrier -> image(file, carrier).stream())
            .toList();
  }

  private static List<DeployedImage> images(ObjectKey object, Container container) {
    var images = new ArrayList<DeployedImage>();
    for (ImageSite site : ImageSite.of(container)) {
      if (ImageReference.read(site.text()) instanceof ImageReference.Reading.Valid(var reference)) {
        images.add(new DeployedImage(reference, site.scalar().at(), object, container.name()));
      }
    }
    return images;
  }

  /** Manifests that are applied as they are. */
  private List<Deployable> manifests() {
    Set<String> parts = parts();
    var manifests = new ArrayList<Deployable>();
    snapshot
        .readings()
        .forEach(
            (path, reading) -> {
              boolean isOne =
                  Grounds.of(path) == Grounds.DEPLOYED
                      && !parts.contains(path)
                      && snapshot.chartOf(path).isEmpty();
              List<DeployedImage> images = isOne ? images(path, reading) : List.of();
              if (!images.isEmpty()) {
                manifests.add(
                    new Deployable(Deployable.Kind.MANIFEST, path, images, Optional.empty()));
              }
            });
    return manifests;
  }

  private Set<String> parts() {
    var parts = new HashSet<String>();
    kustomizations.forEach(
        (folder, kustomization) ->
            kustomization
                .mentions()
                .forEach(written -> resolved(folder, written).ifPresent(parts::add)));
    return parts;
  }

  private static List<DeployedImage> images(String path, FileReading reading) {
    return reading.carriers().stream()
        .filter(carrier -> carrier.kind() == Kind.MANIFEST_IMAGE)
        .flatMap(carrier -> image(path, carrier).stream())
        .toList();
  }

  private static Optional<DeployedImage> image(String path, Carrier carrier) {
    return ImageReference.read(carrier.subject() + ":" + carrier.text())
            instanceof ImageReference.Reading.Valid(var reference)
        ? Optional.of(new DeployedImage(reference, carrier.at(), fileKey(path, "Manifest"), ""))
        : Optional.empty();
  }

  /** A file in the place of an object. */
  static ObjectKey fileKey(String path, String kind) {
    return new ObjectKey("", kind, "", path);
  }

  /** The folder's own place. */
  static Location at(String path) {
    return Location.somewhereIn(path);
  }
}
