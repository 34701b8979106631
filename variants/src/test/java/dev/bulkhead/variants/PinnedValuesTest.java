package dev.bulkhead.variants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Placement;
import dev.bulkhead.render.YamlReader;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PinnedValuesTest {
  private static PinnedValues of(String... pathsAndTexts) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      values.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
    }
    return new PinnedValues(values);
  }

  @Test
  void values_are_nested_by_their_names_and_their_texts_are_quoted() {
    assertThat(of("manager.image.tag", "1.30", "jobs.tag", "v1", "manager.tag", "on").yaml())
        .isEqualTo(
            """
            jobs:
              tag: "v1"
            manager:
              tag: "on"
              image:
                tag: "1.30"
            """);
  }

  @Test
  void where_nothing_is_pinned_there_is_no_value() {
    assertThat(of().yaml()).isEmpty();
  }

  @Test
  void names_that_yaml_would_take_for_something_else_are_quoted() {
    assertThat(of("on.a\\.b", "x").yaml()).isEqualTo("\"on\":\n  \"a.b\": \"x\"\n");
  }

  @Test
  void what_is_written_is_read_as_it_was_given() {
    Gen<String> names = Gen.text("ayon.,=[]\\{}:#- \"'é\t", 4).where(name -> !name.isEmpty());
    Gen<String> texts = Gen.text("v1.-@:#\"'\\ \n\u0085\u2028é{}", 8);
    Gen<List<List<String>>> values =
        names
            .listOfUpTo(3)
            .where(path -> !path.isEmpty())
            .flatMap(path -> texts.map(text -> List.of(new ValuePath(path).written(), text)))
            .listOfUpTo(5);
    Property.forAll(
        11,
        2_000,
        values.where(PinnedValuesTest::areLeaves),
        some -> {
          var byPath =
              some.stream()
                  .collect(
                      Collectors.toMap(
                          List::getFirst,
                          List::getLast,
                          (one, other) -> other,
                          LinkedHashMap::new));
          List<Node> roots =
              YamlReader.read(new PinnedValues(byPath).yaml(), Placement.of("v")).roots();
          for (Map.Entry<String, String> one : byPath.entrySet()) {
            Node node = roots.getFirst();
            for (String name : ValuePath.parse(one.getKey()).names()) {
              node = ((Node.Mapping) node).get(name).orElseThrow();
            }
            assertThat(((Node.Scalar) node).text()).isEqualTo(one.getValue());
          }
        });
  }

  /** No value can lie within another one. */
  private static boolean areLeaves(List<List<String>> some) {
    var paths = some.stream().map(one -> ValuePath.parse(one.getFirst())).distinct().toList();
    return paths.stream()
        .allMatch(one -> paths.stream().filter(other -> other.isWithin(one)).count() == 1);
  }
}
