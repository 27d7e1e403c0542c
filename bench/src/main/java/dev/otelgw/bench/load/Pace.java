package dev.otelgw.bench.load;

import java.time.Duration;

/** When a load sends its next request. */
public sealed interface Pace {

  /**
   * Closed loop: the next request goes out when an earlier one is answered. Measures cost and
   * throughput; its latencies say little, for a slow gateway is asked less often.
   *
   * @param inFlight requests under way at once
   * @param items ends when so many items are acknowledged
   */
  record Closed(int inFlight, long items) implements Pace {

    /** Checks the bounds. */
    public Closed {
      if (inFlight < 1 || items < 1) {
        throw new IllegalArgumentException("in flight and items must be at least 1");
      }
    }
  }

  /**
   * Open loop: requests go out at a fixed rate whatever the answers do, and latency counts from the
   * moment a request was due, so a stall is felt by every request that it delays (no coordinated
   * omission).
   *
   * @param perSecond requests a second
   * @param duration how long
   */
  record Open(double perSecond, Duration duration) implements Pace {

    /** Checks the rate. */
    public Open {
      if (!(perSecond > 0)) {
        throw new IllegalArgumentException("rate must be above 0, was " + perSecond);
      }
    }

    long requests() {
      return Math.max(1, Math.round(perSecond * duration.toNanos() / 1e9));
    }

    /** When request {@code index} is due, in nanoseconds after the first. */
    long due(long index) {
      return Math.round(index * 1e9 / perSecond);
    }
  }
}
