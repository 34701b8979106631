package dev.bulkhead.check.zoo;

import java.util.List;

/** What came of starting a container, in the runtime's terms, and which of our rules may say so. */
enum Fate {
  /** The zoo's program said that it runs. */
  STARTED(""),
  /** Nothing says what to run. */
  NO_COMMAND("command-missing"),
  /** The user's name is not in the image's passwd file. */
  UNKNOWN_USER("user-unknown"),
  /** The kubelet will not run it as that user. */
  NON_ROOT("user-not-verifiable"),
  /** The working directory cannot be made or entered. */
  WORKING_DIRECTORY("working-directory-unusable"),
  /** The program is not there. */
  NOT_FOUND("command-not-in-image"),
  /** No directory of PATH has a program of that name; one may have a file that is none. */
  NOT_ON_PATH("command-not-in-image command-not-executable"),
  /** The program, or what is on the way to it, is kept from this user; it need not exist. */
  DENIED("command-not-executable command-not-in-image"),
  /** The kernel does not know what it is: ENOEXEC, ELIBBAD, EINVAL. */
  FORMAT("command-exec-format command-wrong-architecture"),
  /** The program is there, what it is run by is not: ENOENT of execve itself. */
  INTERPRETER("command-interpreter-missing command-exec-format"),
  /** What the program is run by may not be executed: EACCES of execve itself. */
  INTERPRETER_DENIED("command-not-executable command-interpreter-missing command-exec-format"),
  /** Too many links, or too many interpreters one behind the other. */
  LOOP(
      "command-not-in-image command-exec-format command-interpreter-missing command-not-executable"),
  /** The loader says that a library is missing. */
  LIBRARY("command-library-missing"),
  /** A program that was started could not start the next. */
  HANDED_ON_NOT_FOUND("command-not-in-image command-interpreter-missing command-exec-format"),
  /** A program that was started was not let to start the next, which need not exist. */
  HANDED_ON_DENIED("command-not-executable command-not-in-image command-interpreter-missing"),
  /** A changer of users lacks the capability to become somebody else. */
  MAY_NOT_SWITCH("command-not-executable"),
  /** A shell or another interpreter may not read the script. */
  SCRIPT_UNREADABLE("command-not-executable"),
  /** Nothing of the above: the test must learn it. */
  UNRECOGNISED("");

  /** Separated by spaces. */
  private final String rules;

  Fate(String rules) {
    this.rules = rules;
  }

  /** Whether a violation of that rule says the same. */
  boolean isSaidBy(String rule) {
    return List.of(rules.split(" ")).contains(rule);
  }
}
