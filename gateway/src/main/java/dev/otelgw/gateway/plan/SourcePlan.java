package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What stands at the head of pipelines: a receiver, or a connector.
 *
 * @param id its name
 * @param feeds the pipelines that take from it; a signal that none takes is absent
 */
public record SourcePlan(ComponentId id, Map<Signal, List<PipelineId>> feeds) {

  /** Copies the map, in the order of the signals. */
  public SourcePlan {
    feeds = Collections.unmodifiableMap(new EnumMap<>(feeds));
  }
}
