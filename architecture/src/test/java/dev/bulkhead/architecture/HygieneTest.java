package dev.bulkhead.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.admission.Vital;
import dev.bulkhead.airgap.k0s.K0sRules;
import dev.bulkhead.airgap.k0s.plan.PlanRules;
import dev.bulkhead.airgap.verify.AirgapRules;
import dev.bulkhead.check.Rules;
import dev.bulkhead.drill.DrillRules;
import dev.bulkhead.drill.WebhookRules;
import dev.bulkhead.release.ImageReleaseRules;
import dev.bulkhead.release.RecordRules;
import dev.bulkhead.release.ReleaseRules;
import dev.bulkhead.variants.VariantRules;
import dev.bulkhead.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HygieneTest {
  private static final Path CASES = Project.ROOT.resolve("cli/src/test/cases");
  private static final Path RULES = Project.ROOT.resolve("docs/rules.md");

  /** A public type at the outermost level, with what stands on the lines before it. */
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "(?m)^public (?:final |sealed |non-sealed |abstract )*(?:class|interface|record|enum)"
              + " (\\w+)");

  static List<Rule> rules() {
    return Stream.of(
            rulesWithCases(),
            DrillRules.all(),
            ReleaseRules.all(),
            ImageReleaseRules.all(),
            RecordRules.all())
        .flatMap(List::stream)
        .toList();
  }

  static List<Rule> rulesWithCases() {
    return Stream.of(
            Rules.all(),
            WebhookRules.all(),
            VariantRules.all(),
            K0sRules.all(),
            PlanRules.all(),
            AirgapRules.all())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void every_package_says_what_it_is_for_and_that_nothing_is_null() {
    var without = new TreeSet<String>();
    for (Path file : Project.sources("main")) {
      Path info = file.resolveSibling("package-info.java");
      if (!Files.exists(info)
          || !Project.read(info).contains("@NullMarked")
          || !Project.read(info).startsWith("///")) {
        without.add(Project.name(info));
      }
    }
    assertThat(without).isEmpty();
  }

  @Test
  void every_public_type_says_what_it_is() {
    var silent = new ArrayList<String>();
    for (Path file : Project.sources("main")) {
      String text = Project.read(file);
      PUBLIC_TYPE
          .matcher(text)
          .results()
          .filter(type -> !isDocumented(text.substring(0, type.start())))
          .forEach(type -> silent.add(type.group(1)));
    }
    assertThat(silent).isEmpty();
  }

  /** Whether what stands before a type ends in a comment, annotations left aside. */
  private static boolean isDocumented(String before) {
    List<String> lines = before.lines().toList().reversed();
    return lines.stream()
        .dropWhile(line -> line.isBlank() || line.startsWith("@") || line.matches("[ })].*[^/]"))
        .findFirst()
        .filter(line -> line.endsWith("*/") || line.startsWith("///"))
        .isPresent();
  }

  @Test
  void a_checker_is_silenced_only_with_its_reason_on_the_same_line() {
    assertThat(
            lines("main", "test")
                .filter(line -> line.contains("@" + "SuppressWarnings"))
                .filter(line -> !line.matches(".*@" + "SuppressWarnings\\(.*\\) // .{10,}")))
        .isEmpty();
  }

  @Test
  void no_test_is_switched_off_or_waits_for_time_to_pass() {
    // Programs that tests start may wait to be ended; they are no tests themselves.
    assertThat(
            Project.sources("test").stream()
                .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                .flatMap(file -> Project.read(file).lines()))
        .noneMatch(line -> line.contains("@" + "Disabled") || line.contains("Thread" + ".sleep("));
  }

  private static Stream<String> lines(String... kinds) {
    return Stream.of(kinds)
        .flatMap(kind -> Project.sources(kind).stream())
        .flatMap(file -> Project.read(file).lines());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void a_rule_says_its_fault_its_reason_and_an_example(Rule rule) {
    assertThat(rule.violatedWhen()).isNotBlank().doesNotEndWith(".");
    assertThat(rule.why().strip()).endsWith(".").hasSizeGreaterThan(80);
    assertThat(rule.bad()).isNotBlank().isNotEqualTo(rule.good());
    assertThat(rule.good()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("rulesWithCases")
  void a_rule_has_a_case_whose_whole_report_is_compared(Rule rule) throws IOException {
    Path folder = CASES.resolve(rule.id());

    assertThat(folder).isDirectory();
    try (var cases = Files.list(folder)) {
      assertThat(cases).isNotEmpty().allMatch(one -> Files.exists(one.resolve("expected.txt")));
    }
  }

  @Test
  void there_are_no_cases_of_rules_that_do_not_exist() throws IOException {
    try (var folders = Files.list(CASES)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .isSubsetOf(rules().stream().map(Rule::id).toList());
    }
  }

  @Test
  void the_page_of_rules_says_what_the_rules_say() throws IOException {
    String page = RulesPage.of(rules());
    if (Boolean.getBoolean("bulkhead.update")) {
      Files.writeString(RULES, page);
    }
    assertThat(RULES).content().isEqualTo(page);
  }

  @Test
  void the_pages_that_pages_point_at_are_there() throws IOException {
    var link = Pattern.compile("]\\((?!http|#)([^)#]+)(#[^)]*)?\\)");
    var dead = new ArrayList<String>();
    try (var docs = Files.walk(Project.ROOT.resolve("docs"));
        var top = Files.list(Project.ROOT)) {
      for (Path page :
          Stream.concat(docs, top).filter(file -> file.toString().endsWith(".md")).toList()) {
        link.matcher(Project.read(page))
            .results()
            .map(found -> found.group(1))
            .filter(target -> !Files.exists(page.resolveSibling(target)))
            .forEach(target -> dead.add(Project.name(page) + " -> " + target));
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void the_page_on_drills_lists_every_request_that_they_send() {
    String page = Project.read(Project.ROOT.resolve("docs/drill.md"));
    assertThat(Vital.values())
        .allSatisfy(
            vital ->
                assertThat(page)
                    .contains(
                        "| %d | %s | %s | `%s`"
                            .formatted(
                                vital.row(),
                                vital.tier().name().toLowerCase(Locale.ROOT),
                                vital.sender(),
                                vital)));
  }
}
