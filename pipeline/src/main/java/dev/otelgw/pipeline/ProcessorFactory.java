package dev.otelgw.pipeline;

import dev.otelgw.pipeline.delivery.BatchConfig;
import java.util.Optional;

/** Makes processors, one for each pipeline that names them. */
public non-sealed interface ProcessorFactory<C extends Record> extends Factory<C> {

  /** A processor of one pipeline that hands on to {@code next}. */
  Processor create(C config, Signal signal, Sink next, Context context);

  /**
   * Why a processor of this configuration cannot stand in a pipeline of that signal, and the cure;
   * empty where it can. The configuration is refused with these words.
   */
  default Optional<String> misfit(C config, Signal signal) {
    return Optional.empty();
  }

  /**
   * The batching that this processor asks of the sending queues behind it. Only the {@code batch}
   * processor asks for any: a batch that was acknowledged and is held outside a queue could be
   * lost.
   */
  default Optional<BatchConfig> batching(C config) {
    return Optional.empty();
  }
}
