package dev.bulkhead.check;

import dev.bulkhead.verdict.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Finds the file that a program's name stands for. */
sealed interface ProgramSearch {

  /** Who looks. The two differ in what they make of entries of PATH that are no absolute paths. */
  enum Seeker {
    /**
     * The runtime: Go's {@code os/exec.LookPath}, which refuses what it finds by a relative entry.
     */
    RUNTIME,
    /** A program in the container, by {@code execvp}: an empty entry is the working directory. */
    PROGRAM
  }

  /**
   * It is this file.
   *
   * @param invoked the path by which it is run, links not followed
   */
  record Found(String invoked, Walk.Arrived arrived) implements ProgramSearch {}

  /**
   * It is nowhere.
   *
   * @param cause a clause that follows the program's name: {@code "is in none of /bin, /usr/bin"}
   */
  record NotFound(String cause, Walk last) implements ProgramSearch {}

  /** There are files of that name, and none of them is a program that may be executed. */
  record NotExecutable(String invoked, Walk.Arrived arrived) implements ProgramSearch {}

  /** It cannot be told. */
  record Undecided(String reason, String supply) implements ProgramSearch {}

  /** Looks for a program. */
  static ProgramSearch find(String name, Launch launch, Value path, Seeker seeker) {
    if (name.isEmpty()) {
      return new NotFound("is an empty name", new Walk.Nowhere("", "", List.of()));
    }
    if (name.indexOf('/') >= 0) {
      return at(Paths.resolve(launch.workingDirectory(), name), name, launch);
    }
    return switch (path) {
      case Value.Unknown(String why) ->
          new Undecided(
              "The program %s is looked for on a PATH that is not known: %s.".formatted(name, why),
              "Name the program by its absolute path.");
      case Value.Known(String known) -> search(name, launch, known, seeker);
    };
  }

  /** {@code ..} is left to the walk, which knows the links. */
  private static ProgramSearch at(String resolved, String name, Launch launch) {
    String path = name.startsWith("/") ? name : launch.workingDirectory() + "/" + name;
    return switch (launch.files().walk(path)) {
      case Walk.Arrived arrived -> new Found(resolved, arrived);
      case Walk.Undecided(String reason, String supply) -> new Undecided(reason, supply);
      case Walk.Nowhere nowhere ->
          new NotFound(
              nowhere.missing().equals(resolved)
                  ? "does not exist"
                  : "does not exist, since there is no " + nowhere.missing(),
              nowhere);
      case Walk.NotADirectory blocked ->
          new NotFound("does not exist, since %s is a file".formatted(blocked.path()), blocked);
      case Walk.Circle circle ->
          new NotFound("does not exist: its symbolic links lead in a circle", circle);
    };
  }

  private static ProgramSearch search(String name, Launch launch, String path, Seeker seeker) {
    var searched = new ArrayList<String>();
    var trail = new LinkedHashSet<Fact>();
    Optional<NotExecutable> denied = Optional.empty();
    Optional<Undecided> unclear = Optional.empty();
    for (String entry : path.isEmpty() ? List.<String>of() : List.of(path.split(":", -1))) {
      boolean absolute = entry.startsWith("/");
      String directory = Paths.resolve(launch.workingDirectory(), entry);
      searched.add(absolute ? entry : entry.isEmpty() ? "(empty)" : entry);
      switch (launch.files().walk(Paths.child(directory, name))) {
        case Walk.Arrived arrived when isCandidate(arrived, launch) -> {
          if (!absolute && seeker == Seeker.RUNTIME) {
            return new NotFound(
                "is found only by the %s entry of PATH, which the runtime refuses"
                    .formatted(entry.isEmpty() ? "empty" : "relative"),
                arrived);
          }
          return new Found(Paths.child(directory, name), arrived);
        }
        case Walk.Arrived arrived ->
            denied =
                denied.or(
                    () -> Optional.of(new NotExecutable(Paths.child(directory, name), arrived)));
        case Walk.Undecided(String reason, String supply) ->
            unclear = unclear.or(() -> Optional.of(new Undecided(reason, supply)));
        case Walk.Nowhere nowhere -> trail.addAll(nowhere.trail());
        case Walk.NotADirectory _, Walk.Circle _ -> {}
      }
    }
    if (unclear.isPresent()) {
      return unclear.get();
    }
    if (denied.isPresent()) {
      return denied.get();
    }
    return new NotFound(
        searched.isEmpty()
            ? "cannot be found: PATH is empty"
            : "is in none of the directories of PATH (%s)".formatted(String.join(", ", searched)),
        new Walk.Nowhere(name, "", List.copyOf(trail)));
  }

  /** Directories and files that cannot be executed are passed over in a search. */
  private static boolean isCandidate(Walk.Arrived arrived, Launch launch) {
    if (arrived.entry().isDirectory()) {
      return false;
    }
    Identity identity = launch.identity();
    return identity == null
        ? (arrived.entry().mode() & 0111) != 0
        : identity.mayExecute(arrived.entry())
            && arrived.through().stream().allMatch(identity::mayEnter);
  }
}
