package dev.otelgw.exporters.debug;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request in one line: {@code traces: 3 spans of checkout, first "POST /pay" (Server, 1.500 ms),
 * 478 bytes}.
 */
final class Summary {

  private static final int NAMES_SHOWN = 3;
  private static final int TEXT_SHOWN = 80;

  private Summary() {}

  static String of(Batch batch, Message message) {
    String signal = batch.signal().lowerName();
    String what = batch.signal().count(batch.items()) + services(message);
    String first = first(message);
    return "%s: %s%s, %d bytes"
        .formatted(signal, what, first.isEmpty() ? "" : ", first " + first, batch.size());
  }

  private static String services(Message message) {
    List<String> names = resources(message).map(Summary::service).distinct().toList();
    if (names.isEmpty()) {
      return "";
    }
    String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    return " of " + shown + more(names.size() - NAMES_SHOWN);
  }

  private static String more(int n) {
    return n <= 0 ? "" : " and " + n + " more";
  }

  private static Stream<Resource> resources(Message message) {
    return switch (message) {
      case ExportTraceServiceRequest traces ->
          traces.getResourceSpansList().stream().map(ResourceSpans::getResource);
      case ExportMetricsServiceRequest metrics ->
          metrics.getResourceMetricsList().stream().map(ResourceMetrics::getResource);
      case ExportLogsServiceRequest logs ->
          logs.getResourceLogsList().stream().map(ResourceLogs::getResource);
      default -> throw DebugExporter.unknown(message);
    };
  }

  private static String service(Resource resource) {
    return resource.getAttributesList().stream()
        .filter(attribute -> attribute.getKey().equals("service.name"))
        .map(attribute -> shortened(Values.plain(attribute.getValue())))
        .findFirst()
        .orElse("a resource without service.name");
  }

  private static String first(Message message) {
    Stream<String> items =
        switch (message) {
          case ExportTraceServiceRequest traces ->
              traces.getResourceSpansList().stream()
                  .flatMap(resource -> resource.getScopeSpansList().stream())
                  .flatMap(scope -> scope.getSpansList().stream())
                  .map(Summary::span);
          case ExportMetricsServiceRequest metrics ->
              metrics.getResourceMetricsList().stream()
                  .flatMap(resource -> resource.getScopeMetricsList().stream())
                  .flatMap(scope -> scope.getMetricsList().stream())
                  .map(Summary::metric);
          case ExportLogsServiceRequest logs ->
              logs.getResourceLogsList().stream()
                  .flatMap(resource -> resource.getScopeLogsList().stream())
                  .flatMap(scope -> scope.getLogRecordsList().stream())
                  .map(Summary::logRecord);
          default -> throw DebugExporter.unknown(message);
        };
    return items.findFirst().orElse("");
  }

  private static String span(Span span) {
    double millis = (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6;
    return "%s (%s, %s ms)"
        .formatted(
            quoted(span.getName()),
            Values.word(span.getKind(), "SPAN_KIND_"),
            String.format(java.util.Locale.ROOT, "%.3f", millis));
  }

  private static String metric(Metric metric) {
    return quoted(metric.getName());
  }

  private static String logRecord(LogRecord record) {
    String severity = Values.clean(record.getSeverityText());
    return (severity.isEmpty() ? "" : severity + " ") + quoted(Values.plain(record.getBody()));
  }

  private static String quoted(String text) {
    return '"' + shortened(Values.clean(text)) + '"';
  }

  private static String shortened(String text) {
    return text.length() <= TEXT_SHOWN ? text : text.substring(0, TEXT_SHOWN) + "...";
  }
}
