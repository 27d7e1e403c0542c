package dev.otelgw.scrapers.scraping;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Since when each cumulative series of one target counts. A series starts when it is first seen, or
 * later when the server says that it was reset since; where its value shrinks, it began anew at
 * some time after it was read before. Times are Unix nanoseconds. Not thread-safe.
 */
final class SeriesStarts {

  /** One series: the metric's name and the values of its attributes. */
  record Key(String metric, String attributes) {
    static Key of(String metric, @Nullable String[] attributes) {
      return new Key(metric, String.join("\u001f", attributes));
    }
  }

  private static final class Series {
    private long start;
    private long read;
    private double value;

    Series(long start) {
      this.start = start;
      this.read = Long.MIN_VALUE;
    }
  }

  private final Map<Key, Series> series = new HashMap<>();
  private final long memory;

  /**
   * Knows none.
   *
   * @param memory a series that was not read for so many nanoseconds is forgotten
   */
  SeriesStarts(long memory) {
    this.memory = memory;
  }

  /** Forgets the series that have gone. */
  void forget(long now) {
    series.values().removeIf(one -> one.read < now - memory);
  }

  /**
   * When the series started.
   *
   * @param value what it is now: the number, or a histogram's count
   * @param now when it was read
   * @param reset since when the server says it counts; null where it does not say
   * @param restarted whether it is known to have begun anew since it was read before
   */
  long start(Key key, double value, long now, @Nullable Long reset, boolean restarted) {
    Series one = series.computeIfAbsent(key, _ -> new Series(now));
    boolean first = one.read == Long.MIN_VALUE;
    if (reset != null && reset > one.start && reset <= now) {
      one.start = reset;
    } else if (!first && (restarted || value < one.value)) {
      one.start = one.read;
    }
    one.read = now;
    one.value = value;
    return one.start;
  }

  int size() {
    return series.size();
  }
}
