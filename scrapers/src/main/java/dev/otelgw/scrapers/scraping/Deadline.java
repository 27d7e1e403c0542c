package dev.otelgw.scrapers.scraping;

import java.time.Duration;

/** How long a scrape may still take. */
@FunctionalInterface
public interface Deadline {

  /** What is left; at least a millisecond, since most libraries take zero for endless. */
  Duration left();

  /** What is left, but not more than that. */
  default Duration atMost(Duration bound) {
    Duration left = left();
    return left.compareTo(bound) < 0 ? left : bound;
  }
}
