package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import java.util.List;

/**
 * What became of one source.
 *
 * @param name as the user named it
 * @param objects how many Kubernetes objects were read
 * @param workloads how many pod templates are among them or in them
 * @param notes what a reader should know of how it was read, a full sentence each
 * @param problems what could not be read
 */
public record ReportedSource(
    String name, int objects, int workloads, List<String> notes, List<Problem> problems) {
  public ReportedSource {
    notes = notes.stream().map(Userinfo::concealed).toList();
    problems = List.copyOf(problems);
  }

  /**
   * Something that could not be read, while the rest of the source could.
   *
   * @param cause a full sentence
   * @param remedy what to do, beginning with a verb
   */
  public record Problem(Location at, String cause, String remedy) {
    public Problem {
      cause = Userinfo.concealed(cause);
      remedy = Userinfo.concealed(remedy);
    }
  }
}
