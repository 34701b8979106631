package dev.bulkhead.render.kustomize;

import dev.bulkhead.model.Location;
import dev.bulkhead.render.SourceProblem;
import java.util.List;

/** Stops a build: what it says cannot be built, or must not be. It has no trace. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<SourceProblem> problems;

  Refused(List<SourceProblem> problems) {
    super(problems.getFirst().cause(), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /**
   * Refuses what stands at a place.
   *
   * @param cause a full sentence that quotes no value of a Secret
   * @param remedy begins with a verb
   */
  Refused(Location at, String cause, String remedy) {
    this(List.of(new SourceProblem(at, cause, remedy)));
  }

  /** What is to be told, one problem at least. */
  List<SourceProblem> problems() {
    return problems;
  }
}
