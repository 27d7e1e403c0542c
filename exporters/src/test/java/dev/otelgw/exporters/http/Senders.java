package dev.otelgw.exporters.http;

import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Settings to vary in tests. */
final class Senders {

  static final Context CONTEXT =
      new Context(
          new ComponentId(ComponentId.Kind.EXPORTER, "otlp_http", "test"),
          Observer.NONE,
          Clock.SYSTEM,
          new Memory(Long.MAX_VALUE),
          "otelgw/1.2.3");

  private Senders() {}

  static SenderSettings to(String base) {
    return with(base, Compression.NONE, Duration.ofSeconds(10), ConnectionSettings.DEFAULT);
  }

  static SenderSettings with(
      String base, Compression compression, Duration timeout, ConnectionSettings connections) {
    return new SenderSettings(
        urls(base),
        Map.of("X-Api-Key", new Secret("sesame-open-1234")),
        null,
        Encoding.PROTO,
        compression,
        new CompressionParams(),
        timeout,
        connections,
        Hints.NONE);
  }

  static OtlpHttpSender started(SenderSettings settings) {
    return started(settings, CONTEXT);
  }

  static OtlpHttpSender started(SenderSettings settings, Context context) {
    OtlpHttpSender sender = new OtlpHttpSender(settings, context);
    sender.start();
    return sender;
  }

  /** Over TLS. */
  static SenderSettings secure(String base, ClientTls tls) {
    return connecting(base, with -> with.tls(tls));
  }

  /** With connections of its own kind. */
  static SenderSettings connecting(String base, UnaryOperator<Connecting> tuning) {
    return with(
        base, Compression.NONE, Duration.ofSeconds(10), tuning.apply(new Connecting()).settings());
  }

  /** Connection settings, key by key. */
  static final class Connecting {
    private int maxIdle = ConnectionSettings.DEFAULT.maxIdle();
    private int maxPerHost;
    private boolean kept = true;
    private boolean http2 = true;
    private Duration ping = Duration.ofSeconds(15);
    private boolean cookies;
    private String proxy = "";
    private @Nullable ClientTlsConfig tls;

    Connecting tls(ClientTls other) {
      tls = other.config();
      return this;
    }

    Connecting notKept() {
      kept = false;
      return this;
    }

    Connecting maxIdle(int most) {
      maxIdle = most;
      return this;
    }

    Connecting maxPerHost(int most) {
      maxPerHost = most;
      return this;
    }

    Connecting cookies() {
      cookies = true;
      return this;
    }

    Connecting http1() {
      http2 = false;
      return this;
    }

    Connecting pinging(Duration interval) {
      ping = interval;
      return this;
    }

    Connecting proxy(String url) {
      proxy = url;
      return this;
    }

    ConnectionSettings settings() {
      return new ConnectionSettings(
          maxIdle,
          maxPerHost,
          ConnectionSettings.DEFAULT.idleTimeout(),
          kept,
          http2,
          ping,
          cookies,
          new Secret(proxy),
          tls);
    }
  }

  static SenderSettings json(String base, Compression compression) {
    SenderSettings rest =
        with(base, compression, Duration.ofSeconds(10), ConnectionSettings.DEFAULT);
    return new SenderSettings(
        rest.urls(),
        rest.headers(),
        rest.auth(),
        Encoding.JSON,
        compression,
        rest.params(),
        rest.timeout(),
        rest.connections(),
        rest.hints());
  }

  static Map<Signal, HttpUrl> urls(String base) {
    Map<Signal, HttpUrl> urls = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      urls.put(signal, BackendUrl.ofSignal(BackendUrl.parse(base), signal));
    }
    return urls;
  }
}
