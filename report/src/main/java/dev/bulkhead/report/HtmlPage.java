package dev.bulkhead.report;

/** What all pages of HTML have in common: nothing is loaded from anywhere, and nothing runs. */
final class HtmlPage {
  /** Everything before the title. Nothing may be loaded from anywhere. */
  static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      """;

  /**
   * Colours for light, for dark and for paper, which differ to all eyes; {@code soft} ones are
   * behind a text. What is told by a colour is also told by a shape or a word.
   */
  static final String PALETTE =
      """
      :root {
        color-scheme: light dark;
        --text: #1b1f24; --faint: #57606a; --page: #ffffff; --panel: #f5f7f9; --line: #d5dbe1;
        --bad: #c2410c; --bad-soft: #fde6da; --bad-text: #8a2d0a;
        --warn: #d99a00; --warn-soft: #fdf1d3; --warn-text: #6a4a00;
        --good: #0a6fb0; --good-soft: #dff0fb; --good-text: #0a4d79;
        --open: #6b46c1; --open-soft: #ece3fb; --open-text: #4b2a85;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --text: #e6edf3; --faint: #9aa4af; --page: #0d1117; --panel: #161b22; --line: #30363d;
          --bad: #ff8a57; --bad-soft: #47200f; --bad-text: #ffc2a6;
          --warn: #f2c14e; --warn-soft: #3b2d08; --warn-text: #f6d98c;
          --good: #63b8f2; --good-soft: #0e2f47; --good-text: #b3dcfa;
          --open: #b79bff; --open-soft: #2f2350; --open-text: #d6c4ff;
        }
      }
      @media print {
        :root { --text: #000; --faint: #444; --page: #fff; --panel: #f4f4f4; --line: #bbb; --bad: #b03a0a; --bad-soft: #fde6da; --bad-text: #7a2708; --warn: #c98f00; --warn-soft: #fdf1d3; --warn-text: #5a3f00; --good: #0a5f96; --good-soft: #dff0fb; --good-text: #0a4366; --open: #5a3aa0; --open-soft: #ece3fb; --open-text: #3f2370; }
        * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      }
      """;

  private HtmlPage() {}

  /** Text that is neither a tag nor the end of an attribute. */
  static String escape(String text) {
    var escaped = new StringBuilder();
    Printable.escape(text)
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
              }
            });
    return escaped.toString();
  }
}
