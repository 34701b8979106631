package dev.bulkhead.render.kustomize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The kinds whose schema kustomize knows, and which of their lists patches join item by item. */
final class KnownKinds {
  private static final Set<String> ALL = new HashSet<>();
  private static final Set<String> NAMES = new HashSet<>();
  private static final Set<String> CLUSTER_SCOPED = new HashSet<>();
  private static final Map<String, FieldType> FIELDS = new HashMap<>();

  static {
    for (String line : lines("kinds.txt")) {
      String[] parts = line.split(" ", -1);
      String kind = parts[0] + " " + parts[1];
      ALL.add(kind);
      NAMES.add(parts[1]);
      if (parts.length > 2) {
        CLUSTER_SCOPED.add(kind);
      }
    }
    for (String line : lines("merge-keys.txt")) {
      List<String> parts = List.of(line.split(" ", -1));
      FIELDS.put(parts.getFirst(), new FieldType(parts.get(1), parts.subList(2, parts.size())));
    }
  }

  private KnownKinds() {}

  /**
   * What a field holds.
   *
   * @param name of the type, or of that of a list's items
   * @param keys by what the items of a list are told apart; none where it is replaced as a whole
   */
  record FieldType(String name, List<String> keys) {
    /** The type of an object of a kind. */
    static Optional<FieldType> of(Kind kind) {
      return ALL.contains(kind.apiVersion() + " " + kind.name())
          ? Optional.of(new FieldType(kind.name(), List.of()))
          : Optional.empty();
    }

    Optional<FieldType> field(String field) {
      return field.equals("metadata") && NAMES.contains(name)
          ? Optional.of(new FieldType("ObjectMeta", List.of()))
          : Optional.ofNullable(FIELDS.get(name + "." + field));
    }

    /** What the items of the list are. */
    FieldType item() {
      return new FieldType(name, List.of());
    }
  }

  /** Whether objects of a kind lie in no namespace for certain. */
  static boolean isClusterScoped(Kind kind) {
    return CLUSTER_SCOPED.contains(kind.apiVersion() + " " + kind.name());
  }

  /** The lines of a data file, without its remarks. */
  static List<String> lines(String file) {
    try (InputStream in = KnownKinds.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
