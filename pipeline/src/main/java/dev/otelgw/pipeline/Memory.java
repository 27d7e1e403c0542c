package dev.otelgw.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of telemetry that the process holds: requests being worked on and batches in memory
 * queues. Counted exactly, since batches are bytes. Thread-safe.
 */
public final class Memory {

  private final AtomicLong held = new AtomicLong();
  private final long limit;

  /**
   * With a bound that nothing passes.
   *
   * @param limit in bytes
   */
  public Memory(long limit) {
    this.limit = limit;
  }

  /** Takes {@code bytes}, or, where that would pass the limit, takes nothing and says false. */
  public boolean tryHold(long bytes) {
    if (held.addAndGet(bytes) <= limit) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  /** Takes {@code bytes} even if that passes the limit: for what can be had in no other way. */
  public void hold(long bytes) {
    held.addAndGet(bytes);
  }

  /** Gives back what {@link #hold} or a successful {@link #tryHold} took. */
  public void release(long bytes) {
    held.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }

  /** The most bytes that may be held. */
  public long limit() {
    return limit;
  }
}
