package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How connections are made and kept.
 *
 * @param maxIdle connections kept open while nothing is sent; as many as there are senders, or more
 * @param maxPerHost most requests, and with them connections, to one host at once; 0: no limit
 * @param idleTimeout how long one is kept
 * @param keepAlive false: one connection for each request
 * @param http2 whether HTTP/2 is offered to servers that speak TLS
 * @param http2Ping a connection of HTTP/2 is pinged this often, and given up where it does not
 *     answer in the same time; zero: never
 * @param cookies whether cookies are kept and sent back
 * @param proxyUrl {@code http://user:password@host:port} or {@code socks5://host:port}; empty: what
 *     the process's {@link java.net.ProxySelector} says
 * @param tls the section of that name; null where the exporter has none
 */
public record ConnectionSettings(
    int maxIdle,
    int maxPerHost,
    Duration idleTimeout,
    boolean keepAlive,
    boolean http2,
    Duration http2Ping,
    boolean cookies,
    Secret proxyUrl,
    @Nullable ClientTlsConfig tls) {

  /** The Collector's defaults; but dead connections of HTTP/2 are found. */
  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(
          100,
          0,
          Duration.ofSeconds(90),
          true,
          true,
          Duration.ofSeconds(15),
          false,
          new Secret(""),
          null);

  /** The same with another section {@code tls}. */
  public ConnectionSettings withTls(ClientTlsConfig other) {
    return new ConnectionSettings(
        maxIdle, maxPerHost, idleTimeout, keepAlive, http2, http2Ping, cookies, proxyUrl, other);
  }

  /** Reports a proxy URL that cannot be used, at {@code proxy_url}. */
  public void check(Problems problems) {
    ProxyUrl.check(proxyUrl, problems);
  }
}
