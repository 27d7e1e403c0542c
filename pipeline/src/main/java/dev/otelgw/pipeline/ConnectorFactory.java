package dev.otelgw.pipeline;

import java.util.Set;

/** Makes connectors. */
public non-sealed interface ConnectorFactory<C extends Record> extends Factory<C> {

  /**
   * One connector for all its signals.
   *
   * @param next the pipelines that name it among their receivers
   */
  Connector create(C config, Pipelines next, Context context);

  /** The signals of pipelines it can feed with what it takes; by default, the same signal. */
  default Set<Signal> gives(Signal taken) {
    return Set.of(taken);
  }
}
