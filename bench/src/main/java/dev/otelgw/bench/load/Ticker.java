package dev.otelgw.bench.load;

import java.util.concurrent.locks.LockSupport;

/** Time as the load sees it, in nanoseconds of an arbitrary origin. */
interface Ticker {

  /** Now. */
  long nanos();

  /** Waits until {@code deadline} has come; returns at once when it has. */
  void sleepUntil(long deadline);

  /** The machine's clock. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleepUntil(long deadline) {
        for (long left = deadline - System.nanoTime();
            left > 0;
            left = deadline - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
      }
    };
  }
}
