package dev.otelgw.scrapers.rabbitmq;

import java.util.HashMap;
import java.util.Map;

/**
 * Totals that never shrink, made from totals that do: a server adds up what its channels and
 * connections count, and when one of these goes, so does its part. Not thread-safe.
 */
final class Clamped {

  private static final class Series {
    private double last;
    private double total;
  }

  private final Map<String, Series> series = new HashMap<>();

  /** What a series is worth now that the server says {@code raw}. */
  double clamp(String key, double raw) {
    Series one = series.get(key);
    if (one == null) {
      one = new Series();
      one.total = raw;
      series.put(key, one);
    } else if (raw > one.last) {
      one.total += raw - one.last;
    }
    one.last = raw;
    return one.total;
  }
}
