package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.config.HostPort;

/**
 * A server to scrape.
 *
 * @param host a name or an address
 * @param port 0 where there is none, as for a socket file
 */
public record Target(String host, int port) {

  /** For messages and as {@code instance}: {@code db1:5432}. */
  @Override
  public String toString() {
    return port == 0 ? host : new HostPort(host, port).toString();
  }
}
