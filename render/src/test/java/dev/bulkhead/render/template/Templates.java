package dev.bulkhead.render.template;

import dev.bulkhead.testkit.Gen;

/** Draws well-formed templates. */
final class Templates {
  private Templates() {}

  static Gen<String> any() {
    return choices -> parts(choices, 4, true, false);
  }

  private static String parts(Gen.Choices choices, int depth, boolean top, boolean range) {
    var out = new StringBuilder();
    int count = choices.below(5);
    for (int i = 0; i < count; i++) {
      out.append(part(choices, depth, top, range));
    }
    return out.toString();
  }

  private static String part(Gen.Choices choices, int depth, boolean top, boolean range) {
    int kinds = depth == 0 ? 5 : 11;
    return switch (choices.below(kinds)) {
      case 0 -> text(choices);
      case 1 -> tag(choices, pipeline(choices, 2));
      case 2 -> tag(choices, "$v := " + pipeline(choices, 2));
      case 3 -> tag(choices, "template \"n\" " + pipeline(choices, 1));
      case 4 -> comment(choices);
      case 5 ->
          tag(choices, "if " + pipeline(choices, 2))
              + parts(choices, depth - 1, false, range)
              + tag(choices, "else if " + pipeline(choices, 1))
              + parts(choices, depth - 1, false, range)
              + tag(choices, "end");
      case 6 ->
          tag(choices, "with " + pipeline(choices, 2))
              + parts(choices, depth - 1, false, range)
              + tag(choices, "else")
              + parts(choices, depth - 1, false, range)
              + tag(choices, "end");
      case 7 ->
          tag(choices, "range $k, $e := " + pipeline(choices, 1))
              + parts(choices, depth - 1, false, true)
              + tag(choices, "end");
      case 8 ->
          tag(choices, "block \"b\" " + pipeline(choices, 1))
              + parts(choices, depth - 1, false, false)
              + tag(choices, "end");
      case 9 -> range ? tag(choices, "continue") : text(choices);
      default ->
          top
              ? tag(choices, "define `d`")
                  + parts(choices, depth - 1, false, false)
                  + tag(choices, "end")
              : text(choices);
    };
  }

  private static String text(Gen.Choices choices) {
    return Gen.of("a: b\n", " ", "\n", "  - {}", "}}", "é\t", "---\n").draw(choices);
  }

  private static String tag(Gen.Choices choices, String inner) {
    String open = Gen.of("{{ ", "{{", "{{- ", "{{-\n").draw(choices);
    String close = Gen.of(" }}", "}}", " -}}", "\n-}}").draw(choices);
    return open + inner + close;
  }

  private static String comment(Gen.Choices choices) {
    return Gen.of("{{/* x */}}", "{{- /* }} \n */ -}}", "{{/*{{*/ -}}").draw(choices);
  }

  private static String pipeline(Gen.Choices choices, int depth) {
    var out = new StringBuilder(command(choices, depth));
    for (int i = choices.below(3); i > 0; i--) {
      out.append(Gen.of(" | ", "|", " |\n").draw(choices)).append("f ").append(operand(choices, 0));
    }
    return out.toString();
  }

  private static String command(Gen.Choices choices, int depth) {
    var out = new StringBuilder(operand(choices, depth));
    for (int i = choices.below(3); i > 0; i--) {
      out.append(' ').append(operand(choices, depth));
    }
    return out.toString();
  }

  private static String operand(Gen.Choices choices, int depth) {
    if (depth > 0 && choices.below(4) == 3) {
      return "(" + pipeline(choices, depth - 1) + ")" + Gen.of("", ".f", ".f.g").draw(choices);
    }
    return Gen.of(
            ".",
            ".a",
            ".a.b",
            "$",
            "$v",
            "$v.c",
            "fn",
            "fn.x",
            "1",
            "-0x1f",
            "2.5e-3",
            "\"s\"",
            "\"\\\"}}\"",
            "`r\n}}`",
            "'c'",
            "'\\''",
            "true",
            "nil")
        .draw(choices);
  }
}
