package dev.bulkhead.render;

import dev.bulkhead.model.Fields;
import dev.bulkhead.model.Location;
import dev.bulkhead.model.Node;
import dev.bulkhead.render.DocumentBuilder.Sized;
import dev.bulkhead.render.Documents.Duplicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose end the parser has not come to.
 *
 * <p>A merge ({@code <<}) sets its fields where it stands, as go-yaml v2 does: they give way to
 * what comes after and override what came before.
 */
final class MappingFrame extends Frame {
  private static final int MAX_DUPLICATES = 100;

  private final Fields.Builder<Node> fields = new Fields.Builder<>();
  private final Fields.Builder<Location> keys = new Fields.Builder<>();
  private List<SecretValues.Field> secretFields = List.of();
  private Set<String> merged = Set.of();
  private @Nullable String key;
  private Location keyAt;
  private boolean merging;

  MappingFrame(Location at, Spot spot, String anchor) {
    super(at, spot, anchor);
    this.keyAt = at;
  }

  boolean awaitsKey() {
    return key == null;
  }

  /** Takes the name of the next field. */
  void key(String name, Location place, boolean merge) {
    key = name;
    keyAt = place;
    merging = merge;
  }

  @Override
  void accept(Sized child, List<Duplicate> duplicates) throws Refusal {
    String name = key;
    if (name == null) {
      nodeAsKey(child);
      return;
    }
    key = null;
    if (merging) {
      merge(child);
      return;
    }
    fields.put(name, child.node());
    Location before = keys.put(name, keyAt);
    if (before != null && !merged.contains(name) && duplicates.size() < MAX_DUPLICATES) {
      duplicates.add(new Duplicate(name, keyAt, before));
    }
    if (SecretValues.mayHold(name)) {
      if (secretFields.isEmpty()) {
        secretFields = new ArrayList<>(3);
      }
      secretFields.add(new SecretValues.Field(name, child.first(), child.last()));
    }
  }

  /** A field's name that is an alias, has an anchor, or is no scalar at all. */
  private void nodeAsKey(Sized child) throws Refusal {
    if (!(child.node() instanceof Node.Scalar scalar) || scalar.isNull()) {
      throw new Refusal(
          child.spot(),
          "A field's name must be text, and here it is a %s."
              .formatted(
                  switch (child.node()) {
                    case Node.Mapping _ -> "mapping";
                    case Node.Sequence _ -> "sequence";
                    case Node.Scalar _ -> "null";
                  }),
          "Quote the name; if this is a template (\"{{ ... }}\"), render it first.");
    }
    key(scalar.text(), scalar.at(), false);
  }

  private void merge(Sized child) throws Refusal {
    switch (child.node()) {
      case Node.Mapping mapping -> mergeFields(mapping);
      case Node.Sequence sequence when !child.isAlias() -> {
        for (Node item : sequence.items().reversed()) {
          if (!(item instanceof Node.Mapping mapping)) {
            throw noMapping(child);
          }
          mergeFields(mapping);
        }
      }
      case Node.Sequence _, Node.Scalar _ -> throw noMapping(child);
    }
  }

  private void mergeFields(Node.Mapping mapping) {
    if (merged.isEmpty()) {
      merged = new HashSet<>();
    }
    mapping
        .fields()
        .forEach(
            (name, node) -> {
              fields.put(name, node);
              keys.put(name, mapping.keyAt(name));
              merged.add(name);
            });
  }

  private static Refusal noMapping(Sized child) {
    return new Refusal(
        child.spot(),
        "Only a mapping, or a list of mappings, can be merged with \"<<\".",
        "Merge a mapping, or quote \"<<\" if it is meant as a field's name.");
  }

  @Override
  Sized close(int lastLine, Withheld withheld) {
    Node.Mapping mapping = new Node.Mapping(fields.build(), keys.build(), at);
    return sized(SecretValues.remove(mapping, secretFields, withheld), lastLine);
  }
}
