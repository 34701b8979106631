package dev.bulkhead.cli;

import dev.bulkhead.render.Sources;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The sources of a command line, each once.
 *
 * @param sources in order, by the first of the ways in which each was named
 * @param notes on those that were named more than once, a full sentence each
 */
record NamedSources(List<String> sources, List<String> notes) {
  NamedSources {
    sources = List.copyOf(sources);
    notes = List.copyOf(notes);
  }

  static NamedSources of(List<String> named) {
    var spellings = new LinkedHashMap<String, List<String>>();
    for (String source : named) {
      spellings.computeIfAbsent(identityOf(source), key -> new ArrayList<>()).add(source);
    }
    return new NamedSources(
        spellings.values().stream().map(List::getFirst).toList(),
        spellings.values().stream()
            .filter(same -> same.size() > 1)
            .map(
                same ->
                    "%s is named %d times, and counted once."
                        .formatted(Sources.nameOf(same.getFirst()), same.size()))
            .toList());
  }

  /** What is the same for all ways to name a source; of a file, its path without links. */
  private static String identityOf(String source) {
    if (source.equals(Sources.STANDARD_INPUT) || source.startsWith(ChartPull.SCHEME)) {
      return source;
    }
    try {
      return Path.of(source).toRealPath().toString();
    } catch (IOException | InvalidPathException absent) {
      return source;
    }
  }
}
