package dev.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.airgap.k0s.plan.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every folder {@code plans/GROUP/CASE} is a run of {@code bulkhead k0s plan} with the words of its
 * {@code options.txt}, and the whole of what it prints in {@code expected.txt}. In the words,
 * {@code here/} is the folder, and {@code bundles/v1.29.6.tar} a bundle with stand-ins for all that
 * a release runs by default, {@code .txt} the list of it. With {@code -Dbulkhead.update=true} the
 * reports are written anew, to be read in review.
 */
class K0sPlanCasesTest {
  private static final Path CASES = Path.of("src/test/plans");
  private static final boolean UPDATE = Boolean.getBoolean("bulkhead.update");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> each_plan_says_what_is_expected_and_nothing_else() {
    return cases().stream()
        .map(path -> DynamicTest.dynamicTest(CASES.relativize(path).toString(), () -> check(path)));
  }

  private void check(Path path) throws IOException {
    Path bundles = Files.createDirectories(folder.resolve("bundles"));
    var words = new ArrayList<>(List.of("k0s", "plan"));
    for (String word : Files.readString(path.resolve("options.txt")).strip().split("\\s+", -1)) {
      words.add(
          word.replace("bundles/", BundledRelease.named(word, bundles) + "/")
              .replace("here/", path + "/"));
    }
    var session = new Session(new FakeRooms(), folder.resolve("cache"));

    int status = session.run(words.toArray(String[]::new));
    String report =
        (session.out() + session.err()).replace(path + "/", "").replace(bundles + "/", "bundles/")
            + "exit status %d\n".formatted(status);

    Path expected = path.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, report);
    }
    assertThat(report).isEqualTo(read(expected));
  }

  @Test
  void every_strategy_has_a_case_with_shared_settings_and_one_without() {
    var wanted = new TreeSet<String>();
    for (Strategy strategy : Strategy.values()) {
      wanted.add(strategy + "-dynamic");
      wanted.add(strategy + "-file");
    }

    assertThat(cases().stream().map(path -> path.getFileName().toString())).containsAll(wanted);
  }

  private static List<Path> cases() {
    try (var files = Files.walk(CASES, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals("options.txt"))
          .map(Path::getParent)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "(there is no expected.txt)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
