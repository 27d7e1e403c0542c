package dev.otelgw.scrapers.scraping;

import java.util.Set;

/** One scrape of one server: what it has read may serve several groups. */
public interface Reading {

  /**
   * Says which groups are read, in their order, before the first of them; for a scraper that asks
   * for all of it at once.
   */
  default void prepare(Set<String> groups, Points into) throws ScrapeFailure {}

  /**
   * Reads a group. What was added before a failure is sent. A part that fails without hurting the
   * rest of the group is said with {@link Points#failed} instead.
   *
   * @throws ScrapeFailure if the group cannot be read; other groups are, unless it is {@link
   *     Unreachable}
   */
  void read(String group, Points into) throws ScrapeFailure;
}
