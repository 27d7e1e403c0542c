package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.deadletters.DeadLetters;

/**
 * Where sending queues keep what they accepted: what a storage extension offers to {@code
 * sending_queue.storage}. Thread-safe.
 */
public interface Storage {

  /**
   * The journal of an exporter for one signal. Whoever asks again, before it is released, gets the
   * same one.
   *
   * @throws dev.otelgw.pipeline.StartException if it cannot be used
   */
  Journal journal(ComponentId exporter, Signal signal);

  /** Where what the exporter's backend refuses for good is kept. */
  DeadLetters deadLetters(ComponentId exporter, Signal signal);

  /** Gives a journal back; the last one that does closes it. */
  void release(Journal journal);
}
