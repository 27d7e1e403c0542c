package dev.otelgw.gateway.endtoend;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.testing.Telemetry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is in requests, in the words of tests. */
final class Seen {

  private Seen() {}

  /** The parts of a request, one for each resource. */
  static List<Message> resources(Message request) {
    return switch (request) {
      case ExportTraceServiceRequest traces -> List.copyOf(traces.getResourceSpansList());
      case ExportMetricsServiceRequest metrics -> List.copyOf(metrics.getResourceMetricsList());
      case ExportLogsServiceRequest logs -> List.copyOf(logs.getResourceLogsList());
      default -> throw new IllegalArgumentException(request.getClass().getName());
    };
  }

  /** The attributes of each resource. */
  static List<Map<String, Object>> resourceAttributes(List<Message> requests) {
    return requests.stream()
        .flatMap(request ->
            switch (request) {
              case ExportTraceServiceRequest traces ->
                  traces.getResourceSpansList().stream().map(r -> r.getResource());
              case ExportMetricsServiceRequest metrics ->
                  metrics.getResourceMetricsList().stream().map(r -> r.getResource());
              case ExportLogsServiceRequest logs ->
                  logs.getResourceLogsList().stream().map(r -> r.getResource());
              default -> throw new IllegalArgumentException(request.getClass().getName());
            })
        .map(resource -> Telemetry.plain(resource.getAttributesList()))
        .toList();
  }

  /** The attributes of each span and each log record. */
  static List<Map<String, Object>> itemAttributes(List<Message> requests) {
    return requests.stream()
        .flatMap(Seen::items)
        .map(attributes -> Telemetry.plain(attributes))
        .toList();
  }

  private static Stream<List<KeyValue>> items(Message request) {
    return switch (request) {
      case ExportTraceServiceRequest traces ->
          traces.getResourceSpansList().stream()
              .flatMap(resource -> resource.getScopeSpansList().stream())
              .flatMap(scope -> scope.getSpansList().stream())
              .map(span -> span.getAttributesList());
      case ExportLogsServiceRequest logs ->
          logs.getResourceLogsList().stream()
              .flatMap(resource -> resource.getScopeLogsList().stream())
              .flatMap(scope -> scope.getLogRecordsList().stream())
              .map(record -> record.getAttributesList());
      default -> Stream.of();
    };
  }
}
