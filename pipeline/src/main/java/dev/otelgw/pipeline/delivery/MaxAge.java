package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** When waiting data is too old to be of use: {@code sending_queue.max_age}. */
public record MaxAge(
    @Setting("Drop traces that have waited for longer. 0: never.") Duration traces,
    @Setting("Drop metrics that have waited for longer. 0: never.") Duration metrics,
    @Setting("Drop logs that have waited for longer. 0: never.") Duration logs)
    implements Checked {

  /** No limit. */
  public MaxAge() {
    this(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** That of a signal; zero for none. */
  public Duration of(Signal signal) {
    return switch (signal) {
      case TRACES -> traces;
      case METRICS -> metrics;
      case LOGS -> logs;
    };
  }

  @Override
  public void check(Problems problems) {
    for (Signal signal : Signal.values()) {
      if (of(signal).isNegative()) {
        problems.error(signal.lowerName(), "is negative; use a time such as 2h, or 0 for no limit");
      }
    }
  }
}
