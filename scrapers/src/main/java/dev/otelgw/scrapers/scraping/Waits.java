package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Waiting that ends early when its owner is closed. Nobody is interrupted. Thread-safe. */
final class Waits {

  private final Clock clock;
  private final long slice;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean ended;

  /**
   * Waits by a clock.
   *
   * @param slice how often to look at the clock at least: long for one that runs by itself
   */
  Waits(Clock clock, Duration slice) {
    this.clock = clock;
    this.slice = slice.toNanos();
  }

  /** Waits for that time; false if the end came first. */
  boolean until(long nanos) throws InterruptedException {
    return !until(nanos, () -> false);
  }

  /** Waits until that time, or until the condition holds or the end comes: true for these two. */
  boolean until(long nanos, BooleanSupplier condition) throws InterruptedException {
    lock.lock();
    try {
      while (!ended && !condition.getAsBoolean()) {
        long left = nanos - clock.nanoTime();
        if (left <= 0) {
          return false;
        }
        long _ = changed.awaitNanos(Math.min(left, slice));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Conditions are to be looked at again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any more. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }
}
