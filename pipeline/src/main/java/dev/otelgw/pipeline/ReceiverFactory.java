package dev.otelgw.pipeline;

import java.util.Map;

/** Makes receivers. */
public non-sealed interface ReceiverFactory<C extends Record> extends Factory<C> {

  /**
   * One receiver for all its signals.
   *
   * @param next where batches go; a signal that no pipeline takes from this receiver is absent
   */
  Component create(C config, Map<Signal, Sink> next, Context context);
}
