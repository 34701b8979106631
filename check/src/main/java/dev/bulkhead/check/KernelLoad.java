package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that the kernel runs a file that may be executed: a binary for the processor with its
 * loader and libraries, or a script with its interpreter.
 *
 * <p>Sources: Linux {@code fs/exec.c}, {@code fs/binfmt_script.c}, {@code fs/binfmt_elf.c}.
 */
final class KernelLoad {
  /** Linux: {@code fs/exec.c}, exec_binprm: a script's interpreter may be a script, five times. */
  private static final int MAX_INTERPRETERS = 5;

  private final Launch launch;
  private final Steps steps;
  private final ExecutePermission permission;

  KernelLoad(Launch launch, Steps steps) {
    this.launch = launch;
    this.steps = steps;
    this.permission = new ExecutePermission(launch, steps);
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
      case FileContent.Elf elf -> binary(path, elf, arrived, caller) ? argv : List.of();
      case FileContent.Script(String line) -> script(path, line, arrived, argv, caller, depth);
      case FileContent.Empty _ -> format(path, "it is empty", arrived, caller);
      case FileContent.Text _ -> format(path, "it has no #! line", arrived, caller);
      case FileContent.Other(String head) when head.isEmpty() -> {
        steps.unclear(
            Rules.COMMAND_EXEC_FORMAT,
            caller,
            "The content of %s is not known.".formatted(path),
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
    if (!caller.isRuntime() && !cause.equals("it is empty")) {
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
      return format(
          path, "its interpreters are scripts themselves, too many in a row", arrived, caller);
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
          case FileContent.Elf elf -> binary(interpreter, elf, found, caller) ? running : List.of();
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
        missingInterpreter(path, "interpreter", interpreter, caller);
        yield List.of();
      }
    };
  }

  private void missingInterpreter(String path, String kind, String interpreter, Caller caller) {
    if (!launch.suppliedAtRunTime().isEmpty()) {
      steps.unclear(
          Rules.COMMAND_INTERPRETER_MISSING,
          caller,
          "%s, the %s of %s, does not exist in %s, but %s, which may supply it at run time."
              .formatted(interpreter, kind, path, launch.image(), launch.suppliedAtRunTime()),
          "Check in the running cluster that %s is supplied.".formatted(interpreter));
      return;
    }
    steps.fails(
        Rules.COMMAND_INTERPRETER_MISSING,
        caller,
        "The container runs %s (%s), whose %s %s does not exist in %s."
            .formatted(path, caller.origin(), kind, interpreter, launch.image()),
        kind.equals("interpreter")
            ? "Name an interpreter that the image has in the script's #! line, or add %s to the image."
                .formatted(interpreter)
            : "Build the program statically, or for the C library of the image's base.",
        List.of(new Fact(kind, interpreter)));
  }

  private boolean binary(String path, FileContent.Elf elf, Walk.Arrived arrived, Caller caller) {
    switch (Machine.fit(elf, launch.platform())) {
      case RUNS ->
          steps.holds(
              Rules.COMMAND_WRONG_ARCHITECTURE,
              caller,
              "%s is built for %s.".formatted(path, Machine.describe(elf)),
              List.of(new Fact("machine", Machine.describe(elf))));
      case DEPENDS -> {
        steps.unclear(
            Rules.COMMAND_WRONG_ARCHITECTURE,
            caller,
            "%s is built for %s, which only some nodes of %s run."
                .formatted(path, Machine.describe(elf), launch.platform()),
            "Use a program built for %s.".formatted(launch.platform()));
        return false;
      }
      case FOREIGN -> {
        steps.fails(
            Rules.COMMAND_WRONG_ARCHITECTURE,
            caller,
            "The container runs %s (%s), which is built for %s and not for %s."
                .formatted(path, caller.origin(), Machine.describe(elf), launch.platform()),
            "Build the program for %s, or keep the pod off that platform."
                .formatted(launch.platform()),
            arrived.trail());
        return false;
      }
      case NO_PROGRAM -> {
        format(path, "it is an ELF file, but not a program", arrived, caller);
        return false;
      }
    }
    String loader = elf.interpreter();
    if (loader == null) {
      return true;
    }
    return switch (launch.files().walk(Paths.resolve(launch.workingDirectory(), loader))) {
      case Walk.Arrived found -> {
        boolean loads = permission.mayLoad(path, "dynamic loader", loader, found, caller);
        if (loads && elf.libraries() != null) {
          libraries(path, elf, elf.libraries(), arrived, loader, caller);
        }
        yield loads;
      }
      case Walk.Undecided(String reason, String supply) -> {
        steps.unclear(
            Rules.COMMAND_INTERPRETER_MISSING,
            caller,
            "Whether %s, the dynamic loader of %s, exists is not known. %s"
                .formatted(loader, path, reason),
            supply);
        yield false;
      }
      case Walk.Nowhere _, Walk.NotADirectory _, Walk.Circle _ -> {
        missingInterpreter(path, "dynamic loader", loader, caller);
        yield false;
      }
    };
  }

  private void libraries(
      String path,
      FileContent.Elf elf,
      FileContent.Libraries libraries,
      Walk.Arrived arrived,
      String loader,
      Caller caller) {
    var search = new LibrarySearch(launch, Paths.parent(arrived.path()), elf, libraries, loader);
    for (String name : libraries.needed()) {
      switch (search.find(name)) {
        case LibrarySearch.Result.Found(String at) ->
            steps.holds(
                Rules.COMMAND_LIBRARY_MISSING,
                caller,
                "%s, which %s needs, is %s.".formatted(name, path, at),
                List.of(new Fact("library", at)),
                name);
        case LibrarySearch.Result.Missing(List<String> searched) -> {
          if (launch.suppliedAtRunTime().isEmpty()) {
            steps.fails(
                Rules.COMMAND_LIBRARY_MISSING,
                caller,
                "%s needs the library %s, which is in none of %s."
                    .formatted(path, name, String.join(", ", searched)),
                "Add the library to the image, or build the program statically.",
                arrived.trail(),
                name);
          } else {
            steps.unclear(
                Rules.COMMAND_LIBRARY_MISSING,
                caller,
                "%s needs the library %s, which may be supplied at run time: %s."
                    .formatted(path, name, launch.suppliedAtRunTime()),
                "Check in the running cluster that it is supplied.",
                name);
          }
        }
        case LibrarySearch.Result.Undecided(String reason, String supply) ->
            steps.unclear(Rules.COMMAND_LIBRARY_MISSING, caller, reason, supply, name);
      }
    }
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
