package dev.bulkhead.registry.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as others wrote it: members of another type than asked for count as absent, as do
 * nulls. Depth and lengths are bounded.
 */
public final class Json {
  private static final JSON READER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxStringLength(4 << 20)
                          .maxNumberLength(100)
                          .build())
                  .build())
          .build();
  private static final Json EMPTY = new Json(Map.of());

  private final Map<?, ?> members;

  private Json(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * Reads an object.
   *
   * @throws IOException if the text is not one JSON object
   */
  public static Json object(String text) throws IOException {
    if (READER.anyFrom(text) instanceof Map<?, ?> members) {
      return new Json(members);
    }
    throw new IOException("It is not a JSON object.");
  }

  /**
   * Reads a list of objects.
   *
   * @throws IOException if the text is not a JSON array
   */
  public static List<Json> objects(String text) throws IOException {
    if (READER.anyFrom(text) instanceof List<?> items) {
      return objectsOf(items);
    }
    throw new IOException("It is not a JSON array.");
  }

  /**
   * An object of those members: texts, numbers, truth values, objects, and lists and maps of such.
   */
  public static Json of(Map<String, ?> members) {
    var plain = new LinkedHashMap<Object, Object>();
    members.forEach((name, value) -> plain.put(name, plain(value)));
    return new Json(plain);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Json object -> object.members;
      case List<?> items -> items.stream().map(Json::plain).toList();
      default -> value;
    };
  }

  /** The same, but of that array member only the objects that are kept. */
  public Json keeping(String name, Predicate<Json> kept) {
    var changed = new LinkedHashMap<Object, Object>(members);
    if (members.get(name) instanceof List<?> items) {
      changed.put(
          name,
          items.stream()
              .filter(item -> !(item instanceof Map<?, ?> map) || kept.test(new Json(map)))
              .toList());
    }
    return new Json(changed);
  }

  /** The object as text, without white space, its members in their order. */
  public String write() {
    try {
      return READER.asString(members);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The names of all members, in order. */
  public List<String> names() {
    return members.keySet().stream().map(String::valueOf).toList();
  }

  /** Whether there is such a member and it is not null. */
  public boolean has(String name) {
    return members.get(name) != null;
  }

  /** The string member, or the empty string. */
  public String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  /** The whole-number member; null where it is absent or no whole number. */
  public @Nullable Long number(String name) {
    return switch (members.get(name)) {
      case Integer number -> (long) number;
      case Long number -> number;
      case null, default -> null;
    };
  }

  /** The object member, or an empty one. */
  public Json member(String name) {
    return members.get(name) instanceof Map<?, ?> object ? new Json(object) : EMPTY;
  }

  /** Those items of the array member that are objects. */
  public List<Json> list(String name) {
    return members.get(name) instanceof List<?> items ? objectsOf(items) : List.of();
  }

  /** Those items of the array member that are strings. */
  public List<String> texts(String name) {
    return members.get(name) instanceof List<?> items
        ? items.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** Those members of the object member that are strings. */
  public SequencedMap<String, String> textMap(String name) {
    var map = new LinkedHashMap<String, String>();
    member(name)
        .members
        .forEach(
            (key, value) -> {
              if (value instanceof String text) {
                map.put(String.valueOf(key), text);
              }
            });
    return map;
  }

  private static List<Json> objectsOf(List<?> items) {
    return items.stream()
        .filter(Map.class::isInstance)
        .map(item -> new Json((Map<?, ?>) item))
        .toList();
  }
}
