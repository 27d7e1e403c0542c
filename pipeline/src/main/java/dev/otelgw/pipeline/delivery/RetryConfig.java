package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** When to try again: {@code retry_on_failure}. */
public record RetryConfig(
    @Setting("Off: a batch that fails is dropped and counted.") boolean enabled,
    @Setting("Wait after the first failure.") Duration initialInterval,
    @Setting(
            value = "Each wait is drawn from interval x (1 - f) to interval x (1 + f).",
            min = 0,
            max = 1)
        double randomizationFactor,
    @Setting(value = "Each interval is the one before times this.", min = 1) double multiplier,
    @Setting("No interval is longer than this.") Duration maxInterval,
    @Setting("Give a batch up after this time. 0: never, it waits as long as the queue holds it.")
        Duration maxElapsedTime)
    implements Checked {

  /** The Collector's defaults, but for its cliff: there, a batch is dropped after five minutes. */
  public RetryConfig() {
    this(true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ZERO);
  }

  @Override
  public void check(Problems problems) {
    if (initialInterval.compareTo(maxInterval) > 0) {
      problems.error(
          "max_interval",
          "is shorter than initial_interval (" + initialInterval.toMillis() + "ms)");
    }
    if (!maxElapsedTime.isZero() && maxElapsedTime.compareTo(maxInterval) < 0) {
      problems.error("max_elapsed_time", "is shorter than max_interval; set 0 for no limit");
    }
  }
}
