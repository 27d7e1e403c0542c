package dev.otelgw.gateway.wiring;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The calls under way into one generation of pipelines: it must not be closed before they have come
 * back. Thread-safe.
 */
final class Calls {

  private static final int MANY = Integer.MAX_VALUE;

  private final Semaphore permits = new Semaphore(MANY);

  /** Begins a call; false if the generation is past. */
  boolean enter() {
    return permits.tryAcquire();
  }

  /** Ends a call that was begun. */
  void leave() {
    permits.release();
  }

  /** Waits until no call is under way and lets none in any more; false if that takes too long. */
  boolean end(Duration patience) {
    try {
      return permits.tryAcquire(MANY, patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
