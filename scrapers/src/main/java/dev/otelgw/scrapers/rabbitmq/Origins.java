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

  private final Map<String, Instant> starts = new HashMap<>();
  private final Map<String, Double> uptimes = new HashMap<>();

  /** A node says how long it has run. */
  void learn(String node, double uptimeSeconds, Instant now) {
    if (Double.isNaN(uptimeSeconds)) {
      return;
    }
    Instant start = now.minusMillis(Math.round(uptimeSeconds * 1000));
    Instant known = starts.get(node);
    Double before = uptimes.put(node, uptimeSeconds);
    boolean younger = before != null && uptimeSeconds < before;
    if (known == null
        || younger
        || Duration.between(known, start).abs().compareTo(JITTER) > 0) {
      starts.put(node, start);
    }
  }

  /** Null if it has not said. */
  @Nullable Instant start(String node) {
    return starts.get(node);
  }
}
