package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.Tls;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/** Builds the HTTP client that a sender's settings ask for. */
final class HttpClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The sockets come with the versions and suites that the configuration asks for. */
  private static final ConnectionSpec AS_CONFIGURED =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
          .allEnabledTlsVersions()
          .allEnabledCipherSuites()
          .build();

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private HttpClients() {}

  /**
   * A client; it has opened nothing yet.
   *
   * @param tls null where no URL needs it
   */
  static OkHttpClient of(SenderSettings settings, @Nullable Tls tls, Clock clock) {
    ConnectionSettings connections = settings.connections();
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .socketFactory(new BufferedSocketFactory())
            .connectionPool(pool(connections))
            // A connection that died without a word, behind a firewall for example, would take
            // request after request until the system gives it up after a quarter of an hour.
            .pingInterval(connections.http2Ping())
            .followRedirects(false)
            .followSslRedirects(false)
            // One clock for the whole attempt. Clocks on single reads and writes cost a lock each.
            .callTimeout(settings.timeout())
            .connectTimeout(connectTimeout(settings))
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    if (!connections.http2()) {
      client.protocols(List.of(Protocol.HTTP_1_1));
    }
    if (connections.cookies()) {
      client.cookieJar(new CookieStore(clock));
    }
    if (tls == null) {
      // Spares reading the JDK's certificate authorities.
      client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    } else {
      client
          .sslSocketFactory(new BufferedTlsFactory(tls.sockets()), tls.trustManager())
          .connectionSpecs(List.of(AS_CONFIGURED, ConnectionSpec.CLEARTEXT))
          // Names are checked in the handshake.
          .hostnameVerifier((_, _) -> true);
    }
    proxy(client, settings.connections().proxyUrl());
    return client.build();
  }

  static Duration connectTimeout(SenderSettings settings) {
    Duration timeout = settings.timeout();
    return timeout.isZero() || timeout.compareTo(CONNECT_TIMEOUT) > 0 ? CONNECT_TIMEOUT : timeout;
  }

  private static ConnectionPool pool(ConnectionSettings settings) {
    return settings.keepAlive()
        ? new ConnectionPool(
            settings.maxIdle(), settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
        : new ConnectionPool(0, 1, TimeUnit.MILLISECONDS);
  }

  private static void proxy(OkHttpClient.Builder client, Secret url) {
    if (url.isEmpty()) {
      // With the process's ProxySelector, credentials are the process's Authenticator's affair.
      client.proxyAuthenticator(Authenticator.JAVA_NET_AUTHENTICATOR);
      return;
    }
    ProxyUrl proxy = ProxyUrl.parse(url);
    client.proxy(proxy.proxy());
    if (!proxy.authorization().isEmpty()) {
      client.proxyAuthenticator((_, response) ->
          response.request().header(PROXY_AUTHORIZATION) != null
              ? null // They were sent and refused.
              : response
                  .request()
                  .newBuilder()
                  .header(PROXY_AUTHORIZATION, proxy.authorization().reveal())
                  .build());
    }
  }
}
