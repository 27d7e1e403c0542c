package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;

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

  /** Gives a journal back; the last one that does closes it. */
  void release(Journal journal);
}
