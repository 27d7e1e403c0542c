package dev.otelgw.scrapers.rabbitmq;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Since when nodes count: since they started. Not thread-safe. */
final class Origins {

  /** Two clocks and a slow answer make no other start; a shorter uptime than before does. */
  private static final Duration JITTER = Duration.ofSeconds(10);

  private record Known(Instant start, double uptime, double born) {}

  private final Map<String, Known> nodes = new HashMap<>();

  /**
   * A node says how long it has run.
   *
   * @param born when it started, by its own clock, in Unix seconds; NaN if it does not say
   */
  void learn(String node, double uptimeSeconds, double born, Instant now) {
    if (Double.isNaN(uptimeSeconds)) {
      return;
    }
    Instant start = now.minusMillis(Math.round(uptimeSeconds * 1000));
    Known known = nodes.get(node);
    Instant kept =
        known == null || isAnother(known, start, uptimeSeconds, born) ? start : known.start;
    nodes.put(node, new Known(kept, uptimeSeconds, born));
  }

  private static boolean isAnother(Known known, Instant start, double uptime, double born) {
    return uptime < known.uptime
        || Math.abs(born - known.born) > 1
        || Duration.between(known.start, start).abs().compareTo(JITTER) > 0;
  }

  /** Null if it has not said. */
  @Nullable Instant start(String node) {
    Known known = nodes.get(node);
    return known == null ? null : known.start;
  }
}
