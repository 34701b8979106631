package dev.bulkhead.render.helm;

import dev.bulkhead.render.SourceProblem;

/** What keeps a chart from being rendered at all; caught at the door. */
final class ChartProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SourceProblem problem;

  ChartProblem(SourceProblem problem) {
    super(problem.cause(), null, false, false);
    this.problem = problem;
  }

  SourceProblem problem() {
    return problem;
  }
}
