package dev.bulkhead.admission.cel;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map of which a part is known. */
public final class Part extends AbstractMap<String, Object> {
  private final String path;
  private final Doubts doubts;
  private final Map<String, Object> known;
  private final Function<String, Missing> missing;
  private final Missing others;

  /** What is to be thought of a key that is not among the known ones. */
  public enum Missing {
    /** It is not there. */
    ABSENT,
    /** It may be there; an answer that needs it absent in order to be no may do so. */
    LEANING,
    /** It may be there. */
    UNKNOWN
  }

  private Part(
      String path,
      Doubts doubts,
      Map<String, Object> known,
      Function<String, Missing> missing,
      Missing others) {
    this.path = path;
    this.doubts = doubts;
    this.known = known;
    this.missing = missing;
    this.others = others;
  }

  /** A map whose other keys are all alike. */
  public static Part of(String path, Doubts doubts, Map<String, Object> known, Missing others) {
    return new Part(path, doubts, known, key -> others, others);
  }

  /** The same, but one key is not like the others. */
  public Part except(String key, Missing then) {
    return new Part(
        path, doubts, known, other -> other.equals(key) ? then : missing.apply(other), others);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return known.containsKey(key) || isUnlisted(key);
  }

  /** Always false, if it returns at all. */
  private boolean isUnlisted(@Nullable Object key) {
    if (key instanceof String text) {
      settle(missing.apply(text), path + "." + text);
    }
    return false;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    Object value = known.get(key);
    if (value == null) {
      isUnlisted(key);
    }
    return value;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    settle(others, path);
    return known.entrySet();
  }

  private void settle(Missing state, String what) {
    switch (state) {
      case ABSENT -> {}
      case LEANING -> doubts.lean(what);
      case UNKNOWN -> throw doubts.unknown(what);
    }
  }

  @Override
  public String toString() {
    return path;
  }
}
