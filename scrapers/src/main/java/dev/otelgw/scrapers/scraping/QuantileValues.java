package dev.otelgw.scrapers.scraping;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Quantiles that a server computed.
 *
 * @param count of all values
 * @param sum of all values
 * @param quantiles from a fraction, 0.99 for the 99th percentile, to the value there
 */
public record QuantileValues(long count, double sum, SortedMap<Double, Double> quantiles) {

  /** Copies the map. */
  public QuantileValues {
    quantiles = Collections.unmodifiableSortedMap(new TreeMap<>(quantiles));
  }
}
