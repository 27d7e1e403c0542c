package dev.otelgw.pipeline;

import java.util.List;

/** Makes receivers. */
public non-sealed interface ReceiverFactory<C extends Record> extends Factory<C> {

  /**
   * One receiver for all its signals.
   *
   * @param next where batches go; lives longer than the receiver
   */
  Component create(C config, Pipelines next, Context context);

  /** The metrics that its receivers make themselves, for the documentation; usually none. */
  default List<MetricDoc> metrics() {
    return List.of();
  }
}
