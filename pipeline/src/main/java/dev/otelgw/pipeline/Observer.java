package dev.otelgw.pipeline;

import java.util.function.LongSupplier;

/**
 * Counts what one component did. Calls are cheap and safe from any thread.
 *
 * <p>The ledger of an exporter holds at every moment: {@code accepted = sent + dropped +
 * dead-lettered + queued}.
 */
public interface Observer {

  /** Items that were taken over: by a receiver's pipeline, or into an exporter's queue. */
  void accepted(Signal signal, long items);

  /** Items that were not taken, and whose sender was told so. */
  void refused(Signal signal, long items, Reason reason);

  /** Items that a destination has. */
  void sent(Signal signal, long items);

  /** Items that had been accepted and are lost for good. */
  void dropped(Signal signal, long items, Reason reason);

  /** A number to be read whenever somebody looks, for example {@code queue_size}. */
  void gauge(String name, Signal signal, LongSupplier value);

  /** A size of something that happened, for example {@code queue_batch_send_size}. */
  void size(String name, Signal signal, long value);

  /** The same component, told apart by how the data came: {@code grpc} or {@code http}. */
  Observer transport(String transport);

  /** Counts nothing. */
  Observer NONE = new NoObserver();
}
