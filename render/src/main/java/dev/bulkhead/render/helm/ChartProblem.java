package dev.bulkhead.render.helm;

import dev.bulkhead.render.SourceProblem;

/** What keeps a chart from being rendered, or its files from being read at all. */
public final class ChartProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient SourceProblem problem;

  ChartProblem(SourceProblem problem) {
    super(problem.cause(), null, false, false);
    this.problem = problem;
  }

  /** Where it is, its cause and its remedy. */
  public SourceProblem problem() {
    return problem;
  }
}
