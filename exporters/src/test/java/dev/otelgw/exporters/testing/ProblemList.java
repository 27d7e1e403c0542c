package dev.otelgw.exporters.testing;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import java.util.ArrayList;
import java.util.List;

/** Problems written down as {@code error endpoint: is empty}. */
public final class ProblemList implements Problems {

  private final List<String> lines = new ArrayList<>();

  /** What a record finds wrong with itself. */
  public static List<String> of(Checked config) {
    ProblemList problems = new ProblemList();
    config.check(problems);
    return problems.lines;
  }

  @Override
  public void error(String key, String message) {
    lines.add("error " + key + ": " + message);
  }

  @Override
  public void warning(String key, String message) {
    lines.add("warning " + key + ": " + message);
  }
}
