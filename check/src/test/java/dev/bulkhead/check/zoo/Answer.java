package dev.bulkhead.check.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What runc, the kernel and the started programs said of one case.
 *
 * @param message the last line of standard error
 */
record Answer(Fate fate, String message) {
  static final String TOKEN = "bulkhead-zoo: started";

  /** A message and what it means; the first that is found decides. */
  private record Sign(Pattern pattern, Fate fate) {
    static Sign of(String pattern, Fate fate) {
      return new Sign(Pattern.compile(pattern, Pattern.MULTILINE), fate);
    }
  }

  /** runc 1.1 (libcontainer/standard_init_linux.go) words them as Go's os/exec and os do. */
  private static final List<Sign> SIGNS =
      List.of(
          // Go's exec.LookPath, before execve.
          Sign.of("runc run failed.*executable file not found in \\$PATH", Fate.NOT_ON_PATH),
          Sign.of("runc run failed.*current directory", Fate.NOT_FOUND),
          Sign.of("runc run failed.*(mkdir|chdir to cwd|[Cc]wd must be)", Fate.WORKING_DIRECTORY),
          Sign.of("runc run failed.*stat .*: no such file or directory", Fate.NOT_FOUND),
          Sign.of("runc run failed.*stat .*: not a directory", Fate.NOT_FOUND),
          Sign.of("runc run failed.*stat .*: file name too long", Fate.NOT_FOUND),
          Sign.of("runc run failed.*stat .*: too many levels of symbolic links", Fate.LOOP),
          Sign.of("runc run failed.*(permission denied|is a directory)", Fate.DENIED),
          // execve.
          Sign.of("^exec .*: no such file or directory", Fate.INTERPRETER),
          Sign.of("^exec .*: not a directory", Fate.INTERPRETER),
          Sign.of("^exec .*: permission denied", Fate.INTERPRETER_DENIED),
          Sign.of("^exec .*: is a directory", Fate.INTERPRETER_DENIED),
          Sign.of("^exec .*: too many levels of symbolic links", Fate.LOOP),
          Sign.of("^exec .*: (exec format error|accessing a corrupted)", Fate.FORMAT),
          Sign.of("^exec .*: (invalid argument|input/output error)", Fate.FORMAT),
          // Loaders.
          Sign.of("error while loading shared libraries", Fate.LIBRARY),
          Sign.of("Error loading shared library", Fate.LIBRARY),
          // tini, dumb-init, gosu, env.
          Sign.of(
              "(tini|dumb-init|catatonit|env).*: (No such file|Not a directory)",
              Fate.HANDED_ON_NOT_FOUND),
          Sign.of("(tini|dumb-init|catatonit).*: Permission denied", Fate.HANDED_ON_DENIED),
          Sign.of(
              "(tini|dumb-init|catatonit|env).*: (Exec format|Accessing a corr|Input/output)",
              Fate.FORMAT),
          Sign.of("(tini|dumb-init|catatonit|env).*: Too many levels", Fate.LOOP),
          Sign.of("^error: failed switching to.*(unable to find|no matching)", Fate.UNKNOWN_USER),
          Sign.of("^error: failed switching to.*not permitted", Fate.MAY_NOT_SWITCH),
          Sign.of("^error: exec.*file not found in \\$PATH", Fate.NOT_ON_PATH),
          Sign.of("^error: exec.*(no such file|not a dir)", Fate.HANDED_ON_NOT_FOUND),
          Sign.of("^error: .*too many levels", Fate.LOOP),
          Sign.of("^error:.*permission denied", Fate.HANDED_ON_DENIED),
          Sign.of("^error:.*(exec format error|accessing a corrupted|input/output)", Fate.FORMAT),
          Sign.of("^error:.*no such file", Fate.HANDED_ON_NOT_FOUND),
          Sign.of("env: .*Permission denied", Fate.HANDED_ON_DENIED),
          Sign.of("env: .*Exec format error", Fate.FORMAT),
          Sign.of("applet not found", Fate.HANDED_ON_NOT_FOUND),
          // Shells, asked to run what is no script.
          Sign.of(": line [0-9]+: ", Fate.FORMAT),
          Sign.of("(can't open|cannot open|: ).*Permission denied", Fate.SCRIPT_UNREADABLE));

  /** Reads what zoo/hold left in a case's directory. */
  static Answer of(Path directory) throws IOException {
    String said = Files.readString(directory.resolve("stdout"));
    String errors = withoutWarnings(Files.readString(directory.resolve("stderr")));
    String status = Files.readString(directory.resolve("status")).strip();
    if (said.contains(TOKEN)) {
      return new Answer(Fate.STARTED, said.strip());
    }
    for (Sign sign : SIGNS) {
      if (sign.pattern().matcher(errors).find()) {
        return new Answer(sign.fate(), lastLine(errors));
      }
    }
    return new Answer(Fate.UNRECOGNISED, "status %s: %s %s".formatted(status, said, errors));
  }

  /** runc warns of capabilities that it does not know; that decides nothing. */
  private static String withoutWarnings(String text) {
    return text.lines()
        .filter(line -> !line.contains("level=warning"))
        .collect(Collectors.joining("\n"));
  }

  private static String lastLine(String text) {
    return text.lines().reduce("", (before, line) -> line);
  }
}
