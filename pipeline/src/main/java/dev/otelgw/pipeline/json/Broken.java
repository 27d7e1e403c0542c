package dev.otelgw.pipeline.json;

/** What is wrong with a value, in words. Costs no stack trace; never leaves this package. */
final class Broken extends Exception {

  private static final long serialVersionUID = 1;

  private final String problem;

  Broken(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  String problem() {
    return problem;
  }
}
