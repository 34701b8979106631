package dev.bulkhead.check;

import dev.bulkhead.registry.FileContent;
import dev.bulkhead.verdict.Fact;
import java.util.List;

/**
 * Proves that the kernel runs a binary: it is for the processor, its loader can be loaded, and the
 * loader finds its libraries.
 *
 * <p>Source: Linux {@code fs/binfmt_elf.c}, load_elf_binary.
 */
record BinaryLoad(Launch launch, Steps steps, ExecutePermission permission) {
  /** So many directories without a library are named; the rest is counted. */
  private static final int MOST_DIRECTORIES = 4;

  /** Whether the kernel gets as far as the program's own code, missing libraries aside. */
  boolean runs(String path, FileContent.Elf elf, Walk.Arrived arrived, Caller caller) {
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
        steps.fails(
            Rules.COMMAND_EXEC_FORMAT,
            caller,
            "The container runs %s (%s), which the kernel cannot run: it is an ELF file, but not a program."
                .formatted(path, caller.origin()),
            "Name the program that was linked from it.",
            arrived.trail());
        return false;
      }
    }
    String loader = elf.interpreter();
    if (loader == null) {
      return true;
    }
    return switch (launch.files().walk(Paths.resolve(launch.workingDirectory(), loader))) {
      case Walk.Arrived found -> {
        boolean loads =
            permission.mayLoad(path, "dynamic loader", loader, found, caller)
                && isLoader(path, elf, loader, found, caller);
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
        missing(path, "dynamic loader", loader, caller);
        yield false;
      }
    };
  }

  /** The kernel loads another ELF file for the same processor (load_elf_binary: ELIBBAD). */
  private boolean isLoader(
      String path, FileContent.Elf elf, String loader, Walk.Arrived found, Caller caller) {
    String fault =
        switch (found.entry().content()) {
          case FileContent.Elf other when other.machine() == elf.machine() -> "";
          case FileContent.Elf other -> "is built for " + Machine.describe(other);
          case FileContent.Other(String head) when head.isEmpty() -> "";
          case FileContent.Script _, FileContent.Text _, FileContent.Empty _, FileContent.Other _ ->
              "is no binary";
        };
    if (fault.isEmpty()) {
      return true;
    }
    steps.fails(
        Rules.COMMAND_EXEC_FORMAT,
        caller,
        "The container runs %s (%s), whose dynamic loader %s %s."
            .formatted(path, caller.origin(), loader, fault),
        "Build the program statically, or for the C library of the image's base.",
        found.trail());
    return false;
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
                "%s needs the library %s, %s.".formatted(path, name, absence(searched)),
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

  private static String absence(List<String> searched) {
    if (searched.isEmpty()) {
      return "and not one directory exists that the loader searches";
    }
    String shown = String.join(", ", searched.stream().limit(MOST_DIRECTORIES).toList());
    int rest = searched.size() - MOST_DIRECTORIES;
    return searched.size() == 1
        ? "which is not in %s, the one directory there is that the loader searches".formatted(shown)
        : "which is in none of the %d directories there are that the loader searches (%s%s)"
            .formatted(searched.size(), shown, rest > 0 ? " and %d more".formatted(rest) : "");
  }

  /** A script's interpreter or a binary's loader is not in the image. */
  void missing(String path, String kind, String interpreter, Caller caller) {
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
}
