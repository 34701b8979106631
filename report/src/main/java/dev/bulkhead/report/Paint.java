package dev.bulkhead.report;

import dev.bulkhead.verdict.Severity;

/** Colours for a terminal (ECMA-48), or none. */
enum Paint {
  PLAIN,
  COLOURED;

  String bold(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String proven(String text) {
    return paint("32", text);
  }

  String unproven(String text) {
    return paint("35", text);
  }

  String violated(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> paint("1;31", text);
      case WARNING -> paint("33", text);
      case NOTICE -> paint("36", text);
    };
  }

  private String paint(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
