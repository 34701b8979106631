package dev.bulkhead.check;

/**
 * Who starts a program, and how it came to that.
 *
 * @param aspect of the steps that follow: empty for the container's own program, {@code "through
 *     tini"} for one that another starts
 * @param command where the command line comes from: {@code "its command"}
 * @param remedy what to do if the program itself is at fault
 * @param path the PATH that was set on the way, or the empty string for the environment's
 */
record Caller(
    String aspect, String command, String remedy, ProgramSearch.Seeker seeker, String path) {

  /** The container's runtime. */
  static Caller runtime(String command, String remedy) {
    return new Caller("", command, remedy, ProgramSearch.Seeker.RUNTIME, "");
  }

  /** A program that this one started, and that will start another. */
  Caller through(String program, String newPath) {
    // gosu is written in Go and looks for programs as the runtime does.
    var seeks =
        program.equals("gosu") ? ProgramSearch.Seeker.RUNTIME : ProgramSearch.Seeker.PROGRAM;
    String side = aspect.isEmpty() ? "through " + program : aspect + ", " + program;
    return new Caller(
        side,
        command,
        "Name a program that the image has after %s.".formatted(program),
        seeks,
        newPath.isEmpty() ? path : newPath);
  }

  /** Whether it may run what the kernel refuses as a shell script, as execvp of glibc does. */
  boolean mayFallBackToShell() {
    return seeker == ProgramSearch.Seeker.PROGRAM;
  }

  /** Where the command line comes from, and through what: {@code "its command, through tini"}. */
  String origin() {
    return aspect.isEmpty() ? command : command + ", " + aspect;
  }
}
