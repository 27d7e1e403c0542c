package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.ManualClock;
import dev.otelgw.pipeline.testing.RecordingLogger;
import dev.otelgw.pipeline.testing.Telemetry;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** An exporter that runs, and its scraper. */
final class Running implements AutoCloseable {

  static final ComponentId ID = new ComponentId(ComponentId.Kind.EXPORTER, "prometheus", "test");

  /** Without a resource and a scope: series without labels of their own. */
  static final Origin NOWHERE = new Origin(Map.of(), "", "");

  static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";
  static final String PROTOBUF =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

  final ManualClock clock = new ManualClock();
  final Memory memory;
  final RecordingLogger log = new RecordingLogger();
  final PrometheusExporter exporter;
  private final HttpClient client = HttpClient.newHttpClient();

  private Running(Configs configs, Extensions extensions, long memory) {
    this.memory = new Memory(memory);
    Context context = new Context(ID, Observer.NONE, clock, this.memory, "otelgw/test", extensions);
    exporter = new PrometheusExporter(configs.config(), context, log);
    exporter.start();
    log.taken();
  }

  /** One that is not started. */
  static PrometheusExporter exporter(Configs configs) {
    Context context =
        new Context(
            ID, Observer.NONE, new ManualClock(), new Memory(Long.MAX_VALUE), "otelgw/test");
    return new PrometheusExporter(configs.config(), context, new RecordingLogger());
  }

  static Running started() {
    return started(_ -> {});
  }

  static Running started(Consumer<Configs> with) {
    return started(with, Extensions.NONE, Long.MAX_VALUE);
  }

  static Running started(Consumer<Configs> with, Extensions extensions, long memory) {
    Configs configs = new Configs();
    with.accept(configs);
    return new Running(configs, extensions, memory);
  }

  Outcome take(Origin origin, Metric... metrics) {
    return take(Telemetry.metrics(origin, metrics));
  }

  Outcome take(Batch batch) {
    return exporter.accept(batch);
  }

  /** The text that a scrape without wishes gives. */
  String text() {
    return text("*/*");
  }

  String openMetrics() {
    return text(OPEN_METRICS);
  }

  private String text(String accept) {
    return new String(get("/metrics", "Accept", accept).body(), StandardCharsets.UTF_8);
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request.build());
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + exporter.port() + path);
  }

  @Override
  public void close() {
    exporter.close();
    client.close();
  }
}
