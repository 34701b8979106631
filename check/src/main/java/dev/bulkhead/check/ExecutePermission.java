package dev.bulkhead.check;

import dev.bulkhead.registry.FileEntry;
import dev.bulkhead.verdict.Fact;
import java.util.List;

/** Proves that a file may be executed, loaded or read by whoever the process runs as. */
record ExecutePermission(Launch launch, Steps steps) {
  /** Whether the file is a program that may be executed. */
  boolean mayExecute(String path, Walk.Arrived arrived, Caller caller) {
    FileEntry entry = arrived.entry();
    if (!entry.isFile()) {
      denied(
          path,
          entry.isDirectory() ? "it is a directory" : "it is a device or a pipe",
          "Name the program's own path.",
          arrived,
          caller);
      return false;
    }
    Identity identity = launch.identity();
    if (identity == null) {
      return mayAnybodyExecute(path, arrived, caller);
    }
    for (FileEntry directory : arrived.through()) {
      if (!identity.mayEnter(directory)) {
        denied(
            path,
            "%s cannot enter %s (mode %04o, owner %d:%d)"
                .formatted(
                    identity, directory.path(), directory.mode(), directory.uid(), directory.gid()),
            "Open the directory to that user in the image, or run as its owner.",
            arrived,
            caller);
        return false;
      }
    }
    if (!identity.mayExecute(entry)) {
      denied(
          path,
          "%s has no permission to execute it (mode %04o, owner %d:%d)"
              .formatted(identity, entry.mode(), entry.uid(), entry.gid()),
          (entry.mode() & 0111) == 0
              ? "Give the file its execute permission: chmod +x where the image is made, defaultMode: 0755 for a volume."
              : "Open the file to that user in the image, or run as its owner.",
          arrived,
          caller);
      return false;
    }
    steps.holds(
        Rules.COMMAND_NOT_EXECUTABLE,
        caller,
        "%s may be executed by %s%s.".formatted(path, identity, onlyBy(identity, arrived)),
        List.of(new Fact("mode", modeOf(entry))));
    return true;
  }

  /** Docker takes the capabilities of any user but root away before the first program runs. */
  private static String onlyBy(Identity identity, Walk.Arrived arrived) {
    Identity bare = identity.withoutCapabilities();
    boolean byItself =
        bare.mayExecute(arrived.entry()) && arrived.through().stream().allMatch(bare::mayEnter);
    return byItself || identity.uid() == 0
        ? ""
        : ", though only by the capability DAC_OVERRIDE, which containerd and runc leave to it, and other runtimes do not";
  }

  /** Where it is not known who runs it, only what everybody may do is certain. */
  private boolean mayAnybodyExecute(String path, Walk.Arrived arrived, Caller caller) {
    boolean everybody =
        (arrived.entry().mode() & 0111) == 0111
            && arrived.through().stream().allMatch(entry -> (entry.mode() & 0111) == 0111);
    if (everybody) {
      steps.holds(
          Rules.COMMAND_NOT_EXECUTABLE,
          caller,
          "%s may be executed by everybody.".formatted(path),
          List.of(new Fact("mode", modeOf(arrived.entry()))));
      return true;
    }
    steps.unclear(
        Rules.COMMAND_NOT_EXECUTABLE,
        caller,
        "Whether %s may be executed depends on the user, who is not known.".formatted(path),
        "State runAsUser and runAsGroup as numbers.");
    return false;
  }

  private void denied(
      String path, String cause, String remedy, Walk.Arrived arrived, Caller caller) {
    steps.fails(
        Rules.COMMAND_NOT_EXECUTABLE,
        caller,
        "The container runs %s (%s), which cannot be executed in %s: %s."
            .formatted(path, caller.origin(), launch.image(), cause),
        remedy,
        arrived.trail());
  }

  private static String modeOf(FileEntry entry) {
    return "%04o %d:%d".formatted(entry.mode(), entry.uid(), entry.gid());
  }

  /** A program that is to become another user lacks the capabilities for it. */
  void mayNotBecome(String user, String program, Identity identity, Caller caller) {
    steps.fails(
        Rules.COMMAND_NOT_EXECUTABLE,
        caller,
        "The container runs %s, which is to become %s, but %s has not both of the capabilities SETGID and SETUID."
            .formatted(program, user, identity),
        identity.uid() == 0
            ? "Add SETGID and SETUID to the container's capabilities, or set runAsUser and leave %s out."
                .formatted(program)
            : "Start the container as root, or leave %s out of the command.".formatted(program),
        List.of());
  }

  /** Whether a script's interpreter, running as the user, can read the script. */
  boolean mayRead(String path, Walk.Arrived arrived, Caller caller) {
    if (launch.identity() == null) {
      return true;
    }
    Identity identity = launch.identity().afterExec();
    if (identity.mayRead(arrived.entry())
        && arrived.through().stream().allMatch(identity::mayEnter)) {
      return true;
    }
    denied(
        path,
        "it is a script, and %s may not read it (mode %04o, owner %d:%d)"
            .formatted(
                identity, arrived.entry().mode(), arrived.entry().uid(), arrived.entry().gid()),
        "Give the script read permission for that user (chmod +r) where the image is made.",
        arrived,
        caller);
    return false;
  }

  /** Whether the kernel may load a script's interpreter or a binary's loader. */
  boolean mayLoad(String path, String kind, String interpreter, Walk.Arrived found, Caller caller) {
    Identity identity = launch.identity();
    FileEntry entry = found.entry();
    boolean allowed =
        entry.isFile()
            && (identity == null
                || (identity.mayExecute(entry)
                    && found.through().stream().allMatch(identity::mayEnter)));
    if (!allowed) {
      denied(
          path,
          "its %s %s %s"
              .formatted(
                  kind,
                  interpreter,
                  entry.isFile()
                      ? "may not be executed by %s (mode %04o)".formatted(identity, entry.mode())
                      : "is not a regular file"),
          "Give %s its execute permission where the image is made.".formatted(interpreter),
          found,
          caller);
      return false;
    }
    steps.holds(
        Rules.COMMAND_INTERPRETER_MISSING,
        caller,
        "%s, the %s of %s, exists.".formatted(interpreter, kind, path),
        found.trail());
    return true;
  }
}
