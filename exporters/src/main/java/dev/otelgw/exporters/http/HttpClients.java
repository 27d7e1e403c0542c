package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Builds the HTTP client that a sender's settings ask for. */
final class HttpClients {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /**
   * HTTP/2 only. A connection that died without a word, behind a firewall for example, would take
   * request after request until the system gives it up, which takes a quarter of an hour.
   */
  private static final Duration PING = Duration.ofSeconds(15);

  private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

  private HttpClients() {}

  static OkHttpClient of(SenderSettings settings, Supplier<Trust> trust) {
    OkHttpClient.Builder client =
        new OkHttpClient.Builder()
            .socketFactory(new BufferedSocketFactory())
            .connectionPool(pool(settings.connections()))
            .pingInterval(PING)
            .followRedirects(false)
            .followSslRedirects(false)
            // One clock for the whole attempt. Clocks on single reads and writes cost a lock each.
            .callTimeout(settings.timeout())
            .connectTimeout(connectTimeout(settings))
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    if (settings.urls().values().stream().anyMatch(HttpUrl::isHttps)) {
      Trust trusted = trust.get();
      client.sslSocketFactory(new BufferedTlsFactory(trusted.sockets()), trusted.manager());
    } else {
      // Spares reading the JDK's certificate authorities.
      client.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
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
