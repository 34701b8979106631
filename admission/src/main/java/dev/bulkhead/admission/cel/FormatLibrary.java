package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.FORMAT;
import static dev.bulkhead.admission.cel.Types.PROBLEMS;
import static dev.bulkhead.admission.cel.Types.STRING;

import dev.cel.common.types.OptionalType;
import java.util.List;
import java.util.Optional;

/** Forms of names (apiserver {@code pkg/cel/library/format.go}). */
final class FormatLibrary {
  private FormatLibrary() {}

  static Library library() {
    var library =
        new Library()
            .global(
                "format.named",
                OptionalType.create(FORMAT),
                List.of(STRING),
                args -> NamedFormat.of((String) args[0]))
            .member(
                "validate",
                PROBLEMS,
                List.of(FORMAT, STRING),
                args -> problems((NamedFormat) args[0], (String) args[1]));
    for (NamedFormat format : NamedFormat.values()) {
      library.global("format." + format.spelling(), FORMAT, List.of(), args -> format);
    }
    return library;
  }

  private static Optional<List<String>> problems(NamedFormat format, String text) {
    return format.admits(text)
        ? Optional.empty()
        : Optional.of(List.of("must be of the form " + format.spelling()));
  }
}
