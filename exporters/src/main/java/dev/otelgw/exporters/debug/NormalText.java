package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import java.util.stream.Collectors;

/** A line per resource, scope, and item. */
final class NormalText {

  private NormalText() {}

  static Lines traces(ExportTraceServiceRequest request) {
    Lines lines = new Lines();
    int number = 0;
    for (ResourceSpans resource : request.getResourceSpansList()) {
      lines.line(resource("ResourceTraces", number++, resource.getResource()));
      int scopeNumber = 0;
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        lines.line(scope("ScopeTraces", scopeNumber++, scope.getScope()));
        scope.getSpansList().forEach(span -> lines.line(span(span)));
      }
    }
    return lines;
  }

  static Lines metrics(ExportMetricsServiceRequest request) {
    Lines lines = new Lines();
    int number = 0;
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      lines.line(resource("ResourceMetrics", number++, resource.getResource()));
      int scopeNumber = 0;
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        lines.line(scope("ScopeMetrics", scopeNumber++, scope.getScope()));
        scope.getMetricsList().forEach(metric -> points(metric, lines));
      }
    }
    return lines;
  }

  static Lines logs(ExportLogsServiceRequest request) {
    Lines lines = new Lines();
    int number = 0;
    for (ResourceLogs resource : request.getResourceLogsList()) {
      lines.line(resource("ResourceLog", number++, resource.getResource()));
      int scopeNumber = 0;
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        lines.line(scope("ScopeLog", scopeNumber++, scope.getScope()));
        scope.getLogRecordsList().forEach(record -> lines.line(logRecord(record)));
      }
    }
    return lines;
  }

  private static String resource(String kind, int number, Resource resource) {
    return (kind + " #" + number + " " + Values.pairs(resource.getAttributesList(), " ")).strip();
  }

  private static String scope(String kind, int number, InstrumentationScope scope) {
    String name = scope.getName() + (scope.getVersion().isEmpty() ? "" : "@" + scope.getVersion());
    return with(kind + " #" + number + " " + Values.clean(name), scope.getAttributesList());
  }

  private static String with(String text, List<KeyValue> attributes) {
    return (text.strip() + " " + Values.pairs(attributes, " ")).strip();
  }

  private static String span(Span span) {
    return with(
        "%s %s %s"
            .formatted(
                Values.clean(span.getName()),
                Values.hex(span.getTraceId()),
                Values.hex(span.getSpanId())),
        span.getAttributesList());
  }

  private static String logRecord(LogRecord record) {
    return with(Values.plain(record.getBody()), record.getAttributesList());
  }

  private static void points(Metric metric, Lines lines) {
    String name = Values.clean(metric.getName());
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(p -> lines.line(name + number(p)));
      case SUM -> metric.getSum().getDataPointsList().forEach(p -> lines.line(name + number(p)));
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().forEach(p -> lines.line(name + histogram(p)));
      case EXPONENTIAL_HISTOGRAM ->
          metric
              .getExponentialHistogram()
              .getDataPointsList()
              .forEach(p -> lines.line(name + exponential(p)));
      case SUMMARY ->
          metric.getSummary().getDataPointsList().forEach(p -> lines.line(name + summary(p)));
      case DATA_NOT_SET -> lines.line(name + " (no data)");
    }
  }

  private static String labels(List<KeyValue> attributes) {
    return "{" + Values.pairs(attributes, ",") + "} ";
  }

  private static String number(NumberDataPoint point) {
    return labels(point.getAttributesList()) + MetricNumbers.of(point);
  }

  private static String histogram(HistogramDataPoint point) {
    StringBuilder buckets = new StringBuilder();
    for (int i = 0; i < point.getBucketCountsCount(); i++) {
      String bound = i < point.getExplicitBoundsCount() ? "" + point.getExplicitBounds(i) : "+Inf";
      buckets.append(" le").append(bound).append('=').append(point.getBucketCounts(i));
    }
    return "%scount=%d sum=%s%s"
        .formatted(labels(point.getAttributesList()), point.getCount(), point.getSum(), buckets);
  }

  private static String exponential(ExponentialHistogramDataPoint point) {
    return "%scount=%d sum=%s scale=%d"
        .formatted(
            labels(point.getAttributesList()), point.getCount(), point.getSum(), point.getScale());
  }

  private static String summary(SummaryDataPoint point) {
    String quantiles =
        point.getQuantileValuesList().stream()
            .map(quantile -> " q" + quantile.getQuantile() + "=" + quantile.getValue())
            .collect(Collectors.joining());
    return "%scount=%d sum=%s%s"
        .formatted(labels(point.getAttributesList()), point.getCount(), point.getSum(), quantiles);
  }
}
