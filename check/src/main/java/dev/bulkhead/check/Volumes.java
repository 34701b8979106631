package dev.bulkhead.check;

import dev.bulkhead.model.Container;
import dev.bulkhead.model.ImageReference;
import dev.bulkhead.model.Inventory;
import dev.bulkhead.model.KubernetesObject;
import dev.bulkhead.model.Node;
import dev.bulkhead.model.Platform;
import dev.bulkhead.model.PodTemplate;
import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.registry.ImageLookup;
import dev.bulkhead.registry.Images;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of a pod, as one of its containers mounts them. */
final class Volumes {
  private static final int DEFAULT_MODE = 0644;

  private final PodTemplate pod;
  private final Inventory inventory;
  private final Images images;
  private final Platform platform;

  Volumes(PodTemplate pod, Inventory inventory, Images images, Platform platform) {
    this.pod = pod;
    this.inventory = inventory;
    this.images = images;
    this.platform = platform;
  }

  /** The container's mounts; a mount of a volume that the pod lacks is opaque. */
  List<Mount> mountsOf(Container container) {
    var mounts = new ArrayList<Mount>();
    for (Node.Mapping mount : container.volumeMounts()) {
      String name = mount.text("name").orElse("");
      mount
          .text("mountPath")
          .ifPresent(
              path ->
                  mounts.add(
                      new Mount(Paths.resolve("/", path), volumeOf(name, mount, container))));
    }
    return List.copyOf(mounts);
  }

  private Volume volumeOf(String name, Node.Mapping mount, Container container) {
    if (mount.find("subPath").isPresent() || mount.find("subPathExpr").isPresent()) {
      return opaque("A part of the volume %s is mounted there (subPath).".formatted(name));
    }
    Optional<Node> volume =
        pod.spec().items("volumes").stream()
            .filter(item -> item.text("name").filter(name::equals).isPresent())
            .findFirst();
    if (volume.isEmpty()) {
      return opaque(
          "The volume %s is not among the pod's volumes; it may be a claim template."
              .formatted(name));
    }
    return of(name, volume.get(), container);
  }

  private Volume of(String name, Node volume, Container container) {
    if (volume.get("emptyDir").isPresent()) {
      return emptyDir(name, container);
    }
    Optional<Node.Mapping> source = volume.mapping("configMap");
    if (source.isPresent()) {
      return defined(List.of(new Part("ConfigMap", "name", source.get())), modeOf(source.get()));
    }
    source = volume.mapping("secret");
    if (source.isPresent()) {
      return defined(List.of(new Part("Secret", "secretName", source.get())), modeOf(source.get()));
    }
    source = volume.mapping("projected");
    if (source.isPresent()) {
      return projected(name, source.get());
    }
    source = volume.mapping("image");
    if (source.isPresent()) {
      return image(source.get().text("reference").orElse(""));
    }
    String kind =
        volume instanceof Node.Mapping mapping
            ? mapping.fields().keySet().stream()
                .filter(field -> !field.equals("name"))
                .findFirst()
                .orElse("unknown")
            : "unknown";
    return opaque("The volume %s is of type %s.".formatted(name, kind));
  }

  /** Empty unless a container that can run earlier, or beside this one, mounts it too. */
  private Volume emptyDir(String name, Container container) {
    List<Container> all = pod.containers();
    int own = all.indexOf(container);
    for (int i = 0; i < all.size(); i++) {
      Container other = all.get(i);
      boolean runsBefore = i < own || other.role() != Container.Role.INIT;
      if (i != own && runsBefore && mounts(other, name)) {
        return opaque(
            "The emptyDir volume %s is filled by the container %s when the pod runs."
                .formatted(name, other.name()));
      }
    }
    return new Volume.EmptyAtStart(name);
  }

  private static boolean mounts(Container container, String volume) {
    return container.volumeMounts().stream()
        .anyMatch(
            mount ->
                mount.text("name").filter(volume::equals).isPresent()
                    && mount.scalar("readOnly").filter(Node.Scalar::isTrue).isEmpty());
  }

  /** A ConfigMap or Secret, whole or by items. */
  private record Part(String kind, String nameField, Node.Mapping source) {}

