package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import okhttp3.HttpUrl;

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
        Encoding.PROTO,
        compression,
        new CompressionParams(),
        timeout,
        connections,
        Hints.NONE);
  }

  static SenderSettings json(String base, Compression compression) {
    SenderSettings rest =
        with(base, compression, Duration.ofSeconds(10), ConnectionSettings.DEFAULT);
    return new SenderSettings(
        rest.urls(),
        rest.headers(),
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
