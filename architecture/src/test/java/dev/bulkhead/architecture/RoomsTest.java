package dev.bulkhead.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoomsTest {
  private static final String OURS = "dev.bulkhead.";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.bulkhead");

  static Set<String> rooms() {
    return Project.rooms().sequencedKeySet();
  }

  @Test
  void every_module_is_a_room_of_the_table_or_is_known_to_be_none() {
    var modules = new TreeSet<>(Project.modules());
    modules.removeAll(Project.NOT_ROOMS);

    assertThat(modules).isEqualTo(new TreeSet<>(rooms()));
  }

  @Test
  void every_room_has_code_that_was_looked_at() {
    for (String room : rooms()) {
      assertThat(CODE.stream().filter(inRoom(room))).as(room).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void a_room_uses_only_what_the_table_lets_it_use(String room) {
    var allowed = new HashSet<>(Project.rooms().getOrDefault(room, Set.of()));
    allowed.add(room);

    classes()
        .that(inRoom(room))
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are not ours or are in " + allowed,
                (JavaClass used) ->
                    !used.getPackageName().startsWith(OURS) || allowed.contains(roomOf(used))))
        .check(CODE);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void the_build_of_a_room_names_no_other_rooms_either(String room) {
    assertThat(Project.dependencies(room)).isSubsetOf(Project.rooms().getOrDefault(room, Set.of()));
  }

  @Test
  void there_are_no_cycles_between_rooms() {
    slices().matching("dev.bulkhead.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void only_the_program_itself_touches_the_standard_streams_and_ends_the_process() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.bulkhead.testkit..", "dev.bulkhead.bench..")
        .and()
        .doNotHaveFullyQualifiedName("dev.bulkhead.cli.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CODE);
  }

  @Test
  void nothing_is_named_after_what_it_is_not() {
    noClasses()
        .that()
        .doNotHaveSimpleName("CredentialHelper") // what Docker calls such a program
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Service|Utils?|Abstract[A-Z]\\w*)")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..service..")
        .check(CODE);
  }

  @Test
  void public_types_of_other_libraries_do_not_leak_from_the_rooms_values() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.bulkhead.model..",
            "dev.bulkhead.verdict..",
            "dev.bulkhead.check..",
            "dev.bulkhead.diff..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "come from a library",
                (JavaClass used) ->
                    !used.getPackageName().isEmpty()
                        && !used.getPackageName().startsWith("java.")
                        && !used.getPackageName().startsWith(OURS)
                        && !used.getPackageName().startsWith("org.jspecify.")))
        .check(CODE);
  }

  private static DescribedPredicate<JavaClass> inRoom(String room) {
    return DescribedPredicate.describe("are in " + room, type -> roomOf(type).equals(room));
  }

  private static String roomOf(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(OURS)) {
      return "";
    }
    String rest = name.substring(OURS.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
