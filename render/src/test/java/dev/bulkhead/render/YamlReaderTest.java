package dev.bulkhead.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bulkhead.model.Node;
import dev.bulkhead.render.Documents.Duplicate;
import dev.bulkhead.testkit.Gen;
import dev.bulkhead.testkit.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  private static Documents read(String text) {
    return YamlReader.read(text, Placement.of("f"));
  }

  private static Node only(String text) {
    var read = read(text);
    assertThat(read.problems()).isEmpty();
    assertThat(read.roots()).hasSize(1);
    return read.roots().getFirst();
  }

  private static List<String> names(Documents read) {
    return read.roots().stream().map(root -> root.text("name").orElse("?")).toList();
  }

  private static List<String> places(Documents read) {
    return read.problems().stream().map(problem -> problem.at().toString()).toList();
  }

  @Test
  void every_node_and_every_name_knows_its_place() {
    var root = (Node.Mapping) only("a: 1\nb:\n  - x: 'é'\n    ü: \"z\"\n  - [1, two]\n");

    var item = (Node.Mapping) root.items("b").getFirst();
    assertThat(root.at()).hasToString("f:1:1");
    assertThat(root.get("a").orElseThrow().at()).hasToString("f:1:4");
    assertThat(root.keyAt("b")).hasToString("f:2:1");
    assertThat(root.get("b").orElseThrow().at()).hasToString("f:3:3");
    assertThat(item.keyAt("ü")).hasToString("f:4:5");
    assertThat(item.get("ü").orElseThrow().at()).hasToString("f:4:8");
    assertThat(((Node.Sequence) root.items("b").get(1)).items().get(1).at()).hasToString("f:5:9");
  }

  @Test
  void places_count_characters_and_not_storage_units() {
    var root = (Node.Mapping) only("{\"😀😀\": x}");

    assertThat(root.get("😀😀").orElseThrow().at()).hasToString("f:1:8");
  }

  @Test
  void places_go_through_the_placement() {
    var read =
        YamlReader.read(
            "a: b", (line, column) -> new dev.bulkhead.model.Location("t", line + 10, 0, false));

    assertThat(read.roots().getFirst().get("a").orElseThrow().at()).hasToString("t:11");
  }

  @Test
  void a_stream_gives_its_documents_in_order_and_leaves_empty_ones_out() {
    var read =
        read(
            """
            # a comment
            ---
            # only a comment
            ---
            name: one
            --- # with a comment
            name: two
            ...
            ---
            ---
            null
            --- {name: three}
            """);

    assertThat(read.problems()).isEmpty();
    assertThat(names(read)).containsExactly("one", "two", "three");
    assertThat(read.roots().get(1).get("name").orElseThrow().at()).hasToString("f:7:7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "---\n---\n", "\uFEFF", "~\n"})
  void a_text_without_documents_is_no_fault(String text) {
    var read = read(text);

    assertThat(read.roots()).isEmpty();
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void windows_line_ends_and_a_byte_order_mark_change_nothing() {
    var root = only("\uFEFFa: 1\r\nb:\r\n- |\r\n  x\r\n  y\r\n");

    assertThat(root.get("a").orElseThrow().at()).hasToString("f:1:4");
    assertThat(((Node.Scalar) root.items("b").getFirst()).text()).isEqualTo("x\ny\n");
    assertThat(root.items("b").getFirst().at()).hasToString("f:3:3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%YAML 1.1\n---\na: 1\n", "%YAML 1.2\n---\na: 1\n"})
  void directives_are_accepted(String text) {
    assertThat(only(text).text("a")).contains("1");
  }

  @Test
  void a_directive_of_another_yaml_is_a_problem() {
    var read = read("%YAML 2.0\n---\na: 1");

    assertThat(places(read)).containsExactly("f:1");
    assertThat(read.problems().getFirst().cause()).contains("version");
  }

  @Test
  void tags_on_collections_are_passed_over() {
    var root = only("a: !x {b: !!seq [c]}\nd: !!set {e, f}\n");

    assertThat(root.find("a", "b")).isPresent();
    assertThat(((Node.Mapping) root.get("d").orElseThrow()).fields()).containsOnlyKeys("e", "f");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":[1,\"x\"]}}",
        "{\n\t\"a\": {\n\t\t\"b\": [\n\t\t\t1,\t\"x\"\n\t\t]\n\t}\n}\n",
        "{\t\"a\"\t:\t{\"b\"\t:\t[1\t,\t\"x\"\t]\t}\t}",
        "{\"a\"\t\t:\n\t\t{\"b\": [1, \"x\\\"\", ]}}",
        "\n  {\"a\":\r\n{\"b\":\n[\n1\n,\n\"x\"\n]\n}\n}",
      })
  void json_is_read_with_tabs_too(String text) {
    var root = only(text);

    assertThat(root.items("a", "b")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:\tb",
        "a: \t b",
        "a:\t\t'b' \t# comment",
        "x: \t\na: \t b\ny:\t\n- z: \t1",
        "--- {name: before}\n---\na: \t\tb",
      })
  void tabs_between_name_and_value_are_space(String text) {
    var read = read(text);

    assertThat(read.problems()).isEmpty();
    assertThat(read.roots().getLast().text("a")).contains("b");
    assertThat(names(read)).doesNotHaveDuplicates();
  }

  @Test
  void tabs_that_are_refused_do_not_repeat_documents() {
    var read = read("name: one\n---\nname: \t two\nx: \t'\n---\nname: three\n");

    assertThat(names(read)).containsExactly("one", "three");
    assertThat(read.problems()).hasSize(1);
  }

  @Test
  void tabs_within_strings_stay() {
    assertThat(only("{\t\t\"a\": \"x\ty\",\t\t\"b\": 'x\ty'}").text("a")).contains("x\ty");
    assertThat(only("{\t\t\"a\": \"x\ty\",\t\t\"b\": 'x\ty'}").text("b")).contains("x\ty");
  }

  @Test
  void escapes_of_json_are_read() {
    var root = only("{\"a\": \"\\/ \\ud83d\\ude00 \\u00e9 \\n \\\"\"}");

    assertThat(root.text("a")).contains("/ 😀 é \n \"");
  }

  @Test
  void json_objects_that_follow_each_other_are_documents() {
    var read = read("{\"name\":\"one\"}\n{\"name\":\"two\"} {\"name\": \"three\"}");

    assertThat(read.problems()).isEmpty();
    assertThat(names(read)).containsExactly("one", "two", "three");
    assertThat(read.roots().get(2).get("name").orElseThrow().at()).hasToString("f:2:25");
  }

  @Test
  void a_very_long_line_is_read() {
    var text = new StringBuilder("{\"items\":[");
    for (int i = 0; i < 50_000; i++) {
      text.append(i == 0 ? "" : ",").append("{\"n\":").append(i).append("}");
    }
    text.append("],\"text\":\"").append("x".repeat(1_000_000)).append("\"}");

    var root = only(text.toString());

    assertThat(root.items("items")).hasSize(50_000);
    assertThat(root.text("text").orElseThrow()).hasSize(1_000_000);
  }

  @Test
  void a_text_above_three_million_characters_is_read() {
    var text = new StringBuilder("spec:\n");
    for (int i = 0; i < 80_000; i++) {
      text.append("  field").append(i).append(": a description of some length\n");
    }

    assertThat(only(text.toString()).text("spec", "field79999")).isPresent();
  }

  @Test
  void an_alias_stands_for_its_anchor_and_keeps_the_anchors_place() {
    var root = only("a: &x {b: 1}\nc: *x\nd: [&y z, *y]\n");

    assertThat(root.find("c", "b").orElseThrow().at()).hasToString("f:1:11");
    assertThat(root.items("d")).extracting(Node::text).containsOnly(java.util.Optional.of("z"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`a: 1\n<<: {a: 2}` | 2",
        "`<<: {a: 2}\na: 1` | 1",
        "`<<: [{a: 1}, {a: 2}]` | 1",
        "`!!merge <<: {a: 1}` | 1",
        "`x: &x {a: 1}\n<<: *x` | 1",
        "`x: &x {a: 1}\nz: &z {a: 2}\n<<: [*z, *x]` | 2",
      })
  void merges_set_their_fields_where_they_stand(String text, String expected) {
    assertThat(only(text).text("a")).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<: 3", "<<: [3]", "x: &x [{a: 1}]\n<<: *x"})
  void only_mappings_can_be_merged(String text) {
    assertThat(read(text).problems()).hasSize(1);
  }

  @Test
  void the_last_of_two_equal_names_counts_and_is_told() {
    var read = read("a: 1\nb: 2\na: 3\n");

    assertThat(read.roots().getFirst().text("a")).contains("3");
    assertThat(((Node.Mapping) read.roots().getFirst()).keyAt("a")).hasToString("f:3:1");
    assertThat(read.duplicates()).extracting(Duplicate::field).containsExactly("a");
    assertThat(read.duplicates().getFirst().at()).hasToString("f:3:1");
    assertThat(read.duplicates().getFirst().before()).hasToString("f:1:1");
  }

  @Test
  void a_broken_document_hides_no_other() {
    var read =
        read(
            """
            name: one
            ---
            name: [two
            ---
            name: three
            ---
            name: "four
            ---
            name: five
            ---
            name: *six
            x: y
            ---
            name: seven
            """);

    assertThat(names(read)).containsExactly("one", "three", "five", "seven");
    assertThat(places(read)).containsExactly("f:4:1", "f:8:1", "f:11:7");
  }

  @Test
  void a_fault_never_repeats_what_may_be_a_secret() {
    var read = read("kind: Secret\nstringData: { plain: *HUSH }\n");

    assertThat(read.problems()).singleElement().asString().doesNotContain("HUSH");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`a:\n\tb: c` | f:2:1 | tab",
        "`a: b: c` | f:1:5 | colon",
        "`a: @x` | f:1:4 | begin",
        "`a: 'x` | f:1:6 | ends in the middle",
        "`a: {b: 1` | f:1:9 | ends in the middle",
        "`a: {{ .Values.x }}` | f:1:5 | text",
        "`a: *z` | f:1:4 | has no anchor before it",
        "`a: &a [*a]` | f:1:8 | within",
      })
  void a_fault_has_its_exact_place_a_cause_and_a_remedy(String text, String at, String cause) {
    var read = read(text);

    assertThat(read.roots()).isEmpty();
    assertThat(read.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.at()).hasToString(at);
              assertThat(problem.at().exact()).isTrue();
              assertThat(problem.cause()).containsIgnoringCase(cause).endsWith(".");
              assertThat(problem.remedy()).endsWith(".");
            });
  }

  @Test
  void a_control_character_spoils_its_own_document_only() {
    var read = read("name: one\n---\nname: t\u0000o\n---\nname: three\n---\nname: f\u007fur\n");

    assertThat(names(read)).containsExactly("one", "three");
    assertThat(places(read)).containsExactly("f:3:8", "f:7:8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\u", "\"\\x", "\"\\U0000"})
  void an_escape_that_the_text_ends_in_is_a_problem(String text) {
    var read = read("name: one\n---\na: " + text);

    assertThat(names(read)).containsExactly("one");
    assertThat(read.problems()).hasSize(1);
  }

  @Test
  void nothing_that_is_typed_breaks_the_reading() {
    var pieces =
        Gen.of(
            "a",
            "b:",
            " ",
            "\n",
            "  ",
            "- ",
            "? ",
            ": ",
            "\"",
            "'",
            "\\u",
            "\\x",
            "{",
            "}",
            "[",
            "]",
            ",",
            "&a",
            "*a",
            "!!int ",
            "!<",
            "%YAML ",
            "%TAG ! x\n",
            "1.1",
            "\n---\n",
            "\n...\n",
            "|1",
            ">-",
            "#",
            "\t",
            "\r",
            "\uFEFF",
            "\0",
            "\ud83d",
            "<<:",
            "@",
            "~",
            "kind: Secret",
            "data:");

    Property.forAll(
        31,
        5000,
        pieces.listOfUpTo(14).map(all -> String.join("", all)),
        text ->
            assertThat(read(text).problems())
                .allSatisfy(problem -> assertThat(problem.at().line()).isPositive()));
  }

  @Test
  void problems_are_bounded() {
    var read = read("--- [\n".repeat(100_000));

    assertThat(read.problems()).hasSizeLessThanOrEqualTo(101);
    assertThat(read.problems().getLast().cause()).contains("rest was not read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- "})
  void a_depth_bomb_is_refused_at_its_place(String opening) {
    var read = read(opening.repeat(1_000_000));

    assertThat(read.roots()).isEmpty();
    assertThat(read.problems().getFirst().cause()).contains("200 levels");
    assertThat(read.problems().getFirst().at().column()).isEqualTo(200 * opening.length() + 1);
  }

  @Test
  void nesting_up_to_the_bound_is_read() {
    assertThat(only("[".repeat(200) + "]".repeat(200))).isInstanceOf(Node.Sequence.class);
  }

  @Test
  void an_alias_bomb_is_refused() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i,
                  i,
                  String.join(
                      ", ",
                      List.of(
                          before, before, before, before, before, before, before, before,
                          before))));
    }

    var read = read(text.toString());

    assertThat(read.roots()).isEmpty();
    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst().cause()).contains("aliases");
  }

  @Test
  void many_documents_cannot_multiply_aliases_either() {
    var text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("--- \na: &a [" + "x,".repeat(300) + "]\nb: [" + "*a,".repeat(300) + "]\n");
    }

    var read = read(text.toString());

    assertThat(read.roots()).hasSizeBetween(40, 50);
    assertThat(read.problems()).hasSizeGreaterThan(40);
  }

  @Test
  void aliases_cannot_nest_deeper_than_the_bound() {
    var text = new StringBuilder("a0: &a0 x\n");
    for (int i = 1; i <= 300; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }

    assertThat(read(text.toString()).problems().getFirst().cause()).contains("200 levels");
  }

  @Test
  void a_million_tiny_documents_are_read() {
    assertThat(read("--- {}\n".repeat(1_000_000)).roots()).hasSize(1_000_000);
  }

  @Test
  void secrets_keep_their_names_and_lose_their_values() {
    var read =
        read(
            """
            apiVersion: v1
            data:
              password: aHVudGVyMg==
              multi: |
                aHVudGVyMg==
            kind: Secret
            stringData: {token: hunter2}
            metadata:
              name: s
              annotations:
                kept: yes!
                kubectl.kubernetes.io/last-applied-configuration: '{"data":"hunter2"}'
            ---
            kind: List
            items:
            - kind: Secret
              data: hunter2
            ---
            kind: ConfigMap
            data: {visible: "1"}
            """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.roots().toString()).doesNotContain("hunter2").doesNotContain("aHVud");
    var secret = (Node.Mapping) read.roots().getFirst();
    assertThat(secret.mapping("data").orElseThrow().texts())
        .containsExactly(java.util.Map.entry("password", ""), java.util.Map.entry("multi", ""));
    assertThat(secret.mapping("metadata", "annotations").orElseThrow().texts())
        .containsOnlyKeys("kept");
    assertThat(read.roots().get(2).text("data", "visible")).contains("1");
    var shown = new ArrayList<Integer>();
    for (int line = 1; line <= 21; line++) {
      if (!read.concealed().contains(line)) {
        shown.add(line);
      }
    }
    assertThat(shown).contains(1, 2, 8, 14, 15, 16, 18, 19, 20);
    assertThat(shown).doesNotContain(3, 4, 5, 7, 12, 17);
  }

  @Test
  void the_lines_of_a_broken_secret_are_concealed() {
    var read = read("a: 1\n---\nkind: Secret\ndata: [hunter2\n---\nb: 1\n");

    assertThat(read.problems()).hasSize(1);
    assertThat(read.concealed().contains(4)).isTrue();
    assertThat(read.concealed().contains(1)).isFalse();
    assertThat(read.concealed().contains(6)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {kind: Secret, data: {p: &x hunter2}}\n- {kind: Pod, command: *x}",
        "- {kind: Pod, command: &x hunter2}\n- {kind: Secret, data: {p: *x}}",
        "- {kind: Secret, stringData: &x {p: hunter2}}\n- {kind: Pod, env: {<<: *x}}",
        "- {kind: Pod, env: &x {data: {p: hunter2}}}\n- {<<: *x, kind: Secret}",
        "- {kind: Secret, data: [&x hunter2]}\n- {kind: Pod, *x : y}",
        "- {kind: Pod, &x hunter2: y}\n- {kind: Secret, data: *x}",
        "- {kind: Pod, command: [&x hunter2]}\n- kind: Secret\n  metadata:\n    annotations:"
            + " {kubectl.kubernetes.io/last-applied-configuration: *x}"
      })
  void a_value_that_a_secret_shares_by_alias_is_shown_nowhere(String text) {
    var read = read("kind: A\n---\n" + text + "\n---\nkind: B\n");

    assertThat(read.problems()).hasSize(1);
    assertThat(read.problems().getFirst().cause()).contains("a value of a Secret");
    assertThat(read.toString()).doesNotContain("hunter2");
    assertThat(read.roots()).hasSize(2);
    assertThat(read.concealed().contains(3)).isTrue();
    assertThat(read.concealed().contains(4)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- {kind: Secret, data: {p: &x hunter2, q: *x}}\n- {kind: Pod, command: other}",
        "- {kind: Secret, metadata: {labels: &x {a: b}}, data: {p: hunter2}}\n- {a: *x}",
        "- {kind: Secret, data: {p: &x ''}}\n- {kind: Pod, command: *x}",
        "- {kind: Secret, data: &x {}}\n- {kind: ConfigMap, data: *x}",
        "- {kind: ConfigMap, data: &x {a: b}}\n- {kind: ConfigMap, data: *x}"
      })
  void aliases_that_share_no_value_of_a_secret_are_read(String text) {
    assertThat(read(text).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": 1 \"b\": 2}",
        "{\"a\": [1, 2}",
        "{\"a\": 1",
        "{\"a\": \"b",
        "{\"a\": \"\\u12\"}",
        "{\"a\": @}",
        "{\"a\": 1}}",
        "{\"a\": \"\u0001\"}",
        "[1, 2]]",
        "{{ .Values.a }}",
      })
  void a_fault_in_a_file_of_json_is_told_in_words_of_json(String text) {
    var problems = YamlReader.read(text, Placement.of("a.json")).problems();

    assertThat(problems).isNotEmpty();
    assertThat(problems)
        .allSatisfy(
            problem ->
                assertThat(problem.cause() + problem.remedy())
                    .doesNotContain("YAML", "ndent", "---"));
  }

  @Test
  void no_message_quotes_a_value() {
    var read = read("kind: Secret\ndata: {a: !!int hunter2}\n---\nkind: Secret\ndata: 'hunter2\n");

    assertThat(read.problems()).hasSize(2);
    assertThat(read.problems().toString()).doesNotContain("hunter2");
  }
}
