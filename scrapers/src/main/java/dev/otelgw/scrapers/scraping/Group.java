package dev.otelgw.scrapers.scraping;

import java.time.Duration;

/**
 * Metrics that are read together, fail together, and have one interval.
 *
 * @param name as configurations write it
 * @param summary what it reads, as a phrase
 * @param enabled whether it is on unless the user says otherwise
 * @param interval how often it is read at most; zero for each scrape
 * @param spread whether the scraper itself keeps to that: it is asked in each scrape, reads a part,
 *     and gives what it knows of the others with the time at which that was read
 */
public record Group(
    String name, String summary, boolean enabled, Duration interval, boolean spread) {

  /** Of a group that is read as a whole. */
  public Group(String name, String summary, boolean enabled, Duration interval) {
    this(name, summary, enabled, interval, false);
  }

  /** Of a group that is on and read with each scrape. */
  public Group(String name, String summary) {
    this(name, summary, true, Duration.ZERO);
  }
}
