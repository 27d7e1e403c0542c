package dev.otelgw.pipeline;

import dev.otelgw.pipeline.delivery.BatchConfig;
import java.util.Optional;

/** Makes processors, one for each pipeline that names them. */
public non-sealed interface ProcessorFactory<C extends Record> extends Factory<C> {

  /** A processor of one pipeline that hands on to {@code next}. */
  Processor create(C config, Signal signal, Sink next, Context context);

  /**
   * The batching that this processor asks of the sending queues behind it. Only the {@code batch}
   * processor asks for any: a batch that was acknowledged and is held outside a queue could be
   * lost.
   */
  default Optional<BatchConfig> batching(C config) {
    return Optional.empty();
  }
}
