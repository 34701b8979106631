package dev.bulkhead.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Programs whose work is to start another program: init processes, changers of users, {@code env}.
 * Their command lines are read as they read them, up to the program that they will start.
 */
sealed interface Wrapper {

  /**
   * It starts another program.
   *
   * @param user whom it becomes before that, or the empty string
   * @param path the PATH that it sets before that, or the empty string
   */
  record Starts(List<Value> argv, String user, String path) implements Wrapper {
    public Starts {
      argv = List.copyOf(argv);
    }
  }

  /** It is none of them, or it is told to do something else ({@code --version}). */
  record Nothing() implements Wrapper {}

  /** It is one of them, and is given no program. */
  record Idle() implements Wrapper {}

  /** It is one of them, and its command line is not understood. */
  record Puzzling(String why) implements Wrapper {}

  /** Short options of each that take a value, and long ones that do. */
  Map<String, String> WITH_VALUE =
      Map.of(
          "tini", "pe",
          "tini-static", "pe",
          "docker-init", "pe",
          "dumb-init", "r",
          "catatonit", "",
          "env", "u");

  /** Short options without a value. */
  Map<String, String> WITHOUT_VALUE =
      Map.of(
          "tini", "svwgl",
          "tini-static", "svwgl",
          "docker-init", "svwgl",
          "dumb-init", "cv",
          "catatonit", "gL",
          "env", "i0v");

  /** Long options without a value, of all of them together. */
  Set<String> LONG_WITHOUT_VALUE =
      Set.of("--single-child", "--verbose", "--ignore-environment", "--null", "--debug");

  /** Reads a command line. */
  static Wrapper read(String invoked, List<Value> arguments) {
    String name = Paths.name(invoked);
    if (name.equals("gosu") || name.equals("su-exec")) {
      return changer(arguments);
    }
    return WITH_VALUE.containsKey(name) ? options(name, arguments) : new Nothing();
  }

  private static Wrapper changer(List<Value> arguments) {
    if (arguments.isEmpty()) {
      return new Idle();
    }
    return switch (arguments.getFirst()) {
      case Value.Unknown(String why) ->
          new Puzzling("the user that it becomes is not known: " + why);
      case Value.Known(String user) when user.startsWith("-") -> new Nothing();
      case Value.Known(String user) ->
          arguments.size() < 2
              ? new Idle()
              : new Starts(arguments.subList(1, arguments.size()), user, "");
    };
  }

  private static Wrapper options(String name, List<Value> arguments) {
    var rest = new ArrayList<>(arguments);
    String path = "";
    while (!rest.isEmpty()) {
      if (!(rest.getFirst() instanceof Value.Known(String word))) {
        return new Starts(rest, "", path);
      }
      if (word.equals("--")) {
        rest.removeFirst();
        break;
      }
      if (!word.startsWith("-")) {
        break;
      }
      rest.removeFirst();
      if (word.equals("-")) {
        continue;
      }
      if (name.equals("env") && splits(word)) {
        Optional<List<Value>> words = split(word, rest);
        if (words.isEmpty()) {
          return new Puzzling("its option -S holds quotes or variables");
        }
        rest = new ArrayList<>(words.get());
        continue;
      }
      switch (option(name, word)) {
        case FLAG -> {}
        case VALUE_FOLLOWS -> {
          if (rest.isEmpty()) {
            return new Idle();
          }
          rest.removeFirst();
        }
        case STOPS -> {
          return new Nothing();
        }
        case UNKNOWN -> {
          return new Puzzling("its option %s is not known here".formatted(word));
        }
      }
    }
    while (name.equals("env")
        && !rest.isEmpty()
        && rest.getFirst() instanceof Value.Known(String word)
        && word.indexOf('=') > 0) {
      rest.removeFirst();
      path = word.startsWith("PATH=") ? word.substring("PATH=".length()) : path;
    }
    if (rest.isEmpty()) {
      return name.equals("env") ? new Nothing() : new Idle();
    }
    return new Starts(rest, "", path);
  }

  /** What an option asks for. */
  enum Option {
    FLAG,
    VALUE_FOLLOWS,
    STOPS,
    UNKNOWN
  }

  private static Option option(String name, String word) {
    if (word.startsWith("--")) {
      return longOption(word);
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (letter == 'h' || letter == 'V') {
        return Option.STOPS;
      }
      if (WITH_VALUE.getOrDefault(name, "").indexOf(letter) >= 0) {
        return i + 1 < word.length() ? Option.FLAG : Option.VALUE_FOLLOWS;
      }
      if (WITHOUT_VALUE.getOrDefault(name, "").indexOf(letter) < 0) {
        return Option.UNKNOWN;
      }
    }
    return Option.FLAG;
  }

  private static Option longOption(String word) {
    if (word.equals("--help") || word.equals("--version")) {
      return Option.STOPS;
    }
    if (word.equals("--rewrite") || word.equals("--unset")) {
      return Option.VALUE_FOLLOWS;
    }
    boolean flag =
        LONG_WITHOUT_VALUE.contains(word)
            || word.startsWith("--rewrite=")
            || word.startsWith("--unset=");
    return flag ? Option.FLAG : Option.UNKNOWN;
  }

  private static boolean splits(String word) {
    return word.startsWith("-S") || word.equals("-vS") || word.startsWith("--split-string");
  }

  /** {@code env -S 'a b'}: the words take the option's place; quoting is left to a person. */
  private static Optional<List<Value>> split(String word, List<Value> rest) {
    var after = new ArrayList<>(rest);
    String text;
    if (word.startsWith("--split-string=")) {
      text = word.substring("--split-string=".length());
    } else if (word.startsWith("-S") && word.length() > 2) {
      text = word.substring(2);
    } else if (!after.isEmpty() && after.removeFirst() instanceof Value.Known(String next)) {
      text = next;
    } else {
      return Optional.empty();
    }
    if (text.chars().anyMatch(c -> "'\"\\$#".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    var words = new ArrayList<Value>();
    for (String part : text.strip().split("\\s+", -1)) {
      if (!part.isEmpty()) {
        words.add(new Value.Known(part));
      }
    }
    words.addAll(after);
    return Optional.of(words);
  }
}
