package dev.bulkhead.cli;

import dev.bulkhead.report.Ending;

/** What a question about tags comes to, and the exit status that tells it to a script. */
enum Answer {
  /** There is what was asked for. */
  YES("yes", 0),
  /** There is not, and whoever must know has said so. */
  NO("no", 1),
  /** Nobody would tell. */
  UNKNOWN("unknown", 3);

  private final String word;
  private final int status;

  Answer(String word, int status) {
    this.word = word;
    this.status = status;
  }

  /** The exit status; one that was not come to before a signal is told by the signal's number. */
  int status(Ending ending) {
    return this != UNKNOWN || ending == Ending.ITS_OWN ? status : ExitStatus.of(ending);
  }

  @Override
  public String toString() {
    return word;
  }
}
