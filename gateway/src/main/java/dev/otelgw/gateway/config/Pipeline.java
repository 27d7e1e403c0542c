package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import java.util.List;

/** One entry of {@code service.pipelines}: every component is defined and handles the signal. */
public record Pipeline(
    PipelineId id,
    List<ComponentId> receivers,
    List<ComponentId> processors,
    List<ComponentId> exporters) {

  /** Copies the lists. */
  public Pipeline {
    receivers = List.copyOf(receivers);
    processors = List.copyOf(processors);
    exporters = List.copyOf(exporters);
  }
}
