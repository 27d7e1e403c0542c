package dev.otelgw.scrapers.scraping;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How soon a target that failed is asked again: twice the time after each failure, with jitter. Not
 * thread-safe.
 */
final class BackOff {

  private static final long CAP = Duration.ofMinutes(1).toNanos();

  /** Refused logins fill logs and lock accounts. */
  private static final long LOGIN_CAP = Duration.ofMinutes(5).toNanos();

  private static final double JITTER = 0.2;

  private final long interval;
  private final RandomGenerator random;
  private int failures;
  private long until;

  BackOff(Duration interval, RandomGenerator random) {
    this.interval = interval.toNanos();
    this.random = random;
  }

  /** Whether it is too early to ask. */
  boolean holds(long now) {
    return failures > 0 && until - now > 0;
  }

  /** Whether the last attempt failed. */
  boolean failing() {
    return failures > 0;
  }

  void succeeded() {
    failures = 0;
  }

  /** How long the target is left alone now. */
  Duration failed(long now, boolean loginRefused) {
    failures++;
    double cap = Math.max(interval, loginRefused ? LOGIN_CAP : CAP);
    double wait = Math.min(cap, interval * Math.pow(2, failures - 1.0));
    double jitter = 1 - JITTER * random.nextDouble();
    // Where it is no longer than the interval, the next scrape is the next attempt.
    long nanos = wait <= interval ? 0 : Math.round(wait * jitter);
    until = now + nanos;
    return Duration.ofNanos(Math.max(nanos, interval));
  }
}
