package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.kustomize.KnownKinds.FieldType;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Merges a partial object into a whole one, as kustomize does ({@code kyaml/yaml/merge2}): fields
 * replace fields, null removes, {@code $patch} deletes or replaces, and lists that Kubernetes keeps
 * by key are joined item by item, those of the patch first.
 */
final class StrategicMerge {
  private static final String DIRECTIVE = "$patch";

  private StrategicMerge() {}

  /** What a patch says is to be done with what it stands for. */
  enum Directive {
    MERGE,
    REPLACE,
    DELETE
  }

  /** The object after the patch; absent where the patch deletes it. */
  static Optional<Node.Mapping> merge(Node.Mapping object, Node.Mapping patch) {
    return merge(object, patch, Optional.empty()) instanceof Node.Mapping merged
        ? Optional.of(merged)
        : Optional.empty();
  }

  /**
   * What becomes of a value.
   *
   * @param there null where there is none
   * @param patch null where the patch says nothing of it
   */
  static @Nullable Node merge(
      @Nullable Node there, @Nullable Node patch, Optional<FieldType> type) {
    Node first = Nodes.isMissing(there) ? patch : there;
    if (first == null) {
      return there;
    }
    return switch (first) {
      case Node.Scalar scalar when scalar.isNull() -> patch == null ? there : null;
      case Node.Scalar _ -> {
        requireAlike(there, patch, Node.Scalar.class);
        yield patch == null ? there : orNothing(patch);
      }
      case Node.Mapping _ -> {
        requireAlike(there, patch, Node.Mapping.class);
        yield mappings(there, patch, type);
      }
      case Node.Sequence _ -> {
        requireAlike(there, patch, Node.Sequence.class);
        yield type.filter(list -> !list.keys().isEmpty()).isPresent()
            ? new ListMerge(type.orElseThrow()).merge(there, patch)
            : patch == null ? there : orNothing(patch);
      }
    };
  }

  private static @Nullable Node orNothing(Node patch) {
    return Nodes.isNull(patch) ? null : patch;
  }

  private static void requireAlike(
      @Nullable Node there, @Nullable Node patch, Class<? extends Node> shape) {
    if (!Nodes.isMissing(there)
        && patch != null
        && !Nodes.isNull(patch)
        && !shape.isInstance(patch)) {
      throw new Refused(
          patch.at(),
          "The patch has another shape here than the object that it patches.",
          "Write what the object has: a list, fields or a single value.");
    }
  }

  private static @Nullable Node mappings(
      @Nullable Node there, @Nullable Node patch, Optional<FieldType> type) {
    if (!Nodes.isMissing(there) && Nodes.isNull(patch)) {
      return null;
    }
    Optional<FieldType> known = type.or(() -> typeOf(there)).or(() -> typeOf(patch));
    Node.Mapping base = there instanceof Node.Mapping mapping ? mapping : null;
    if (!(patch instanceof Node.Mapping change)) {
      return base == null ? null : fields(base, null, known);
    }
    Directive directive = directive(change);
    Node.Mapping plain = Nodes.without(change, DIRECTIVE);
    return switch (directive) {
      case DELETE -> null;
      case REPLACE -> fields(plain, plain, known);
      case MERGE -> fields(base == null ? plain : base, plain, known);
    };
  }

  static Directive directive(Node.Mapping patch) {
    Node stated = patch.get(DIRECTIVE).orElse(null);
    if (stated == null) {
      return Directive.MERGE;
    }
    return switch (stated instanceof Node.Scalar scalar ? scalar.text() : "") {
      case "merge" -> Directive.MERGE;
      case "replace" -> Directive.REPLACE;
      case "delete" -> Directive.DELETE;
      default ->
          throw new Refused(
              stated.at(),
              "A patch says merge, replace or delete with \"$patch\".",
              "Write one of these.");
    };
  }

  /** Whether an item of a list says what is to be done with the list, and nothing else. */
  static boolean isDirective(Node item) {
    return item instanceof Node.Mapping mapping
        && mapping.fields().size() == 1
        && mapping.fields().containsKey(DIRECTIVE);
  }

  private static Node.Mapping fields(
      Node.Mapping there, Node.@Nullable Mapping patch, Optional<FieldType> type) {
    var names = new LinkedHashSet<>(there.fields().keySet());
    if (patch != null) {
      names.addAll(patch.fields().keySet());
    }
    Node.Mapping merged = there;
    for (String name : names) {
      Node before = there.get(name).orElse(null);
      Node change = patch == null ? null : patch.get(name).orElse(null);
      Node after = merge(before, change, type.flatMap(known -> known.field(name)));
      if (after == null) {
        merged = Nodes.without(merged, name);
      } else if (!Nodes.isSame(after, merged, name)) {
        merged = Nodes.with(merged, name, after, patch == null ? after.at() : patch.keyAt(name));
      }
    }
    return merged;
  }

  private static Optional<FieldType> typeOf(@Nullable Node node) {
    return node instanceof Node.Mapping mapping
            && mapping.text("kind").isPresent()
            && mapping.text("apiVersion").isPresent()
        ? FieldType.of(Kind.of(mapping))
        : Optional.empty();
  }
}
