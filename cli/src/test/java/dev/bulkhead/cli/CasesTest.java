package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.drill.DrillRules;
import dev.bulkhead.release.ImageReleaseRules;
import dev.bulkhead.release.RecordRules;
import dev.bulkhead.release.ReleaseRules;
import dev.bulkhead.verdict.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every folder {@code cases/RULE/CASE} is a run of the whole command line, with the images of its
 * {@code images.yaml} and what it says in {@code expected.txt}, compared whole. A case runs {@code
 * check} on its {@code manifest.yaml} (or {@code chart/}) with the options of its {@code
 * options.txt}, or the command lines of its {@code commands.txt}, one after the other, where words
 * in {@code ./} are the case's own files. With {@code -Dbulkhead.update=true} what is said is
 * written anew, to be read in review.
 */
class CasesTest {
  private static final Path CASES = Path.of("src/test/cases");

  /** A place whose name is the same in every run, since ids of findings know their files. */
  private static final Path WORKPLACE = Path.of("target/cases");

  private static final Pattern ARCHIVE = Pattern.compile("\\.tar(\\.gz)?\\.yaml$");
  private static final Pattern OWN_FILE = Pattern.compile("^([^ ]*=)?\\./");
  private static final boolean UPDATE = Boolean.getBoolean("bulkhead.update");
  private static final Set<String> FILES =
      Set.of("manifest.yaml", "chart", "images.yaml", "options.txt", "expected.txt");

  /** Rules whose cases need a repository or a whole drill; their rooms and commands hold them. */
  private static final Set<Rule> ELSEWHERE =
      Stream.of(DrillRules.all(), ReleaseRules.all(), ImageReleaseRules.all(), RecordRules.all())
          .flatMap(List::stream)
          .collect(Collectors.toSet());

  @TempDir Path cache;

  @TestFactory
  Stream<DynamicTest> each_case_reports_what_is_expected_and_nothing_else() {
    return cases().stream()
        .map(folder -> DynamicTest.dynamicTest(nameOf(folder), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    var fixture = FixtureImages.read(read(folder.resolve("images.yaml"), ""));
    var session = new Session(new RoomsWithImages(fixture), cache);
    boolean isTranscript = Files.exists(folder.resolve("commands.txt"));

    String said = isTranscript ? transcript(folder, session) : report(folder, session);

    Path expected = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, said);
    }
    assertThat(said).isEqualTo(read(expected, "(there is no expected.txt)"));
    assertThat(fixture.unused()).as("images that no container runs").isEmpty();
    if (!isTranscript) {
      try (var files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
      }
    }
  }

  private static String report(Path folder, Session session) {
    String source = Files.isDirectory(folder.resolve("chart")) ? "chart" : "manifest.yaml";
    var arguments = new ArrayList<>(List.of("check", folder.resolve(source).toString()));
    read(folder.resolve("options.txt"), "").lines().forEach(arguments::add);
    return said(session, arguments, folder);
  }

  /** The commands are run on a copy of the case, with its archives made. */
  private String transcript(Path folder, Session session) throws IOException {
    Path copy = WORKPLACE.resolve(nameOf(folder));
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copied = copy.resolve(folder.relativize(file));
        Files.createDirectories(copied.resolveSibling("."));
        Files.copy(file, copied, StandardCopyOption.REPLACE_EXISTING);
        if (ARCHIVE.matcher(copied.toString()).find()) {
          CaseBundle.write(copied);
        }
      }
    }
    var said = new StringBuilder();
    for (String line : read(folder.resolve("commands.txt"), "").lines().toList()) {
      var words = new ArrayList<String>();
      for (String word : line.split(" +", -1)) {
        words.add(OWN_FILE.matcher(word).replaceFirst("$1" + copy + "/"));
      }
      said.append("$ bulkhead %s\n".formatted(line)).append(said(session, words, copy));
    }
    return said.toString();
  }

  private static String said(Session session, List<String> arguments, Path folder) {
    int status = session.run(arguments.toArray(String[]::new));
    return (session.out() + session.err()).replace(folder + "/", "")
        + "exit status %d\n".formatted(status);
  }

  @Test
  void every_rule_has_a_case_that_violates_it() {
    var violated = new TreeSet<String>();
    for (Path folder : cases()) {
      String rule = CASES.relativize(folder).getName(0).toString();
      var told =
          Pattern.compile(
              "(?m)^ *(error|warning|notice) %1$s\\b|^missing on .* \\(%1$s\\)$".formatted(rule));
      if (told.matcher(read(folder.resolve("expected.txt"), "")).find()) {
        violated.add(rule);
      }
    }

    assertThat(violated)
        .isEqualTo(
            new RoomsWithImages(FixtureImages.read(""))
                .rules().stream()
                    .filter(rule -> !ELSEWHERE.contains(rule))
                    .map(Rule::id)
                    .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<Path> cases() {
    try (var folders = Files.walk(CASES, 2)) {
      return folders
          .filter(folder -> CASES.relativize(folder).getNameCount() == 2)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path folder) {
    return CASES.relativize(folder).toString();
  }

  private static String read(Path file, String otherwise) {
    try {
      return Files.exists(file) ? Files.readString(file) : otherwise;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
