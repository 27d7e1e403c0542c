package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A receiver that runs.
 *
 * @param id its name
 * @param feeds the pipelines that take from it; a signal that none takes is absent
 */
public record ReceiverPlan(ComponentId id, Map<Signal, List<PipelineId>> feeds) {

  /** Copies the map, in the order of the signals. */
  public ReceiverPlan {
    feeds = Collections.unmodifiableMap(new EnumMap<>(feeds));
  }
}
