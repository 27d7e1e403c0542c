package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;

/** Small valid batches, of a service named {@code checkout}. */
public final class Requests {

  private static final long START = 1_700_000_000_000_000_000L;

  private Requests() {}

  /** A batch of {@code n} items of a signal, and one resource. */
  public static Batch of(Signal signal, int n) {
    return switch (signal) {
      case TRACES -> Batch.of(signal, traces(n).toByteArray(), n);
      case METRICS -> Batch.of(signal, metrics(n).toByteArray(), n);
      case LOGS -> Batch.of(signal, logs(n).toByteArray(), n);
    };
  }

  /** Spans named {@code POST /pay}. */
  public static ExportTraceServiceRequest traces(int n) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < n; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.fromHex("5b8efff798038103d269b633813fc60c"))
              .setSpanId(ByteString.fromHex("%016x".formatted(i + 1)))
              .setName("POST /pay")
              .setKind(Span.SpanKind.SPAN_KIND_SERVER)
              .setStartTimeUnixNano(START + i)
              .setEndTimeUnixNano(START + i + 1_500_000)
              .addAttributes(text("http.request.method", "POST")));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(ResourceSpans.newBuilder().setResource(resource()).addScopeSpans(scope))
        .build();
  }

  /** Points of one gauge named {@code queue.length}. */
  public static ExportMetricsServiceRequest metrics(int n) {
    Gauge.Builder gauge = Gauge.newBuilder();
    for (int i = 0; i < n; i++) {
      gauge.addDataPoints(
          NumberDataPoint.newBuilder()
              .setTimeUnixNano(START)
              .setAsInt(i)
              .addAttributes(text("queue", "q" + i)));
    }
    Metric metric = Metric.newBuilder().setName("queue.length").setGauge(gauge).build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource())
                .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
        .build();
  }

  /** Log records that say {@code paid 0}, {@code paid 1}, and so on. */
  public static ExportLogsServiceRequest logs(int n) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < n; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder()
              .setTimeUnixNano(START)
              .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_INFO)
              .setSeverityText("INFO")
              .setBody(AnyValue.newBuilder().setStringValue("paid " + i))
              .addAttributes(text("user.id", "u" + i)));
    }
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(ResourceLogs.newBuilder().setResource(resource()).addScopeLogs(scope))
        .build();
  }

  private static Resource resource() {
    return Resource.newBuilder().addAttributes(text("service.name", "checkout")).build();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
