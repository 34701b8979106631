package dev.bulkhead.report;

import dev.bulkhead.model.Location;
import dev.bulkhead.model.Userinfo;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What became of one source.
 *
 * @param name as the user named it
 * @param objects how many Kubernetes objects were read
 * @param workloads how many pod templates are among them or in them
 * @param notes what a reader should know of how it was read, a full sentence each
 * @param problems what was not read
 */
public record ReportedSource(
    String name, int objects, int workloads, List<String> notes, List<Problem> problems) {
  public ReportedSource {
    notes = notes.stream().map(Userinfo::concealed).toList();
    problems = List.copyOf(problems);
  }

  /** The same with more notes after its own. */
  public ReportedSource after(List<String> more) {
    return new ReportedSource(
        name, objects, workloads, Stream.concat(notes.stream(), more.stream()).toList(), problems);
  }

  /** The same with so many workloads more. */
  public ReportedSource withWorkloads(int more) {
    return new ReportedSource(name, objects, workloads + more, notes, problems);
  }

  /** The same with more problems after its own. */
  public ReportedSource with(List<Problem> more) {
    return new ReportedSource(
        name, objects, workloads, notes, Stream.concat(problems.stream(), more.stream()).toList());
  }

  /**
   * Something that was not read, while the rest was.
   *
   * @param cause a full sentence
   * @param remedy what to do, beginning with a verb
   */
  public record Problem(Kind kind, Location at, String cause, String remedy) {
    public Problem {
      cause = Userinfo.concealed(cause);
      remedy = Userinfo.concealed(remedy);
    }

    /** A problem of the input itself. */
    public static Problem unreadable(Location at, String cause, String remedy) {
      return new Problem(Kind.UNREADABLE, at, cause, remedy);
    }

    /** What the run did not come to. */
    public static Problem unread(Location at, String cause, String remedy) {
      return new Problem(Kind.UNREAD, at, cause, remedy);
    }

    /** What kept it from being read. */
    public enum Kind {
      /** It is not what it should be, or cannot be had. */
      UNREADABLE,
      /** The run came to its end before it was read; nothing is known of it. */
      UNREAD;

      /** As the JSON report says it: {@code unread}. */
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** Whether something was not read for such a reason. */
  boolean has(Problem.Kind kind) {
    return problems.stream().anyMatch(problem -> problem.kind() == kind);
  }
}
