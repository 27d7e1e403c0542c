package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import java.time.Duration;

/**
 * How connections are made and kept.
 *
 * @param maxIdle connections kept open while nothing is sent; as many as there are senders, or more
 * @param idleTimeout how long one is kept
 * @param keepAlive false: one connection for each request
 * @param proxyUrl {@code http://user:password@host:port} or {@code socks5://host:port}; empty: what
 *     the process's {@link java.net.ProxySelector} says
 */
public record ConnectionSettings(
    int maxIdle, Duration idleTimeout, boolean keepAlive, Secret proxyUrl) {

  /** The Collector's defaults. */
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(100, Duration.ofSeconds(90), true, new Secret(""));

  /** Reports a proxy URL that cannot be used, at {@code proxy_url}. */
  public void check(Problems problems) {
    ProxyUrl.check(proxyUrl, problems);
  }
}
