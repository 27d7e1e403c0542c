package dev.otelgw.pipeline.processors.resource;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.processors.actions.ActionConfig;
import java.util.List;

/** The Collector's {@code resource} processor. */
public record ResourceConfig(
    @Setting("What to do with the attributes of each resource, in this order.")
        List<ActionConfig> attributes)
    implements Checked {

  /** Nothing to do, which is refused. */
  public ResourceConfig() {
    this(List.of());
  }

  @Override
  public void check(Problems problems) {
    if (attributes.isEmpty()) {
      problems.error(
          "attributes",
          "missing; add what to do: attributes: [{key: ..., value: ..., action: ...}]");
    }
  }
}
