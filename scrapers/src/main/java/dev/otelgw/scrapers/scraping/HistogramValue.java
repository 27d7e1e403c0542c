package dev.otelgw.scrapers.scraping;

import java.util.List;

/**
 * A cumulative distribution.
 *
 * @param count of all values
 * @param sum of all values; NaN where unknown
 * @param bounds upper bounds of all buckets but the last, ascending, inclusive
 * @param counts how many values each bucket has by itself; one more than {@code bounds}
 */
public record HistogramValue(long count, double sum, List<Double> bounds, List<Long> counts) {

  /** Copies the lists. */
  public HistogramValue {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          "%d counts for %d bounds".formatted(counts.size(), bounds.size()));
    }
  }
}
