package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Collector's {@code attributes} processor. */
public record AttributesConfig(
    @Setting(
            "What to do with the attributes of each span, log record or data point, in this order.")
        List<ActionConfig> actions,
    @Setting("Only what has all of these properties is changed.") @Nullable MatchConfig include,
    @Setting("What has all of these properties is not changed, even if it is included.")
        @Nullable MatchConfig exclude)
    implements Checked {

  /** Nothing to do, which is refused. */
  public AttributesConfig() {
    this(List.of(), null, null);
  }

  @Override
  public void check(Problems problems) {
    if (actions.isEmpty()) {
      problems.error(
          "actions", "missing; add what to do: actions: [{key: ..., value: ..., action: ...}]");
    }
  }

  /** Why this cannot be for that signal, if so. */
  Optional<String> misfit(Signal signal) {
    Optional<String> wrong = Optional.empty();
    if (include != null) {
      wrong = include.misfit(signal).map("include."::concat);
    }
    if (wrong.isEmpty() && exclude != null) {
      wrong = exclude.misfit(signal).map("exclude."::concat);
    }
    return wrong;
  }
}
