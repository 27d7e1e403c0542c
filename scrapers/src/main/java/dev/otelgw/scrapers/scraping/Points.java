package dev.otelgw.scrapers.scraping;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a scrape reads. A scraper adds everything it has, for both vocabularies; what
 * nobody wants is dropped here. Values of attributes come in the order of {@link
 * Metric#attributes}; null or missing at the end leaves an attribute out.
 */
public interface Points {

  /** When this scrape began, by the gateway's clock: to turn ages into times. */
  Instant time();

  /** Whether points of this metric go anywhere, for a scraper that can save the server work. */
  boolean wants(Metric metric);

  /** Adds a whole number. */
  void add(Metric metric, long value, @Nullable String... attributes);

  /** Adds a number; NaN adds nothing, since it is how servers say that they do not know. */
  void add(Metric metric, double value, @Nullable String... attributes);

  /** Adds a distribution. */
  void add(Metric metric, HistogramValue value, @Nullable String... attributes);

  /**
   * The same collection, for counters of which the server says since when they count.
   *
   * @param reset null where it does not say
   */
  Points since(@Nullable Instant reset);

  /**
   * The same collection, for counters that are known to have begun anew at some time after the
   * previous scrape, whatever their values look like.
   */
  Points restarted();

  /** Sets an attribute of the server's resource, for this scrape and those after it. */
  void resource(String name, String value);

  /** A part of the group failed; counted and said, and the rest goes on. */
  void failed(ScrapeFailure failure);
}
