package dev.bulkhead.cli;

import dev.bulkhead.report.Outcome;
import dev.bulkhead.variants.Cell;
import dev.bulkhead.variants.Matrix;
import dev.bulkhead.variants.Release;

/** What a matrix comes to as a whole. */
final class MatrixOutcome {
  /** Which releases decide whether something is violated. */
  enum FailOn {
    /** The newest of each chart: that older ones break on new versions is nothing to mend. */
    NEWEST,
    /** All of them. */
    ANY,
    /** None: the matrix is for people to read. */
    NEVER
  }

  private MatrixOutcome() {}

  /**
   * Decides.
   *
   * @param isNamed whether the user named each release; what was found may well be no chart
   */
  static Outcome of(Matrix matrix, FailOn failOn, boolean isNamed, Stop stop) {
    return switch (stop.ending()) {
      case HUNG_UP -> Outcome.HUNG_UP;
      case INTERRUPTED -> Outcome.INTERRUPTED;
      case TERMINATED -> Outcome.TERMINATED;
      case ITS_OWN -> ofWhatIsKnown(matrix, failOn, isNamed);
    };
  }

  private static Outcome ofWhatIsKnown(Matrix matrix, FailOn failOn, boolean isNamed) {
    if (isNamed && matrix.releases().stream().anyMatch(Release.Unreadable.class::isInstance)) {
      return Outcome.UNREADABLE;
    }
    boolean isBroken =
        matrix.judged().filter(release -> counts(release, failOn)).anyMatch(matrix::isBroken);
    if (isBroken) {
      return Outcome.VIOLATED;
    }
    if (matrix.judged().flatMap(one -> one.cells().stream()).anyMatch(Cell::isUnjudged)) {
      return Outcome.UNREAD;
    }
    boolean isDecided =
        matrix
            .judged()
            .filter(release -> failOn == FailOn.NEVER || counts(release, failOn))
            .flatMap(release -> release.cells().stream())
            .anyMatch(cell -> cell.state() != Cell.State.UNPROVEN);
    return isDecided ? Outcome.HOLDS : Outcome.NO_EVIDENCE;
  }

  private static boolean counts(Release.Judged release, FailOn failOn) {
    return switch (failOn) {
      case NEWEST -> release.isNewest();
      case ANY -> true;
      case NEVER -> false;
    };
  }
}
