package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.Signal;
import java.util.Set;

/**
 * A component that a configuration defines, checked, and ready to be made.
 *
 * @param id as the configuration names it; its type may be an alias of the factory's
 * @param factory makes it
 * @param config the defaults with the user's values laid over
 * @param position of the key that defines it
 * @param uses the extensions that its configuration refers to
 */
public record Configured<C extends Record>(
    ComponentId id, Factory<C> factory, C config, Position position, Set<ComponentId> uses) {

  /** Copies the set. */
  public Configured {
    uses = Set.copyOf(uses);
  }

  /** A component with its defaults, which no configuration defines. */
  public static <C extends Record> Configured<C> implied(
      ComponentId id, Factory<C> factory, C config) {
    return new Configured<>(id, factory, config, Position.of(""), Set.of());
  }

  /** Whether the other would be made in the same way, wherever the two are defined. */
  public boolean sameAs(Configured<?> other) {
    return factory.getClass() == other.factory.getClass() && config.equals(other.config);
  }

  /** What it handles as it is configured. */
  Set<Signal> signals() {
    return factory instanceof ExporterFactory<C> exporters
        ? exporters.signals(config)
        : factory.type().signals();
  }
}
