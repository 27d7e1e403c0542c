package dev.otelgw.pipeline.testing;

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
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;

/** Small batches whose content can be told apart. Stateless. */
public final class Batches {

  private Batches() {}

  /** So many spans named {@code name-0}, {@code name-1} and so on, of one service. */
  public static Batch spans(String name, int count) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[16]))
              .setSpanId(ByteString.copyFrom(new byte[8]))
              .setName(name + "-" + i));
    }
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("service.name")
                    .setValue(AnyValue.newBuilder().setStringValue("test")));
    byte[] bytes =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().setResource(resource).addScopeSpans(scope))
            .build()
            .toByteArray();
    return Batch.of(Signal.TRACES, bytes, count);
  }

  /** So many items of a signal, with names as above. */
  public static Batch of(Signal signal, String name, int count) {
    return switch (signal) {
      case TRACES -> spans(name, count);
      case METRICS -> points(name, count);
      case LOGS -> records(name, count);
    };
  }

  private static Batch points(String name, int count) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addMetrics(
          Metric.newBuilder()
              .setName(name + "-" + i)
              .setGauge(
                  Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder().setAsInt(i))));
    }
    byte[] bytes =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(ResourceMetrics.newBuilder().addScopeMetrics(scope))
            .build()
            .toByteArray();
    return Batch.of(Signal.METRICS, bytes, count);
  }

  private static Batch records(String name, int count) {
    ScopeLogs.Builder scope = ScopeLogs.newBuilder();
    for (int i = 0; i < count; i++) {
      scope.addLogRecords(
          LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue(name + "-" + i)));
    }
    byte[] bytes =
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(ResourceLogs.newBuilder().addScopeLogs(scope))
            .build()
            .toByteArray();
    return Batch.of(Signal.LOGS, bytes, count);
  }

  /** The names of all spans, in order. */
  public static List<String> names(List<Batch> batches) {
    List<String> names = new ArrayList<>();
    for (Batch batch : batches) {
      ((ExportTraceServiceRequest) batch.message())
          .getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .forEach(span -> names.add(span.getName()));
    }
    return names;
  }
}
