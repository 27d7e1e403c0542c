package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import java.util.ArrayList;
import java.util.List;

/** What a configuration record says about itself. Stateless. */
public final class CheckedConfig {

  private CheckedConfig() {}

  /** Errors as {@code key: message}, warnings with {@code warning} before them. */
  public static List<String> problems(Checked config) {
    List<String> said = new ArrayList<>();
    config.check(
        new Problems() {
          @Override
          public void error(String key, String message) {
            said.add(key + ": " + message);
          }

          @Override
          public void warning(String key, String message) {
            said.add("warning " + key + ": " + message);
          }
        });
    return said;
  }
}
