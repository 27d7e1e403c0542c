package dev.otelgw.services.devstack.sink;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Small pieces of telemetry, with ids of one digit. */
final class Sample {

  static final String TRACE = trace('a');

  private Sample() {}

  static String trace(char digit) {
    return String.valueOf(digit).repeat(32);
  }

  static String spanId(int id) {
    return String.valueOf(id).repeat(16);
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  /**
   * @param parent 0 for a root
   */
  static Span.Builder span(char trace, int id, int parent, String name) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(bytes(trace(trace)))
            .setSpanId(bytes(spanId(id)))
            .setName(name)
            .setStartTimeUnixNano(1_000_000L * id)
            .setEndTimeUnixNano(1_000_000L * id + 1_500_000L);
    if (parent != 0) {
      span.setParentSpanId(bytes(spanId(parent)));
    }
    return span;
  }

  static Span.Link link(char trace, int id) {
    return Span.Link.newBuilder()
        .setTraceId(bytes(trace(trace)))
        .setSpanId(bytes(spanId(id)))
        .build();
  }

  static KeyValue attribute(String name, String value) {
    return KeyValue.newBuilder()
        .setKey(name)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static Resource resource(String service) {
    return Resource.newBuilder().addAttributes(attribute("service.name", service)).build();
  }

  static ExportTraceServiceRequest spans(String service, Span.Builder... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    List.of(spans).forEach(scope::addSpans);
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().setResource(resource(service)).addScopeSpans(scope))
        .build();
  }

  static ExportLogsServiceRequest log(String service, char trace, int span, String body) {
    LogRecord record =
        LogRecord.newBuilder()
            .setTraceId(bytes(trace(trace)))
            .setSpanId(bytes(spanId(span)))
            .setSeverityText("INFO")
            .setTimeUnixNano(1)
            .setBody(AnyValue.newBuilder().setStringValue(body))
            .build();
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(resource(service))
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
        .build();
  }
}
