package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.check.Rules;
import dev.bulkhead.drill.WebhookRules;
import dev.bulkhead.variants.VariantRules;
import dev.bulkhead.verdict.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every folder {@code cases/RULE/CASE} is a run of the whole command line on its {@code
 * manifest.yaml} (or {@code chart/}), with the images of its {@code images.yaml}, the options of
 * its {@code options.txt}, and the report in {@code expected.txt}, compared whole. With {@code
 * -Dbulkhead.update=true} the reports are written anew, to be read in review.
 */
class CasesTest {
  private static final Path CASES = Path.of("src/test/cases");
  private static final boolean UPDATE = Boolean.getBoolean("bulkhead.update");
  private static final Set<String> FILES =
      Set.of("manifest.yaml", "chart", "images.yaml", "options.txt", "expected.txt");

  @TempDir Path cache;

  @TestFactory
  Stream<DynamicTest> each_case_reports_what_is_expected_and_nothing_else() {
    return cases().stream()
        .map(folder -> DynamicTest.dynamicTest(nameOf(folder), () -> check(folder)));
  }

  private void check(Path folder) throws IOException {
    String images = read(folder.resolve("images.yaml"), "");
    var fixture = FixtureImages.read(images);
    String source = Files.isDirectory(folder.resolve("chart")) ? "chart" : "manifest.yaml";
    var arguments = new ArrayList<>(List.of("check", folder.resolve(source).toString()));
    read(folder.resolve("options.txt"), "").lines().forEach(arguments::add);
    var session = new Session(new RoomsWithImages(fixture), cache);

    int status = session.run(arguments.toArray(String[]::new));
    String report =
        (session.out() + session.err()).replace(folder + "/", "")
            + "exit status %d\n".formatted(status);

    Path expected = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, report);
    }
    assertThat(report).isEqualTo(read(expected, "(there is no expected.txt)"));
    assertThat(fixture.unused()).as("images that no container runs").isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(FILES);
    }
  }

  @Test
  void every_rule_has_a_case_that_violates_it() {
    var violated = new TreeSet<String>();
    for (Path folder : cases()) {
      String rule = CASES.relativize(folder).getName(0).toString();
      if (read(folder.resolve("expected.txt"), "")
          .matches("(?s).*\\n {4}(error|warning|notice) " + rule + "\\b.*")) {
        violated.add(rule);
      }
    }

    assertThat(violated)
        .isEqualTo(
            Stream.of(Rules.all(), WebhookRules.all(), VariantRules.all())
                .flatMap(List::stream)
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
