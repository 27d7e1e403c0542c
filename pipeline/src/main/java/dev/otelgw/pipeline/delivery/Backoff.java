package dev.otelgw.pipeline.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after so many failures: exponential, capped, jittered. Stateless. */
final class Backoff {

  private final RetryConfig config;
  private final RandomGenerator random;

  Backoff(RetryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /**
   * Nanoseconds to wait.
   *
   * @param failures in a row, at least 1
   * @param asked what the backend asked for; the wait is never shorter
   */
  long nanos(int failures, Duration asked) {
    double interval =
        (double) config.initialInterval().toNanos() * Math.pow(config.multiplier(), failures - 1.0);
    double capped = Math.min(interval, (double) config.maxInterval().toNanos());
    double jitter = 1 + config.randomizationFactor() * (2 * random.nextDouble() - 1);
    return Math.max(Math.round(capped * jitter), asked.toNanos());
  }
}
