package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Clock;

/**
 * Unix time that goes on evenly from when it was made, whatever somebody sets the clock to: ages
 * within one run of the process are true. Thread-safe.
 */
final class SteadyTime {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Clock clock;
  private final long beganMillis;
  private final long beganNanos;

  SteadyTime(Clock clock) {
    this.clock = clock;
    this.beganMillis = clock.now().toEpochMilli();
    this.beganNanos = clock.nanoTime();
  }

  long millis() {
    return beganMillis + (clock.nanoTime() - beganNanos) / NANOS_PER_MILLI;
  }
}
