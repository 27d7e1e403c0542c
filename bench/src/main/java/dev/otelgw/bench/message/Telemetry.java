package dev.otelgw.bench.message;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.Random;

/**
 * Makes export requests that look like those of a web service: one resource, one scope, items that
 * share most of their text. The same seed gives the same bytes.
 */
final class Telemetry {

  /** Bytes of one span in its request, tag and length included. */
  static final int SPAN_BYTES = 507;

  /** Tag and length of a span of this size. */
  private static final int FRAME_BYTES = 3;

  /** 2026-01-01T00:00:00Z: items are dated from here, a second a request. */
  private static final long EPOCH_NANOS = 1_767_225_600_000_000_000L;

  private static final int SPANS_PER_PARENT = 8;
  private static final int POINTS_PER_METRIC = 10;

  private static final List<String> ROUTES =
      List.of(
          "/api/games/{id}",
          "/api/games",
          "/api/players/{id}/schedule",
          "/api/venues/{id}/slots",
          "/login");
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT");
  private static final String AGENT =
      "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

  private final Random random;
  private long now;
  private ByteString parent = ByteString.EMPTY;

  private Telemetry(long seed) {
    random = new Random(seed);
    now = EPOCH_NANOS + seed * 1_000_000_000L;
  }

  /** One serialized export request. */
  static byte[] request(Signal signal, int items, long seed) {
    Telemetry telemetry = new Telemetry(seed);
    return switch (signal) {
      case TRACES -> telemetry.traces(items);
      case METRICS -> telemetry.metrics(items);
      case LOGS -> telemetry.logs(items);
    };
  }

  private byte[] traces(int items) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder().setScope(scope());
    for (int index = 0; index < items; index++) {
      if (index % SPANS_PER_PARENT == 0) {
        parent = bytes(8);
      }
      spans.addSpans(span());
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private Span span() {
    now += random.nextInt(5_000_000);
    int route = random.nextInt(ROUTES.size());
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(16))
            .setSpanId(bytes(8))
            .setParentSpanId(parent)
            .setName(METHODS.get(route) + " " + ROUTES.get(route))
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(now)
            .setEndTimeUnixNano(now + 500_000 + random.nextInt(80_000_000))
            .addAttributes(text("http.request.method", METHODS.get(route)))
            .addAttributes(text("http.route", ROUTES.get(route)))
            .addAttributes(number("http.response.status_code", random.nextInt(20) == 0 ? 404 : 200))
            .addAttributes(text("url.scheme", "https"))
            .addAttributes(text("server.address", "scheduler.example.com"))
            .addAttributes(number("server.port", 8443))
            .addAttributes(
                text("client.address", "10.12." + random.nextInt(4) + "." + random.nextInt(250)))
            .addAttributes(text("user_agent.original", AGENT))
            .addAttributes(text("thread.name", "http-worker-" + random.nextInt(16)));
    String path = "/api/games/" + random.nextInt(100_000) + "?page=" + random.nextInt(40);
    return padded(span, path);
  }

  /**
   * Lengthens the last attribute until the span has its size; twice, since lengths have lengths.
   */
  private static Span padded(Span.Builder span, String path) {
    String filler =
        "&fields=id,name,venue,starts_at,ends_at,players,status,score,notes,created_by,updated_at"
            .repeat(4);
    int padding = 0;
    Span padded = span.clone().addAttributes(text("url.path", path)).build();
    for (int pass = 0; pass < 3; pass++) {
      padding = Math.max(0, padding + SPAN_BYTES - FRAME_BYTES - padded.getSerializedSize());
      padded =
          span.clone().addAttributes(text("url.path", path + filler.substring(0, padding))).build();
    }
    return padded;
  }

  private byte[] logs(int items) {
    ScopeLogs.Builder logs = ScopeLogs.newBuilder().setScope(scope());
    for (int index = 0; index < items; index++) {
      now += random.nextInt(5_000_000);
      int game = random.nextInt(100_000);
      logs.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(now)
              .setObservedTimeUnixNano(now + 20_000)
              .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
              .setSeverityText("INFO")
              .setBody(
                  AnyValue.newBuilder()
                      .setStringValue(
                          "game "
                              + game
                              + " scheduled, "
                              + random.nextInt(20)
                              + " players invited"))
              .addAttributes(text("code.namespace", "com.example.scheduler.GameScheduler"))
              .addAttributes(text("code.function", "schedule"))
              .addAttributes(text("thread.name", "http-worker-" + random.nextInt(16)))
              .addAttributes(number("game.id", game))
              .setTraceId(bytes(16))
              .setSpanId(bytes(8)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource()).addScopeLogs(logs))
        .build()
        .toByteArray();
  }

  private byte[] metrics(int items) {
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder().setScope(scope());
    for (int made = 0; made < items; made += POINTS_PER_METRIC) {
      metrics.addMetrics(
          metric(made / POINTS_PER_METRIC, Math.min(POINTS_PER_METRIC, items - made)));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource()).addScopeMetrics(metrics))
        .build()
        .toByteArray();
  }

  private Metric metric(int index, int points) {
    Metric.Builder metric =
        Metric.newBuilder().setName("scheduler.metric." + index).setUnit("{item}");
    Sum.Builder sum =
        Sum.newBuilder()
            .setIsMonotonic(true)
            .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int point = 0; point < points; point++) {
      if (index % 2 == 0) {
        sum.addDataPoints(point(point));
      } else {
        gauge.addDataPoints(point(point));
      }
    }
    return index % 2 == 0 ? metric.setSum(sum).build() : metric.setGauge(gauge).build();
  }

  private NumberDataPoint point(int index) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(EPOCH_NANOS)
        .setTimeUnixNano(now)
        .setAsInt(random.nextInt(1_000))
        .addAttributes(text("http.request.method", METHODS.get(index % METHODS.size())))
        .addAttributes(text("http.route", ROUTES.get(index % ROUTES.size())))
        .addAttributes(number("http.response.status_code", index < 5 ? 200 : 404))
        .build();
  }

  private static Resource resource() {
    return Resource.newBuilder()
        .addAttributes(text("service.name", "scheduler"))
        .addAttributes(text("service.namespace", "games"))
        .addAttributes(text("service.instance.id", "0b7f1a52-3c1e-4d0c-9a53-5d1b2c7e8f90"))
        .addAttributes(text("deployment.environment.name", "production"))
        .addAttributes(text("telemetry.sdk.language", "java"))
        .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
        .build();
  }

  private static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("io.opentelemetry.netty-4.1")
        .setVersion("2.21.0-alpha")
        .build();
  }

  private ByteString bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }
}
