package dev.otelgw.scrapers.scraping;

/**
 * Reads one server. Knows no time and no threads: a {@link ScrapeLoop} calls it, one scrape at a
 * time, on a thread of the loop's.
 */
public interface Scraper extends AutoCloseable {

  /**
   * Gets ready for a scrape; connects where no connection stands.
   *
   * @param deadline bound every wait for the server by it
   * @throws Unreachable with cause and cure, when the server does not answer or does not let us in
   */
  Reading begin(Deadline deadline) throws Unreachable;

  /**
   * Gives up the scrape under way, from another thread: closes the connection, so that whoever
   * waits for the server is woken. The next {@link #begin} connects anew. Must not block.
   */
  void abort();

  /** Releases the connection. Called once, with no scrape under way. */
  @Override
  void close();
}
