package dev.bulkhead.admission.cel;

import static dev.bulkhead.admission.cel.Types.BOOL;
import static dev.bulkhead.admission.cel.Types.INT;
import static dev.bulkhead.admission.cel.Types.SEMVER;
import static dev.bulkhead.admission.cel.Types.STRING;

import java.util.List;
import java.util.Optional;

/** Semantic versions (apiserver {@code pkg/cel/library/semverlib.go}). */
final class VersionLibrary {
  private VersionLibrary() {}

  static Library library() {
    return new Library()
        .global("semver", SEMVER, List.of(STRING), args -> parse(args).orElseThrow())
        .global("semver", SEMVER, List.of(STRING, BOOL), args -> parse(args).orElseThrow())
        .global("isSemver", BOOL, List.of(STRING), args -> parse(args).isPresent())
        .global("isSemver", BOOL, List.of(STRING, BOOL), args -> parse(args).isPresent())
        .member("major", INT, List.of(SEMVER), args -> version(args, 0).major())
        .member("minor", INT, List.of(SEMVER), args -> version(args, 0).minor())
        .member("patch", INT, List.of(SEMVER), args -> version(args, 0).patch())
        .member("isLessThan", BOOL, List.of(SEMVER, SEMVER), args -> compare(args) < 0)
        .member("isGreaterThan", BOOL, List.of(SEMVER, SEMVER), args -> compare(args) > 0)
        .member(
            "compareTo",
            INT,
            List.of(SEMVER, SEMVER),
            args -> (long) Integer.signum(compare(args)));
  }

  private static Optional<Semver> parse(Object[] arguments) {
    String text = (String) arguments[0];
    return arguments.length == 2 && (Boolean) arguments[1] ? Semver.ofLoose(text) : Semver.of(text);
  }

  private static Semver version(Object[] arguments, int position) {
    return (Semver) arguments[position];
  }

  private static int compare(Object[] arguments) {
    return version(arguments, 0).compareTo(version(arguments, 1));
  }
}
