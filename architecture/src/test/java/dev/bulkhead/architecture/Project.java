package dev.bulkhead.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project's own files, as the tests of this module look at them. */
final class Project {
  /** Where the build lies; tests run in this module's folder. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Modules without code of the program. */
  static final Set<String> NOT_ROOMS = Set.of("architecture", "bench");

  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private Project() {}

  /** Each room of docs/rooms.md with the rooms that it may use. */
  static SequencedMap<String, Set<String>> rooms() {
    var rows = read(ROOT.resolve("docs/rooms.md")).lines().map(ROW::matcher).toList();
    var rooms = new LinkedHashMap<String, Set<String>>();
    rows.stream().filter(row -> row.matches()).forEach(row -> rooms.put(row.group(1), Set.of()));
    for (var row : rows) {
      if (row.matches()) {
        boolean all = row.group(2).strip().equals("all");
        rooms.put(row.group(1), all ? Set.copyOf(rooms.keySet()) : names(row.group(2)));
      }
    }
    return rooms;
  }

  private static Set<String> names(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toSet());
  }

  /** The modules that the build lists. */
  static List<String> modules() {
    return Pattern.compile("<module>(\\w+)</module>")
        .matcher(read(ROOT.resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  /** The rooms that a module's build names as dependencies, those of its tests left out. */
  static Set<String> dependencies(String module) {
    return Pattern.compile(
            "<dependency>\\s*<groupId>dev\\.bulkhead</groupId>\\s*"
                + "<artifactId>bulkhead-(\\w+)</artifactId>\\s*(<scope>test</scope>)?")
        .matcher(read(ROOT.resolve(module).resolve("pom.xml")))
        .results()
        .filter(dependency -> dependency.group(2) == null)
        .map((MatchResult dependency) -> dependency.group(1))
        .collect(Collectors.toSet());
  }

  /** All Java files below {@code src/main/java} (or {@code src/test/java}) of all modules. */
  static List<Path> sources(String kind) {
    return modules().stream()
        .map(module -> ROOT.resolve(module).resolve("src/" + kind + "/java"))
        .filter(Files::isDirectory)
        .flatMap(Project::javaFiles)
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file as a message names it. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }
}
