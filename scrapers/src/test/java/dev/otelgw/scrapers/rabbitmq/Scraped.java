package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.Batch;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One batch, point by point: {@code rabbitmq.message.current{state=ready}}.
 *
 * @param numbers by name and attributes
 * @param histograms the same
 * @param resource its attributes
 * @param monotonic names of metrics that only grow
 */
record Scraped(
    Map<String, NumberDataPoint> numbers,
    Map<String, HistogramDataPoint> histograms,
    Map<String, String> resource,
    Set<String> monotonic) {

  static Scraped of(Batch batch) {
    ExportMetricsServiceRequest request = (ExportMetricsServiceRequest) batch.message();
    Map<String, NumberDataPoint> numbers = new TreeMap<>();
    Map<String, HistogramDataPoint> histograms = new HashMap<>();
    Set<String> monotonic = new HashSet<>();
    var resourceMetrics = request.getResourceMetrics(0);
    for (Metric metric : resourceMetrics.getScopeMetrics(0).getMetricsList()) {
      List<NumberDataPoint> points =
          metric.hasSum()
              ? metric.getSum().getDataPointsList()
              : metric.getGauge().getDataPointsList();
      if (metric.getSum().getIsMonotonic()) {
        monotonic.add(metric.getName());
      }
      points.forEach(point -> numbers.put(name(metric, point.getAttributesList()), point));
      metric
          .getHistogram()
          .getDataPointsList()
          .forEach(point -> histograms.put(name(metric, point.getAttributesList()), point));
    }
    Map<String, String> resource =
        resourceMetrics.getResource().getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, Scraped::text));
    return new Scraped(numbers, histograms, resource, monotonic);
  }

  private static String name(Metric metric, List<KeyValue> attributes) {
    String inside =
        attributes.stream()
            .map(attribute -> attribute.getKey() + "=" + text(attribute))
            .sorted()
            .collect(Collectors.joining(","));
    return inside.isEmpty() ? metric.getName() : metric.getName() + "{" + inside + "}";
  }

  private static String text(KeyValue attribute) {
    return attribute.getValue().hasIntValue()
        ? Long.toString(attribute.getValue().getIntValue())
        : attribute.getValue().getStringValue();
  }

  /** How a number of the plugin's is called here. */
  static String point(Sample sample) {
    String inside =
        sample.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .sorted()
            .collect(Collectors.joining(","));
    return inside.isEmpty() ? sample.name() : sample.name() + "{" + inside + "}";
  }

  /** Whether a metric was sent as a monotonic sum. */
  boolean monotonic(String metric) {
    return monotonic.contains(metric);
  }

  boolean is(String point, double value) {
    return has(point) && value(point) == value;
  }

  boolean has(String point) {
    return numbers.containsKey(point);
  }

  double value(String point) {
    return value(point(point));
  }

  static double value(NumberDataPoint point) {
    return point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble();
  }

  NumberDataPoint point(String point) {
    NumberDataPoint found = numbers.get(point);
    if (found == null) {
      throw new AssertionError("no " + point + " among " + numbers.keySet());
    }
    return found;
  }
}
