package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configured;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What outlives the pipelines of one configuration.
 *
 * @param observers gives each component its observer
 * @param clock time
 * @param memory the bytes of telemetry that the process holds
 * @param product name and version, as a User-Agent wants it
 * @param drainTimeout how long a close goes on delivering
 * @param host the process, as extensions see it
 * @param implied extensions that run unless the configuration has one of their type
 */
public record Surroundings(
    Function<ComponentId, Observer> observers,
    Clock clock,
    Memory memory,
    String product,
    Duration drainTimeout,
    Host host,
    List<Configured<?>> implied) {

  /** Copies the list. */
  public Surroundings {
    implied = List.copyOf(implied);
  }

  Context context(ComponentId id, Extensions extensions) {
    return new Context(id, observers.apply(id), clock, memory, product, extensions);
  }
}