  private Volume projected(String name, Node.Mapping projection) {
    var parts = new ArrayList<Part>();
    for (Node item : projection.items("sources")) {
      item.mapping("configMap").ifPresent(map -> parts.add(new Part("ConfigMap", "name", map)));
      item.mapping("secret").ifPresent(secret -> parts.add(new Part("Secret", "name", secret)));
      if (item.get("configMap").isEmpty() && item.get("secret").isEmpty()) {
        return opaque("The projected volume %s is filled by the kubelet.".formatted(name));
      }
    }
    return defined(parts, modeOf(projection));
  }

  private Volume defined(List<Part> parts, int mode) {
    var files = new HashMap<String, FileEntry>();
    var names = new ArrayList<String>();
    for (Part part : parts) {
      String name = part.source().text(part.nameField()).orElse("");
      Optional<KubernetesObject> object =
          inventory.find(part.kind(), pod.owner().key().namespace(), name);
      if (object.isEmpty()) {
        return new Volume.Opaque(
            "The %s %s is mounted there and is not among the sources.".formatted(part.kind(), name),
            "Add the manifest of %s %s to the sources.".formatted(part.kind(), name));
      }
      names.add("the %s %s".formatted(part.kind(), name));
      files.putAll(filesOf(object.get(), part.source(), mode));
    }
    return new Volume.Defined(String.join(" with ", names), files);
  }

  private static Map<String, FileEntry> filesOf(
      KubernetesObject object, Node.Mapping source, int mode) {
    var contents = new HashMap<String, FileContent>();
    boolean secret = object.key().kind().equals("Secret");
    for (String field : List.of("data", "stringData", "binaryData")) {
      object
          .root()
          .mapping(field)
          .ifPresent(
              data ->
                  data.fields()
                      .forEach(
                          (key, node) ->
                              contents.put(
                                  key,
                                  secret || field.equals("binaryData")
                                      ? UNKNOWN_CONTENT
                                      : contentOf(node.text().orElse("")))));
    }
    var files = new HashMap<String, FileEntry>();
    List<Node> items = source.items("items");
    if (items.isEmpty()) {
      contents.forEach((key, content) -> files.put("/" + key, file("/" + key, mode, content)));
    }
    for (Node item : items) {
      FileContent content = contents.get(item.text("key").orElse(""));
      if (content != null) {
        String path = Paths.resolve("/", item.text("path").orElse(""));
        int own =
            item.scalar("mode").flatMap(Node.Scalar::integer).map(Long::intValue).orElse(mode);
        files.put(path, file(path, own, content));
      }
    }
    return files;
  }

  /** Stands for a content that the manifests do not show; it decides nothing. */
  static final FileContent UNKNOWN_CONTENT = new FileContent.Other("");

  private static FileContent contentOf(String text) {
    if (text.isEmpty()) {
      return new FileContent.Empty();
    }
    if (text.startsWith("#!")) {
      int end = text.indexOf('\n');
      String line = end < 0 ? text : text.substring(0, end);
      return new FileContent.Script(line.substring(2, Math.min(line.length(), 256)));
    }
    var head = new StringBuilder();
    byte[] bytes = text.substring(0, Math.min(16, text.length())).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < Math.min(16, bytes.length); i++) {
      head.append("%02x".formatted(bytes[i]));
    }
    return new FileContent.Other(head.toString());
  }

  private static FileEntry file(String path, int mode, FileContent content) {
    return new FileEntry(path, FileEntry.Type.FILE, mode & 0777, 0, 0, 0, "", content);
  }

  private static int modeOf(Node.Mapping source) {
    return source
        .scalar("defaultMode")
        .flatMap(Node.Scalar::integer)
        .map(Long::intValue)
        .orElse(DEFAULT_MODE);
  }

  private Volume image(String text) {
    if (!(ImageReference.read(text) instanceof ImageReference.Reading.Valid(var reference))) {
      return opaque("The image volume's reference %s is not valid.".formatted(text));
    }
    return switch (images.find(reference, platform)) {
      case ImageLookup.Found(var image) -> new Volume.OfImage(text, image.files());
      case ImageLookup.Unavailable(String reason, String supply) ->
          new Volume.Opaque(reason, supply);
      case ImageLookup.Missing(String where, String answer, var _) ->
          opaque("The image volume %s does not exist: %s says %s.".formatted(text, where, answer));
      case ImageLookup.PlatformMissing _ ->
          opaque("The image volume %s has nothing for %s.".formatted(text, platform));
    };
  }

  private static Volume opaque(String reason) {
    return new Volume.Opaque(reason, "Check the content of the volume in the running cluster.");
  }
}
