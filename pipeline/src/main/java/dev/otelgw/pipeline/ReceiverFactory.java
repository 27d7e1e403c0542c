package dev.otelgw.pipeline;

/** Makes receivers. */
public non-sealed interface ReceiverFactory<C extends Record> extends Factory<C> {

  /**
   * One receiver for all its signals.
   *
   * @param next where batches go; lives longer than the receiver
   */
  Component create(C config, Pipelines next, Context context);
}
