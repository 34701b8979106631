package dev.bulkhead.render.kustomize;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.kustomize.FieldSpecs.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives images other names, tags or digests ({@code filters/imagetag}). */
record Images(List<Change> changes, List<FieldSpec> places) {
  private static final Set<String> FIELDS = Set.of("name", "newName", "newTag", "digest");
  private static final String TAG_AND_DIGEST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?";

  Images {
    changes = List.copyOf(changes);
    places = List.copyOf(places);
  }

  /** What a kustomization says of images. */
  static Images of(KustomizationFile file, FieldSpecs specs) {
    var changes = new ArrayList<Change>();
    for (String field : List.of("images", "imageTags")) {
      for (Node item : file.items(field)) {
        changes.add(Change.of(Shape.require(item, FIELDS)));
      }
    }
    return new Images(changes, specs.of(Purpose.IMAGES));
  }

  List<Resource> apply(List<Resource> resources) {
    return changes.isEmpty() ? resources : resources.stream().map(this::apply).toList();
  }

  private Resource apply(Resource resource) {
    if (resource.kind().name().equals("CustomResourceDefinition")) {
      return resource;
    }
    Node.Mapping root = resource.root();
    for (Change change : changes) {
      root = (Node.Mapping) inContainers(root, change);
      for (FieldSpec place : places) {
        root = place.change(root, change::apply);
      }
    }
    return resource.with(root);
  }

  /** Lists of containers are looked for at any depth, be it in custom resources. */
  private static Node inContainers(Node node, Change change) {
    return switch (node) {
      case Node.Scalar scalar -> scalar;
      case Node.Sequence sequence ->
          new Node.Sequence(
              sequence.items().stream().map(item -> inContainers(item, change)).toList(),
              sequence.at());
      case Node.Mapping mapping -> {
        var fields = new LinkedHashMap<String, Node>();
        mapping
            .fields()
            .forEach(
                (name, value) -> {
                  Node inner = inContainers(value, change);
                  boolean holdsContainers =
                      name.equals("containers") || name.equals("initContainers");
                  fields.put(name, holdsContainers ? containers(inner, change) : inner);
                });
        yield new Node.Mapping(fields, mapping.keys(), mapping.at());
      }
    };
  }

  private static Node containers(Node node, Change change) {
    if (!(node instanceof Node.Sequence sequence)) {
      return node;
    }
    return new Node.Sequence(
        sequence.items().stream()
            .map(
                item ->
                    item instanceof Node.Mapping container && container.get("image").isPresent()
                        ? Nodes.with(
                            container, "image", change.apply(container.get("image").orElseThrow()))
                        : item)
            .toList(),
        sequence.at());
  }

  /** What becomes of one image; absent parts stay as they are. */
  record Change(
      Pattern name,
      Node.@Nullable Scalar newName,
      Node.@Nullable Scalar newTag,
      Node.@Nullable Scalar digest) {
    static Change of(Node.Mapping entry) {
      String name = entry.text("name").orElse("");
      try {
        return new Change(
            Pattern.compile(name + TAG_AND_DIGEST),
            text(entry, "newName"),
            text(entry, "newTag"),
            text(entry, "digest"));
      } catch (PatternSyntaxException invalid) {
        throw new Refused(
            entry.at(),
            "The image's name is no regular expression.",
            "Escape what is meant as text.");
      }
    }

    private static Node.@Nullable Scalar text(Node.Mapping entry, String field) {
      return entry.scalar(field).filter(scalar -> !scalar.text().isEmpty()).orElse(null);
    }

    Node apply(Node node) {
      if (!(node instanceof Node.Scalar image) || !name.matches(image.text())) {
        return node;
      }
      Parts old = Parts.of(image.text());
      Node.Scalar guilty = digest != null ? digest : newTag != null ? newTag : newName;
      if (guilty == null) {
        return node;
      }
      boolean isOther = newTag != null || digest != null;
      var parts =
          new Parts(
              newName == null ? old.name() : newName.text(),
              isOther ? textOf(newTag) : old.tag(),
              isOther ? textOf(digest) : old.digest());
      return Nodes.text(parts.toString(), guilty.at());
    }

    private static String textOf(Node.@Nullable Scalar scalar) {
      return scalar == null ? "" : scalar.text();
    }
  }

  /** An image's name, tag and digest; what is absent is the empty string. */
  private record Parts(String name, String tag, String digest) {
    static Parts of(String image) {
      int host = Math.max(image.indexOf('/'), 0);
      int digestAt = image.indexOf('@', host);
      int tagAt = image.indexOf(':', host);
      if (digestAt >= 0 && (tagAt < 0 || digestAt < tagAt)) {
        return new Parts(image.substring(0, digestAt), "", image.substring(digestAt + 1));
      }
      if (tagAt < 0) {
        return new Parts(image, "", "");
      }
      return digestAt < 0
          ? new Parts(image.substring(0, tagAt), image.substring(tagAt + 1), "")
          : new Parts(
              image.substring(0, tagAt),
              image.substring(tagAt + 1, digestAt),
              image.substring(digestAt + 1));
    }

    @Override
    public String toString() {
      return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
  }
}
