package dev.bulkhead.render;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/** Says what the parser found wrong, in a sentence that a person can act on. */
final class YamlFault {
  private YamlFault() {}

  /** What a text's author took it for; the parser reads both. */
  enum Language {
    YAML,
    JSON;

    /** What a file's name promises. */
    static Language of(String file) {
      return file.endsWith(".json") ? JSON : YAML;
    }
  }

  /** Whether the parser met a second document without a separator, as in a stream of JSON. */
  static boolean isSecondDocument(MarkedYamlEngineException fault) {
    return problem(fault).startsWith("expected '<document start>'");
  }

  /** Whether the parser met a tab that it takes for indentation. */
  static boolean isTab(MarkedYamlEngineException fault) {
    return problem(fault).contains("(TAB)");
  }

  /** The cause as a full sentence; the parser's own words follow in brackets. */
  static String cause(YamlEngineException fault, Language language) {
    String problem = problem(fault);
    return "%s (the parser says: %s).".formatted(sentence(problem, language), words(fault));
  }

  /** What to do, beginning with a verb. */
  static String remedy(YamlEngineException fault, Language language) {
    String problem = problem(fault);
    return switch (language) {
      case YAML -> remedy(problem);
      case JSON -> jsonRemedy(problem);
    };
  }

  private static String jsonRemedy(String problem) {
    if (problem.contains("cannot start any token")) {
      return "Write a value in JSON; if this is a template (\"{{ ... }}\"), render it first.";
    }
    if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      return "Close the quote, brace or bracket that is still open.";
    }
    return "Add the comma, colon, quote, brace or bracket that is missing here, or remove what is too"
        + " much.";
  }

  private static String remedy(String problem) {
    if (problem.contains("TAB") || problem.contains("\\t")) {
      return "Indent with spaces.";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "Quote the value if it holds a colon, or correct the indentation of this line.";
    }
    if (problem.contains("cannot start any token")) {
      return "Quote the value; if this is a template (\"{{ ... }}\"), render it first.";
    }
    if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      return "Close the quote or bracket that is still open.";
    }
    if (problem.contains("document separator") || problem.contains("<document start>")) {
      return "Close the quote or bracket that is still open, or begin a new document with \"---\".";
    }
    if (problem.contains("could not find expected ':'")) {
      return "Write \"name: value\", and indent text that goes on over several lines.";
    }
    if (problem.contains("block end") || problem.contains("expected")) {
      return "Correct the indentation or the bracket here.";
    }
    return "Correct the YAML at this place.";
  }

  private static String sentence(String problem, Language language) {
    if (language == Language.YAML && (problem.contains("TAB") || problem.contains("\\t"))) {
      return "A tab stands where YAML wants spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "A colon stands where no field can begin";
    }
    if (problem.contains("cannot start any token")) {
      return "No value can begin with this character";
    }
    if (problem.contains("end of stream") || problem.contains("<stream end>")) {
      return "The text ends in the middle of a document";
    }
    if (problem.contains("document separator")) {
      return "The document ends in the middle of a quoted text";
    }
    if (problem.contains("could not find expected ':'")) {
      return "This line names no field and continues no text";
    }
    return "The document is not valid %s at this place".formatted(language);
  }

  /** The parser's own words, on one line. */
  static String words(YamlEngineException fault) {
    return tidy(problem(fault));
  }

  private static String problem(YamlEngineException fault) {
    if (fault instanceof YamlVersionException) {
      return "the %YAML directive asks for a version that does not exist";
    }
    String problem =
        fault instanceof MarkedYamlEngineException marked
            ? marked.getProblem()
            : fault.getMessage();
    return problem == null ? "" : problem;
  }

  private static String tidy(String problem) {
    String advice = " (Do not use";
    int end = problem.contains(advice) ? problem.indexOf(advice) : problem.length();
    String line = problem.substring(0, end).strip().replaceAll("\\s+", " ");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
