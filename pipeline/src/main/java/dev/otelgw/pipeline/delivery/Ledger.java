package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;

/**
 * The account of one queue: {@code accepted = sent + dropped + dead-lettered + queued}, at every
 * moment that somebody looks. Guarded by the queue's lock.
 */
final class Ledger {

  private final Signal signal;
  private final Observer observer;
  private long accepted;
  private long sent;
  private long dropped;
  private long deadLettered;
  private long queued;

  Ledger(Signal signal, Observer observer) {
    this.signal = signal;
    this.observer = observer;
  }

  void accepted(long items) {
    accepted += items;
    queued += items;
    observer.accepted(signal, items);
  }

  void sent(long items) {
    sent += items;
    queued -= items;
    observer.sent(signal, items);
  }

  void dropped(long items, Reason reason) {
    dropped += items;
    queued -= items;
    observer.dropped(signal, items, reason);
  }

  /** Items that are kept for somebody to decide on. */
  void deadLettered(long items) {
    deadLettered += items;
    queued -= items;
  }

  /** Items that another queue has now. */
  void movedOut(long items) {
    accepted -= items;
    queued -= items;
  }

  /** Items that another queue had. */
  void movedIn(long items) {
    accepted += items;
    queued += items;
  }

  /** What a queue did that this one follows, so that its counters do not go back. */
  void follow(Ledger before) {
    accepted += before.sent + before.dropped + before.deadLettered;
    deadLettered += before.deadLettered;
    sent += before.sent;
    dropped += before.dropped;
  }

  long accepted() {
    return accepted;
  }

  long sent() {
    return sent;
  }

  long dropped() {
    return dropped;
  }

  long deadLettered() {
    return deadLettered;
  }

  long queued() {
    return queued;
  }
}
