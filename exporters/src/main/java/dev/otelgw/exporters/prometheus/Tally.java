package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Outcome;
import org.jspecify.annotations.Nullable;

/** What of a request is not shown, and why. Single-threaded. */
final class Tally {

  private final ComponentId id;
  private final Notices notices;
  private long refused;
  private @Nullable String first;

  Tally(ComponentId id, Notices notices) {
    this.id = id;
    this.notices = notices;
  }

  /** So many points of a metric are not shown. */
  void refused(int points, String metric, String why) {
    refused += points;
    String message = "metric \"%s\" is not shown: %s".formatted(metric, why);
    notices.once(message, message);
    if (first == null) {
      first = message;
    }
  }

  Outcome outcome() {
    return first == null ? Outcome.accepted() : new Outcome.Partial(refused, id + ": " + first);
  }
}
