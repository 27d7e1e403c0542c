package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import java.util.List;

/** The section {@code service}: what runs, and how it speaks about itself. */
public record Service(List<ComponentId> extensions, List<Pipeline> pipelines, Telemetry telemetry) {

  /** Copies the lists. */
  public Service {
    extensions = List.copyOf(extensions);
    pipelines = List.copyOf(pipelines);
  }
}
