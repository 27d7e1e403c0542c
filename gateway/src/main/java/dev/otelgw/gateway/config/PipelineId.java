package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.Signal;

/**
 * The name of a pipeline: {@code traces} or {@code traces/name}.
 *
 * @param signal what flows in it
 * @param name what distinguishes it from others of its signal; empty where there is one
 */
public record PipelineId(Signal signal, String name) {

  /** As configurations write it. */
  @Override
  public String toString() {
    return name.isEmpty() ? signal.lowerName() : signal.lowerName() + "/" + name;
  }
}
