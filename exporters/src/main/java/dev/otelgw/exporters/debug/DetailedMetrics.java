package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;

/** Every field of metrics, laid out as the Collector's debug exporter does. */
final class DetailedMetrics {

  private static final String INDENT = "     ";

  private final Lines lines = new Lines();

  private DetailedMetrics() {}

  static Lines of(ExportMetricsServiceRequest request) {
    DetailedMetrics metrics = new DetailedMetrics();
    int number = 0;
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      metrics.resource(number++, resource);
    }
    return metrics.lines;
  }

  private void resource(int number, ResourceMetrics resource) {
    lines.resource("ResourceMetrics", number, resource.getResource(), resource.getSchemaUrl());
    int scopeNumber = 0;
    for (ScopeMetrics scope : resource.getScopeMetricsList()) {
      lines.scope("ScopeMetrics", scopeNumber++, scope.getScope(), scope.getSchemaUrl());
      int metricNumber = 0;
      for (Metric metric : scope.getMetricsList()) {
        metric(metricNumber++, metric);
      }
    }
  }

  private void metric(int number, Metric metric) {
    lines
        .line("Metric #" + number)
        .line("Descriptor:")
        .line("     -> Name: " + Values.clean(metric.getName()))
        .line("     -> Description: " + Values.clean(metric.getDescription()))
        .line("     -> Unit: " + Values.clean(metric.getUnit()));
    switch (metric.getDataCase()) {
      case GAUGE -> {
        type("Gauge");
        numbers(metric.getGauge().getDataPointsList());
      }
      case SUM -> {
        type("Sum");
        lines.line("     -> IsMonotonic: " + metric.getSum().getIsMonotonic());
        temporality(metric.getSum().getAggregationTemporality());
        numbers(metric.getSum().getDataPointsList());
      }
      case HISTOGRAM -> {
        type("Histogram");
        temporality(metric.getHistogram().getAggregationTemporality());
        histograms(metric.getHistogram().getDataPointsList());
      }
      case EXPONENTIAL_HISTOGRAM -> {
        type("ExponentialHistogram");
        temporality(metric.getExponentialHistogram().getAggregationTemporality());
        exponentials(metric.getExponentialHistogram().getDataPointsList());
      }
      case SUMMARY -> {
        type("Summary");
        summaries(metric.getSummary().getDataPointsList());
      }
      case DATA_NOT_SET -> type("Empty");
    }
  }

  private void type(String type) {
    lines.line("     -> DataType: " + type);
  }

  private void temporality(AggregationTemporality temporality) {
    lines.line(
        "     -> AggregationTemporality: " + Values.word(temporality, "AGGREGATION_TEMPORALITY_"));
  }

  private void point(String kind, int number, List<KeyValue> attributes, long start, long time) {
    lines
        .line(kind + " #" + number)
        .attributes("Data point attributes:", INDENT, attributes)
        .line("StartTimestamp: " + Values.time(start))
        .line("Timestamp: " + Values.time(time));
  }

  private void numbers(List<NumberDataPoint> points) {
    int number = 0;
    for (NumberDataPoint p : points) {
      point(
          "NumberDataPoints",
          number++,
          p.getAttributesList(),
          p.getStartTimeUnixNano(),
          p.getTimeUnixNano());
      lines.line("Value: " + MetricNumbers.of(p));
      exemplars(p.getExemplarsList());
    }
  }

  private void histograms(List<HistogramDataPoint> points) {
    int number = 0;
    for (HistogramDataPoint p : points) {
      point(
          "HistogramDataPoints",
          number++,
          p.getAttributesList(),
          p.getStartTimeUnixNano(),
          p.getTimeUnixNano());
      lines.line("Count: " + Long.toUnsignedString(p.getCount()));
      optional("Sum", p.hasSum(), p.getSum());
      optional("Min", p.hasMin(), p.getMin());
      optional("Max", p.hasMax(), p.getMax());
      for (int i = 0; i < p.getExplicitBoundsCount(); i++) {
        lines.line("ExplicitBounds #" + i + ": " + p.getExplicitBounds(i));
      }
      for (int i = 0; i < p.getBucketCountsCount(); i++) {
        lines.line("Buckets #" + i + ", Count: " + Long.toUnsignedString(p.getBucketCounts(i)));
      }
      exemplars(p.getExemplarsList());
    }
  }

  private void optional(String name, boolean present, double value) {
    if (present) {
      lines.line(name + ": " + value);
    }
  }

  private void exponentials(List<ExponentialHistogramDataPoint> points) {
    int number = 0;
    for (ExponentialHistogramDataPoint p : points) {
      point(
          "ExponentialHistogramDataPoints",
          number++,
          p.getAttributesList(),
          p.getStartTimeUnixNano(),
          p.getTimeUnixNano());
      lines.line("Count: " + Long.toUnsignedString(p.getCount()));
      optional("Sum", p.hasSum(), p.getSum());
      optional("Min", p.hasMin(), p.getMin());
      optional("Max", p.hasMax(), p.getMax());
      lines.line("Scale: " + p.getScale());
      // Bucket i reaches from base^i, excluded, to base^(i+1), included; base = 2^(2^-scale).
      double base = Math.pow(2, Math.pow(2, -p.getScale()));
      negative(base, p.getNegative());
      if (p.getZeroCount() != 0) {
        lines.line("Bucket [0, 0], Count: " + Long.toUnsignedString(p.getZeroCount()));
      }
      positive(base, p.getPositive());
      exemplars(p.getExemplarsList());
    }
  }

  private void negative(double base, Buckets buckets) {
    for (int i = buckets.getBucketCountsCount() - 1; i >= 0; i--) {
      int index = buckets.getOffset() + i;
      lines.line(
          "Bucket [%s, %s), Count: %s"
              .formatted(
                  -Math.pow(base, index + 1),
                  -Math.pow(base, index),
                  Long.toUnsignedString(buckets.getBucketCounts(i))));
    }
  }

  private void positive(double base, Buckets buckets) {
    for (int i = 0; i < buckets.getBucketCountsCount(); i++) {
      int index = buckets.getOffset() + i;
      lines.line(
          "Bucket (%s, %s], Count: %s"
              .formatted(
                  Math.pow(base, index),
                  Math.pow(base, index + 1),
                  Long.toUnsignedString(buckets.getBucketCounts(i))));
    }
  }

  private void summaries(List<SummaryDataPoint> points) {
    int number = 0;
    for (SummaryDataPoint p : points) {
      point(
          "SummaryDataPoints",
          number++,
          p.getAttributesList(),
          p.getStartTimeUnixNano(),
          p.getTimeUnixNano());
      lines.line("Count: " + Long.toUnsignedString(p.getCount())).line("Sum: " + p.getSum());
      int quantileNumber = 0;
      for (SummaryDataPoint.ValueAtQuantile q : p.getQuantileValuesList()) {
        lines.line(
            "QuantileValue #%d: Quantile %s, Value %s"
                .formatted(quantileNumber++, q.getQuantile(), q.getValue()));
      }
    }
  }

  private void exemplars(List<Exemplar> exemplars) {
    if (!exemplars.isEmpty()) {
      lines.line("Exemplars:");
    }
    int number = 0;
    for (Exemplar e : exemplars) {
      lines
          .line("Exemplar #" + number++)
          .line("     -> Trace ID: " + Values.hex(e.getTraceId()))
          .line("     -> Span ID: " + Values.hex(e.getSpanId()))
          .line("     -> Timestamp: " + Values.time(e.getTimeUnixNano()))
          .line("     -> Value: " + MetricNumbers.of(e))
          .attributes(
              "     -> FilteredAttributes:", INDENT + INDENT, e.getFilteredAttributesList());
    }
  }
}
