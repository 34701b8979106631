package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without the engine is read as the engine reads it, to the column. */
class PlainDocumentsTest {
  private static final String MANIFEST =
      """
      # A deployment.
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: "keeper", labels: {} }   # in one line
      spec:
        template:
          spec:
            containers:
            - name: main
              image: registry.example/keeper:0.4.0
              args: [ "--port=8080", --verbose ]
              command:
                - /bin/sh
                - -c
                - |
                  echo 'one'

                    echo two
              env:

                - name: NOTE
                  value: it goes
                    on and

                    on # here
                - name: 'it''s'
                  value: >-
                    folded
                    text

                     kept
              resources:
      ---
      kind: ConfigMap
      data: {a: "b\\n"}
      """;

  private static final List<String> LINES =
      List.of(
          "a: 1",
          "b:",
          "c: |",
          "d: >-",
          "e: |+",
          "- x",
          "-",
          "- f: g",
          "- - h",
          "text",
          "---",
          "--- # c",
          "...",
          "# note",
          "",
          " ",
          "   ",
          "i: {j: k, l: [m, 'n']}",
          "o: []",
          "p: {}",
          "q: \"r \\\" s\"",
          "'t': u",
          "v: w # x",
          "y: z: 1",
          "aa: [b: c]",
          "bb: http://x:80/y#z",
          "kind: Secret",
          "data:",
          "stringData: {k: v}",
          "cc: -1",
          "dd: - 1",
          "ee: &x 1",
          "ff: *x",
          "gg: !!str 1",
          "\thh: 1",
          "ii:\t1",
          "jj: 0755",
          "kk: yes",
          "ll: ~",
          "<<: {a: 1}",
          "mm: 'no end",
          "nn: \"é\"",
          "oo: \"\\u00e9\"",
          "pp: 'x' y",
          "qq: {a}",
          "rr: [a, ]",
          "ss: {a: [}",
          "? tt",
          "%YAML 1.2",
          "a: 2",
          "uu: 1.5e3",
          "vv: .inf",
          "ww: |2",
          "xx: | # c",
          "yy: {a : b, \"c\":d}",
          "zz: [ ]",
          "-1: x",
          "é: x",
          "a b: c",
          "a#b: c",
          "a: b #c",
          "a: #",
          "😀: 1",
          "a: b\r",
          "x: \"a\": b",
          "{a: b}",
          "[a]",
          "\"alone\"",
          "k: @x",
          "k: ?x",
          "k: :x");

  private static void same(String text) {
    assertThat(YamlReader.read(text, Placement.of("f")))
        .as(text)
        .isEqualTo(YamlReader.readByEngine(text, Placement.of("f")));
  }

  @Test
  void an_ordinary_manifest_is_read_without_the_engine() {
    var plain = new PlainDocuments(MANIFEST, new TextLines(MANIFEST, 0).start());

    assertThat(plain.readNext(new DocumentBuilder(Placement.of("f"), 0))).isTrue();
    assertThat(plain.readNext(new DocumentBuilder(Placement.of("f"), 0))).isTrue();
    assertThat(plain.hasNext()).isFalse();
    same(MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &x 1",
        "a: *x",
        "a: !!str 1",
        "a:\t1",
        "a: 1\r\n",
        "? a",
        "a: b: c",
        "a: 'b",
        "{a: 1}",
        "😀: 1",
        "a: |2\n   x",
        "%YAML 1.1\n---\na: 1",
        "a: 1\n...\n",
        "a: 1\n  # x\n b: 2",
        "<<: {}"
      })
  void what_is_rare_or_wrong_is_left_to_the_engine(String text) {
    var plain = new PlainDocuments(text, new TextLines(text, 0).start());

    assertThat(
            PlainDocuments.mayBeIn(text)
                && plain.readNext(new DocumentBuilder(Placement.of("f"), 0)))
        .isFalse();
    same(text);
  }

  @Test
  void the_documents_before_one_that_is_not_plain_are_not_read_twice() {
    var read = YamlReader.read("a: 1\n---\nb: &x 2\n---\nc: 3\n", Placement.of("f"));

    assertThat(read.roots()).hasSize(3);
    assertThat(read.roots().getLast().at()).hasToString("f:5:1");
    same("a: 1\n---\nb: &x 2\n---\nc: 3\n");
  }

  @Test
  void lines_put_together_at_random_are_read_as_by_the_engine() {
    Gen<String> line =
        choices ->
            " ".repeat(Gen.between(0, 5).draw(choices))
                + Gen.of(LINES.toArray(String[]::new)).draw(choices);
    Property.forAll(
        31, 60_000, line.listOfUpTo(8), lines -> same(String.join("\n", lines) + end(lines)));
  }

  private static String end(List<String> lines) {
    return lines.size() % 2 == 0 ? "\n" : "";
  }

  @Test
  void a_manifest_with_characters_changed_is_read_as_by_the_engine() {
    record Change(int place, String by, int removed) {}
    Gen<Change> change =
        choices ->
            new Change(
                Gen.between(0, MANIFEST.length() - 1).draw(choices),
                Gen.text(" \n:-#'\"{}[],|>&*!\t\\a1é", 3).draw(choices),
                Gen.between(0, 4).draw(choices));
    Property.forAll(
        32,
        30_000,
        change.listOfUpTo(3),
        changes -> {
          var text = new StringBuilder(MANIFEST);
          for (Change each : changes) {
            int from = Math.min(each.place(), text.length());
            text.replace(from, Math.min(text.length(), from + each.removed()), each.by());
          }
          same(text.toString());
        });
  }
}
