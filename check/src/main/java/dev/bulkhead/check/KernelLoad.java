package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that the kernel runs a file that may be executed: a binary, or a script with its
 * interpreter.
 *
 * <p>Sources: Linux {@code fs/exec.c}, {@code fs/binfmt_script.c}.
 */
record KernelLoad(Launch launch, Steps steps, ExecutePermission permission, BinaryLoad binaries) {
  /** Linux: {@code fs/exec.c}, exec_binprm: a script's interpreter may be a script, five times. */
  private static final int MAX_INTERPRETERS = 5;

  /** Linux: BINPRM_BUF_SIZE (256) less {@code #!} and the line feed. */
  private static final int LINE_LIMIT = 253;

  static KernelLoad of(Launch launch, Steps steps, ExecutePermission permission) {
    return new KernelLoad(launch, steps, permission, new BinaryLoad(launch, steps, permission));
  }

  /**
   * The command line that runs in the end, which for a script is its interpreter's; empty where
   * none does.
   */
  List<Value> load(String path, Walk.Arrived arrived, List<Value> argv, Caller caller) {
    return load(path, arrived, argv, caller, 0);
  }

  private List<Value> load(
      String path, Walk.Arrived arrived, List<Value> argv, Caller caller, int depth) {
    FileEntry entry = arrived.entry();
    return switch (entry.content()) {
      case FileContent.Elf elf -> binaries.runs(path, elf, arrived, caller) ? argv : List.of();
      case FileContent.Script(String line) -> script(path, line, arrived, argv, caller, depth);
      case FileContent.Empty _ -> format(path, "it is empty", arrived, caller);
      case FileContent.Text _ -> format(path, "it has no #! line", arrived, caller);
      case FileContent.Other(String head) when head.isEmpty() -> {
        steps.unclear(
            Rules.COMMAND_EXEC_FORMAT,
            caller,
            "What %s holds is not looked at, as it is the value of a Secret or binary data."
                .formatted(path),
            "Check by hand that it begins with a #! line or is a binary for the platform.");
        yield List.of();
      }
      case FileContent.Other(String head) ->
          format(
              path,
              head.startsWith("efbbbf2321")
                  ? "a byte order mark stands before its #! line"
                  : "it has no #! line and is not an ELF binary",
              arrived,
              caller);
    };
  }

  private List<Value> format(String path, String cause, Walk.Arrived arrived, Caller caller) {
    if (caller.mayFallBackToShell() && !cause.equals("it is empty")) {
      steps.unclear(
          Rules.COMMAND_EXEC_FORMAT,
          caller,
          "%s would be run as a shell script by some C libraries and refused by others: %s."
              .formatted(path, cause),
          "Begin the script with a #! line.");
      return List.of();
    }
    steps.fails(
        Rules.COMMAND_EXEC_FORMAT,
        caller,
        "The container runs %s (%s), which the kernel cannot run: %s."
            .formatted(path, caller.origin(), cause),
        "Begin the script with #!/bin/sh or another interpreter of the image, without a byte order"
            + " mark.",
        arrived.trail());
    return List.of();
  }

  private List<Value> script(
      String path, String line, Walk.Arrived arrived, List<Value> argv, Caller caller, int depth) {
    String trimmed = line.strip();
    boolean carriageReturn = line.endsWith("\r");
    String body = stripBlanks(line);
    if (trimmed.isEmpty()) {
      return format(path, "its #! line names no interpreter", arrived, caller);
    }
    if (carriageReturn) {
      steps.fails(
          Rules.COMMAND_EXEC_FORMAT,
          caller,
          "The container runs %s (%s), whose #! line ends in a carriage return, so that the kernel looks for an interpreter of that name."
              .formatted(path, caller.origin()),
          "Write the script with Unix line ends (dos2unix) where the image is made.",
          arrived.trail());
      return List.of();
    }
    if (depth >= MAX_INTERPRETERS) {
      steps.fails(
          Rules.COMMAND_EXEC_FORMAT,
          caller,
          "The container runs %s (%s), whose interpreters are scripts themselves, too many in a row."
              .formatted(path, caller.origin()),
          "Name a binary in the script's #! line.",
          arrived.trail());
      return List.of();
    }
    steps.holds(
        Rules.COMMAND_EXEC_FORMAT,
        caller,
        "%s is a script for %s.".formatted(path, body),
        List.of(new Fact("first line", "#!" + line)));
    if (!permission.mayRead(path, arrived, caller)) {
      return List.of();
    }
    int blank = firstBlank(body);
    if (blank < 0 && line.getBytes(StandardCharsets.UTF_8).length > LINE_LIMIT) {
      return format(
          path, "its #! line names an interpreter longer than the kernel reads", arrived, caller);
    }
    String interpreter = blank < 0 ? body : body.substring(0, blank);
    String argument = blank < 0 ? "" : stripBlanks(body.substring(blank));
    return interpreted(path, interpreter, argument, argv, caller, depth);
  }

  private List<Value> interpreted(
      String path,
      String interpreter,
      String argument,
      List<Value> argv,
      Caller caller,
      int depth) {
    var running = new ArrayList<Value>();
    running.add(new Value.Known(interpreter));
    if (!argument.isEmpty()) {
      running.add(new Value.Known(argument));
    }
    running.add(new Value.Known(path));
    running.addAll(argv.subList(1, argv.size()));
    return switch (launch.files().walk(Paths.resolve(launch.workingDirectory(), interpreter))) {
      case Walk.Arrived found -> {
        if (!permission.mayLoad(path, "interpreter", interpreter, found, caller)) {
          yield List.of();
        }
        yield switch (found.entry().content()) {
          case FileContent.Elf elf
              when caller.mayFallBackToShell() && Machine.fit(elf, launch.platform()).isRefused() ->
              format(interpreter, "it is no program for this processor", found, caller);
          case FileContent.Elf elf ->
              binaries.runs(interpreter, elf, found, caller) ? running : List.of();
          case FileContent.Script(String line) ->
              script(interpreter, line, found, running, caller, depth + 1);
          case FileContent.Empty _, FileContent.Text _, FileContent.Other _ ->
              format(interpreter, "it is not a binary", found, caller);
        };
      }
      case Walk.Undecided(String reason, String supply) -> {
        steps.unclear(
            Rules.COMMAND_INTERPRETER_MISSING,
            caller,
            "Whether %s, the interpreter of %s, exists is not known. %s"
                .formatted(interpreter, path, reason),
            supply);
        yield List.of();
      }
      case Walk.Nowhere _, Walk.NotADirectory _, Walk.Circle _ -> {
        binaries.missing(path, "interpreter", interpreter, caller);
        yield List.of();
      }
    };
  }

  /** Blanks are spaces and tabs to the kernel ({@code fs/binfmt_script.c}). */
  private static String stripBlanks(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static int firstBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isBlank(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
