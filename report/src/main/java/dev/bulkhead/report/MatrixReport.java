package dev.bulkhead.report;

import dev.bulkhead.variants.Matrix;
import java.util.List;

/**
 * A matrix with all that its readers should know of how it was made.
 *
 * @param toolVersion the version of Bulkhead that judged
 * @param title what is judged, as a clause
 * @param settings what the judgement rests on, defaults included
 * @param outcome what it comes to as a whole
 */
public record MatrixReport(
    String toolVersion, String title, List<Setting> settings, Matrix matrix, Outcome outcome) {
  public MatrixReport {
    settings = List.copyOf(settings);
  }
}
