package dev.bulkhead.admission.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpressionLawsTest {
  private static final Gen<String> ATOMS =
      Gen.of(
          "true",
          "false",
          "object.a",
          "object.b",
          "has(object.a)",
          "'x' in object.labels",
          "1 / 0 == 1",
          "[object.a, true].exists(e, e)",
          "[true, object.b].all(e, e)");

  private static final Gen<String> NOISE =
      Gen.of(
              "object",
              ".",
              "request",
              "(",
              ")",
              "[",
              "]",
              "{",
              "}",
              "'",
              "\"",
              "1",
              "0",
              "-",
              "+",
              "*",
              "/",
              "%",
              "==",
              "<",
              "&&",
              "||",
              "!",
              "?",
              ":",
              ",",
              " ",
              "has",
              "all",
              "x",
              "map",
              "true",
              "null",
              "in",
              "userInfo",
              "\\",
              "\u0000",
              "\uD83D\uDE00",
              "1e400",
              "quantity",
              "ip",
              "matches",
              "9223372036854775808",
              "labels",
              "\n",
              "//",
              "`")
          .listOfUpTo(30)
          .map(words -> String.join("", words));

  private static Gen<String> terms(int depth) {
    if (depth == 0) {
      return ATOMS;
    }
    Gen<String> smaller = terms(depth - 1);
    return Gen.oneOf(
        ATOMS,
        smaller.map("!(%s)"::formatted),
        smaller.flatMap(one -> smaller.map(other -> "(%s) && (%s)".formatted(one, other))),
        smaller.flatMap(one -> smaller.map(other -> "(%s) || (%s)".formatted(one, other))),
        smaller.flatMap(
            one ->
                smaller.flatMap(
                    then ->
                        smaller.map(other -> "(%s) ? (%s) : (%s)".formatted(one, then, other)))));
  }

  /** The object with fields a and b unknown, and of which no label is shown. */
  private static Object partly(String name, Doubts doubts) {
    Map<String, Object> fields =
        Map.of("labels", Part.of("labels", doubts, Map.of(), Part.Missing.UNKNOWN));
    return Part.of(name, doubts, fields, Part.Missing.UNKNOWN);
  }

  private static Map<String, Object> world(int choice) {
    var world = new HashMap<String, Object>();
    if (choice % 3 > 0) {
      world.put("a", choice % 3 == 1);
    }
    world.put("b", choice / 3 % 2 == 0);
    world.put("labels", choice / 6 == 0 ? Map.of() : Map.of("x", "y"));
    return world;
  }

  @Test
  void what_is_answered_without_knowing_all_holds_in_every_world() {
    var seen = new HashSet<Class<?>>();

    Property.forAll(
        1,
        400,
        terms(3),
        text -> {
          Expression expression = Expression.of(text);
          Answer answer = expression.evaluate(ExpressionLawsTest::partly);
          seen.add(answer.getClass());
          for (int choice = 0; choice < 12 && !(answer instanceof Answer.Unknown); choice++) {
            Map<String, Object> world = world(choice);
            assertThat(expression.evaluate((name, doubts) -> world)).isEqualTo(answer);
          }
        });

    assertThat(seen).hasSize(3);
  }

  @Test
  void whatever_is_written_is_refused_or_answered_and_never_crashes() {
    Property.forAll(
        2,
        3_000,
        NOISE,
        text -> {
          try {
            assertThat(Expression.of(text).evaluate(ExpressionLawsTest::partly)).isNotNull();
          } catch (Expression.Faulty refused) {
            assertThat(refused.clause()).isNotEmpty();
          }
        });
  }

  @Test
  void values_of_manifests_are_what_the_api_server_sees() throws Expression.Faulty {
    Map<String, Object> object = Map.of("list", List.of(1L), "none", Values.NULL);

    assertThat(
            Expression.of("object.list == [1] && object.none == null && has(object.list)")
                .evaluate((name, doubts) -> object))
        .isEqualTo(Answer.Decided.YES);
  }
}
