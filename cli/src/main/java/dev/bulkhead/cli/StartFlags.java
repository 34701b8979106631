package dev.bulkhead.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What k0s is started with on a machine ({@code installFlags} of k0sctl).
 *
 * @param words as a shell splits them: a value stands in its flag's word, or in the next one
 */
record StartFlags(List<String> words) {
  StartFlags {
    words = List.copyOf(words);
  }

  /** Those of lines with a flag each, with or without its value, perhaps in quotes. */
  static StartFlags of(Stream<String> lines) {
    return new StartFlags(
        lines
            .flatMap(line -> Stream.of(line.replaceAll("[\"']", "").split("\\s+")))
            .filter(word -> !word.isEmpty())
            .toList());
  }

  /** Whether a flag is there, and is not said to be false. */
  boolean has(String flag) {
    return words.stream()
        .anyMatch(
            word ->
                word.equals(flag)
                    || (word.startsWith(flag + "=") && !word.equals(flag + "=false")));
  }

  /** The value of a flag, the last one where there are several. */
  Optional<String> value(String flag) {
    return values(flag).reduce((_, last) -> last);
  }

  /** What is listed in the values of a flag. */
  Set<String> listed(String flag) {
    var all = new TreeSet<String>();
    values(flag).forEach(value -> all.addAll(List.of(value.split(","))));
    all.remove("");
    return all;
  }

  private Stream<String> values(String flag) {
    return IntStream.range(0, words.size())
        .boxed()
        .flatMap(i -> value(flag, words.get(i), i + 1 < words.size() ? words.get(i + 1) : ""));
  }

  private static Stream<String> value(String flag, String word, String next) {
    if (word.startsWith(flag + "=")) {
      return Stream.of(word.substring(flag.length() + 1));
    }
    return word.equals(flag) && !next.isEmpty() && !next.startsWith("-")
        ? Stream.of(next)
        : Stream.empty();
  }
}
