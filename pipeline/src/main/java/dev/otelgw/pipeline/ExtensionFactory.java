package dev.otelgw.pipeline;

import java.util.Set;

/** Makes extensions: components beside the pipelines. */
public non-sealed interface ExtensionFactory<C extends Record> extends Factory<C> {

  /** An extension that may look at the gateway it runs in. */
  Component create(C config, Host host, Context context);

  /**
   * The interfaces under which other components may ask for an extension of this configuration;
   * what {@link #create} gives implements them. See {@link dev.otelgw.pipeline.config.Reference}.
   */
  default Set<Class<?>> offers(C config) {
    return Set.of();
  }
}
