package dev.otelgw.scrapers.scraping;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a target is due: at a fixed rate, so that samples stay evenly spaced. Ticks that meet a
 * running scrape are passed over. Times are {@link dev.otelgw.pipeline.Clock#nanoTime}. Not
 * thread-safe.
 */
final class Schedule {

  private final long interval;
  private long due;

  /** The first time is after the delay and, at random, up to a tenth of the interval. */
  Schedule(long now, Duration initialDelay, Duration interval, RandomGenerator random) {
    this.interval = interval.toNanos();
    this.due = now + initialDelay.toNanos() + (long) (random.nextDouble() * 0.1 * this.interval);
  }

  long due() {
    return due;
  }

  /** Sets the next time, and says how many were passed over since the last one. */
  long advance(long now) {
    long passed = Math.max(0, (now - due) / interval);
    due += (passed + 1) * interval;
    return passed;
  }
}
