package dev.bulkhead.check;

import dev.bulkhead.verdict.Fact;
import java.util.List;

/**
 * Proves that a command line starts: from its first word to the first instruction of its program,
 * through interpreters and through programs such as tini that start another.
 *
 * <p>Sources: runc {@code libcontainer/standard_init_linux.go} (LookPath, then execve), Go {@code
 * os/exec/lp_unix.go}, Linux {@code fs/exec.c}, {@code fs/binfmt_script.c}, {@code
 * fs/binfmt_elf.c}.
 */
final class StartProof {
  private static final int MAX_WRAPPERS = 8;

  private final Launch launch;
  private final Steps steps;
  private final ExecutePermission permission;
  private final KernelLoad kernel;

  private StartProof(Launch launch, Steps steps) {
    this.launch = launch;
    this.steps = steps;
    this.permission = new ExecutePermission(launch, steps);
    this.kernel = KernelLoad.of(launch, steps, permission);
  }

  /**
   * The steps of the proof, in order; the last is the one that fails, if any does.
   *
   * @param origin where the command line comes from: {@code "its command"}
   * @param remedy what to do if the program itself is at fault
   */
  static List<Step> of(List<Value> argv, String origin, String remedy, Launch launch) {
    var steps = new Steps();
    new StartProof(launch, steps).program(argv, Caller.runtime(origin, remedy), 0);
    return steps.all();
  }

  private void program(List<Value> argv, Caller caller, int depth) {
    switch (argv.getFirst()) {
      case Value.Unknown(String why) ->
          steps.unclear(
              Rules.COMMAND_NOT_IN_IMAGE,
              caller,
              "The program that the container runs is not known: %s.".formatted(why),
              "State the program without variables that only the cluster knows.");
      case Value.Known(String name) -> {
        Value path =
            caller.path().isEmpty() ? launch.environment().path() : new Value.Known(caller.path());
        switch (ProgramSearch.find(name, launch, path, caller.seeker())) {
          case ProgramSearch.Found found -> found(name, found, argv, caller, depth);
          case ProgramSearch.NotFound(String cause, Walk last) -> absent(name, cause, last, caller);
          case ProgramSearch.NotExecutable(String invoked, Walk.Arrived arrived) -> {
            exists(invoked, arrived, caller);
            permission.mayExecute(invoked, arrived, caller);
          }
          case ProgramSearch.Undecided(String reason, String supply) ->
              steps.unclear(
                  Rules.COMMAND_NOT_IN_IMAGE,
                  caller,
                  "Whether %s exists is not known. %s".formatted(name, reason),
                  supply);
        }
      }
    }
  }

  private void found(
      String name, ProgramSearch.Found found, List<Value> argv, Caller caller, int depth) {
    exists(found.invoked(), found.arrived(), caller);
    if (!permission.mayExecute(found.invoked(), found.arrived(), caller)) {
      return;
    }
    List<Value> running = kernel.load(found.invoked(), found.arrived(), argv, caller);
    if (running.isEmpty()) {
      return;
    }
    String runs = running.getFirst() instanceof Value.Known(String text) ? text : name;
    switch (Wrapper.read(runs, running.subList(1, running.size()))) {
      case Wrapper.Starts(List<Value> inner, String user, String path) when depth < MAX_WRAPPERS ->
          inner(Paths.name(runs), inner, user, path, caller, depth);
      case Wrapper.Starts _ -> {}
      case Wrapper.Idle _ ->
          steps.fails(
              Rules.COMMAND_MISSING,
              caller,
              "%s is given no program to start.".formatted(Paths.name(runs)),
              "Name a program after %s and its options.".formatted(Paths.name(runs)),
              List.of());
      case Wrapper.Puzzling(String why) ->
          steps.unclear(
              Rules.COMMAND_NOT_IN_IMAGE,
              caller.through(Paths.name(runs), ""),
              "What %s starts is not known: %s.".formatted(Paths.name(runs), why),
              "Check by hand that the program it starts is in the image.");
      case Wrapper.Nothing _ -> {}
    }
  }

  private void inner(
      String wrapper, List<Value> argv, String user, String path, Caller caller, int depth) {
    Caller next = caller.through(wrapper, path);
    Identity identity = launch.identity();
    if (user.isEmpty() || identity == null) {
      Identity later = identity == null ? null : identity.afterExec();
      new StartProof(launch.as(later), steps).program(argv, next, depth + 1);
      return;
    }
    Identity running = identity.afterExec();
    switch (UserResolution.named(user, running, launch.files())) {
      case UserResolution.Known _ when !running.mayBecomeAnother() ->
          permission.mayNotBecome(user, wrapper, running, caller);
      case UserResolution.Known(Identity other) ->
          new StartProof(launch.as(other), steps).program(argv, next, depth + 1);
      case UserResolution.UnknownName(String name) ->
          steps.fails(
              Rules.USER_UNKNOWN,
              next,
              "%s is told to become %s, which the /etc/passwd of %s does not list."
                  .formatted(wrapper, name, launch.image()),
              "Give %s a numeric user, or a user of the image.".formatted(wrapper),
              List.of());
      case UserResolution.Undecided(String reason, String supply) ->
          steps.unclear(Rules.USER_UNKNOWN, next, reason, supply);
    }
  }

  private void absent(String name, String cause, Walk last, Caller caller) {
    List<Fact> trail =
        switch (last) {
          case Walk.Nowhere nowhere -> nowhere.trail();
          case Walk.NotADirectory blocked -> blocked.trail();
          case Walk.Circle circle -> circle.trail();
          case Walk.Arrived arrived -> arrived.trail();
          case Walk.Undecided _ -> List.of();
        };
    String why = last instanceof Walk.Nowhere nowhere ? nowhere.why() : "";
    String program = name.isEmpty() ? "\"\"" : name;
    if (!launch.suppliedAtRunTime().isEmpty() && why.isEmpty()) {
      steps.unclear(
          Rules.COMMAND_NOT_IN_IMAGE,
          caller,
          "%s %s in %s, but %s, which may supply it at run time."
              .formatted(program, cause, launch.image(), launch.suppliedAtRunTime()),
          "Check in the running cluster that %s is supplied.".formatted(program));
      return;
    }
    if (why.isEmpty()) {
      steps.fails(
          Rules.COMMAND_NOT_IN_IMAGE,
          caller,
          "The container runs %s (%s), which %s in %s."
              .formatted(program, caller.origin(), cause, launch.image()),
          caller.remedy(),
          trail);
      return;
    }
    steps.fails(
        Rules.COMMAND_NOT_IN_IMAGE,
        caller,
        "The container runs %s (%s), which is not to be found there: %s."
            .formatted(program, caller.origin(), why),
        "Let the volume supply the program, or mount it elsewhere.",
        trail);
  }

  private void exists(String invoked, Walk.Arrived arrived, Caller caller) {
    String at = arrived.path().equals(invoked) ? "" : " (it is %s)".formatted(arrived.path());
    steps.holds(
        Rules.COMMAND_NOT_IN_IMAGE, caller, "%s exists%s.".formatted(invoked, at), arrived.trail());
  }
}
