package dev.otelgw.pipeline.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Batches of one resource and one scope, for tests that say what is in them. Stateless. */
public final class Telemetry {

  /** The resource and the scope of everything here, unless a test says otherwise. */
  public static final Origin ORIGIN =
      new Origin(Map.of("service.name", "checkout"), "http-client", "1.2.0");

  /** Where telemetry comes from. */
  public record Origin(Map<String, ?> resource, String scope, String version) {}

  private Telemetry() {}

  /** Spans of one resource. */
  public static Batch spans(Origin origin, Span... spans) {
    return batch(
        Signal.TRACES,
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(resource(origin))
                    .addScopeSpans(
                        ScopeSpans.newBuilder()
                            .setScope(scope(origin))
                            .addAllSpans(List.of(spans))))
            .build());
  }

  /** A span. */
  public static Span span(String name, Map<String, ?> attributes) {
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(new byte[16]))
        .setSpanId(ByteString.copyFrom(new byte[8]))
        .setName(name)
        .addAllAttributes(pairs(attributes))
        .build();
  }

  /** Log records of one resource. */
  public static Batch logs(Origin origin, LogRecord... records) {
    return batch(
        Signal.LOGS,
        ExportLogsServiceRequest.newBuilder()
            .addResourceLogs(
                ResourceLogs.newBuilder()
                    .setResource(resource(origin))
                    .addScopeLogs(
                        ScopeLogs.newBuilder()
                            .setScope(scope(origin))
                            .addAllLogRecords(List.of(records))))
            .build());
  }

  /** Metrics of one resource. */
  public static Batch metrics(Origin origin, Metric... metrics) {
    return batch(
        Signal.METRICS,
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .setResource(resource(origin))
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .setScope(scope(origin))
                            .addAllMetrics(List.of(metrics))))
            .build());
  }

  /** The request as the receiver hands it on. */
  public static Batch batch(Signal signal, Message request) {
    return ((Parsed.Valid) OtlpParser.parse(signal, request.toByteArray())).batch();
  }

  private static Resource resource(Origin origin) {
    return Resource.newBuilder().addAllAttributes(pairs(origin.resource())).build();
  }

  private static InstrumentationScope scope(Origin origin) {
    return InstrumentationScope.newBuilder()
        .setName(origin.scope())
        .setVersion(origin.version())
        .build();
  }

  /** Attributes as OTLP has them. */
  public static List<KeyValue> pairs(Map<String, ?> attributes) {
    return attributes.entrySet().stream()
        .map(entry ->
            KeyValue.newBuilder().setKey(entry.getKey()).setValue(value(entry.getValue())).build())
        .toList();
  }

  /** A value as OTLP has it. */
  public static AnyValue value(@Nullable Object value) {
    AnyValue.Builder any = AnyValue.newBuilder();
    switch (value) {
      case null -> {}
      case String text -> any.setStringValue(text);
      case Boolean flag -> any.setBoolValue(flag);
      case Integer number -> any.setIntValue(number);
      case Long number -> any.setIntValue(number);
      case Double number -> any.setDoubleValue(number);
      case byte[] bytes -> any.setBytesValue(ByteString.copyFrom(bytes));
      case List<?> list ->
          any.setArrayValue(
              ArrayValue.newBuilder().addAllValues(list.stream().map(Telemetry::value).toList()));
      case Map<?, ?> map -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach((key, entry) -> entries.put(String.valueOf(key), entry));
        any.setKvlistValue(KeyValueList.newBuilder().addAllValues(pairs(entries)));
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
    return any.build();
  }

  /** The attributes as Java's own values, in their order; of a key that stands twice, the first. */
  public static Map<String, Object> plain(List<KeyValue> attributes) {
    Map<String, Object> plain = new LinkedHashMap<>();
    attributes.forEach(
        attribute -> plain.putIfAbsent(attribute.getKey(), plain(attribute.getValue())));
    return plain;
  }

  private static @Nullable Object plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(Telemetry::plain).toList();
      case KVLIST_VALUE -> plain(value.getKvlistValue().getValuesList());
      case BYTES_VALUE -> value.getBytesValue();
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> null;
    };
  }
}
