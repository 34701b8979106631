package dev.bulkhead.admission.cel;

import static java.util.stream.Collectors.joining;

import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The functions with which an expression can make values that are larger than itself, bounded, in
 * place of CEL's own; Kubernetes bounds them by what an evaluation may cost.
 */
final class BoundedLibrary {
  private static final int LONGEST = 1 << 16;
  private static final int MOST = 1 << 13;

  private BoundedLibrary() {}

  /** A value grows beyond what is evaluated here. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super(null, null, false, false);
    }
  }

  /** CEL's functions without those. */
  static CelStandardFunctions others() {
    var replaced = Set.of("ADD_STRING", "ADD_BYTES", "ADD_LIST");
    return CelStandardFunctions.newBuilder()
        .filterFunctions((function, overload) -> !replaced.contains(overload.toString()))
        .build();
  }

  static List<CelFunctionBinding> bindings() {
    return List.of(
        CelFunctionBinding.from("add_string", String.class, String.class, BoundedLibrary::add),
        CelFunctionBinding.from(
            "add_bytes", CelByteString.class, CelByteString.class, BoundedLibrary::add),
        CelFunctionBinding.from("add_list", List.class, List.class, BoundedLibrary::add),
        CelFunctionBinding.from(
            "string_replace_string_string",
            List.of(String.class, String.class, String.class),
            args -> replace((String) args[0], (String) args[1], (String) args[2], -1)),
        CelFunctionBinding.from(
            "string_replace_string_string_int",
            List.of(String.class, String.class, String.class, Long.class),
            args -> replace((String) args[0], (String) args[1], (String) args[2], (Long) args[3])),
        CelFunctionBinding.from("list_join", List.class, items -> join(items, "")),
        CelFunctionBinding.from(
            "list_join_string", List.class, String.class, BoundedLibrary::join));
  }

  private static String add(String one, String other) {
    checked(one.length() + other.length(), LONGEST);
    return one + other;
  }

  private static CelByteString add(CelByteString one, CelByteString other) {
    checked(one.size() + other.size(), LONGEST);
    return one.concat(other);
  }

  private static List<?> add(List<?> one, List<?> other) {
    checked(one.size() + other.size(), MOST);
    var both = new ArrayList<Object>(one.size() + other.size());
    both.addAll(one);
    both.addAll(other);
    return both;
  }

  private static String replace(String text, String old, String with, long limit) {
    var replaced = new StringBuilder();
    int from = 0;
    for (long count = 0; limit < 0 || count < limit; count++) {
      int found = text.indexOf(old, from);
      if (found < 0 || (old.isEmpty() && found >= text.length())) {
        break;
      }
      int end = old.isEmpty() ? found + 1 : found + old.length();
      replaced.append(text, from, found).append(with);
      replaced.append(text, found + old.length(), end);
      from = end;
      checked(replaced.length(), LONGEST);
    }
    replaced.append(text, from, text.length());
    return replaced.append(old.isEmpty() && limit < 0 ? with : "").toString();
  }

  private static String join(List<?> items, String between) {
    long length = 0;
    for (Object item : items) {
      length += ((String) item).length() + between.length();
      checked(length, LONGEST);
    }
    return items.stream().map(String.class::cast).collect(joining(between));
  }

  private static void checked(long size, int most) {
    if (size > most) {
      throw new TooLarge();
    }
  }
}
