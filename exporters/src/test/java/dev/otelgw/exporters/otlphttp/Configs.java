package dev.otelgw.exporters.otlphttp;

import dev.otelgw.exporters.http.Compression;
import dev.otelgw.exporters.http.CompressionParams;
import dev.otelgw.exporters.http.Encoding;
import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration, key by key. */
final class Configs {

  private static final OtlpHttpConfig USUAL = new OtlpHttpConfig();

  private final String base;
  private List<String> endpoints = List.of("", "", "");
  private Map<String, Secret> headers = Map.of();
  private @Nullable ClientAuth auth;
  private Compression compression = Compression.GZIP;
  private int level;
  private Encoding encoding = Encoding.PROTO;
  private String proxy = "";
  private ClientTls tls = ClientTls.usual();
  private int maxIdle = USUAL.maxIdleConns();
  private int maxIdlePerHost;
  private int maxPerHost;
  private boolean http2 = true;
  private Duration readIdle = USUAL.http2ReadIdleTimeout();
  private Duration pingTimeout = Duration.ZERO;
  private int readBuffer;
  private int writeBuffer = USUAL.writeBufferSize();
  private @Nullable CookiesConfig cookies;

  private Configs(String base) {
    this.base = base;
  }

  static Configs to(String base) {
    return new Configs(base);
  }

  Configs endpoints(String traces, String metrics, String logs) {
    endpoints = List.of(traces, metrics, logs);
    return this;
  }

  Configs headers(Map<String, Secret> other) {
    headers = other;
    return this;
  }

  Configs auth(ClientAuth other) {
    auth = other;
    return this;
  }

  Configs compression(Compression other, int atLevel) {
    compression = other;
    level = atLevel;
    return this;
  }

  Configs encoding(Encoding other) {
    encoding = other;
    return this;
  }

  Configs proxy(String url) {
    proxy = url;
    return this;
  }

  Configs tls(ClientTls other) {
    tls = other;
    return this;
  }

  Configs connections(int idle, int idlePerHost, int perHost) {
    maxIdle = idle;
    maxIdlePerHost = idlePerHost;
    maxPerHost = perHost;
    return this;
  }

  Configs http2(boolean offered, Duration ping) {
    http2 = offered;
    readIdle = ping;
    return this;
  }

  Configs pingTimeout(int seconds) {
    pingTimeout = Duration.ofSeconds(seconds);
    return this;
  }

  Configs buffers(int read, int write) {
    readBuffer = read;
    writeBuffer = write;
    return this;
  }

  Configs cookies(CookiesConfig other) {
    cookies = other;
    return this;
  }

  OtlpHttpConfig config() {
    return new OtlpHttpConfig(
        base,
        endpoints.get(0),
        endpoints.get(1),
        endpoints.get(2),
        headers,
        auth,
        compression,
        new CompressionParams(level),
        USUAL.timeout(),
        encoding,
        new Secret(proxy),
        tls.config(),
        maxIdle,
        maxIdlePerHost,
        maxPerHost,
        USUAL.idleConnTimeout(),
        USUAL.disableKeepAlives(),
        http2,
        readIdle,
        pingTimeout,
        readBuffer,
        writeBuffer,
        cookies,
        USUAL.sendingQueue(),
        USUAL.retryOnFailure());
  }
}
