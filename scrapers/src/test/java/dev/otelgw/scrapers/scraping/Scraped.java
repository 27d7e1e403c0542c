package dev.otelgw.scrapers.scraping;

import dev.otelgw.pipeline.Batch;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One batch, point by point: {@code redis.cpu.time{state=sys}}.
 *
 * @param numbers by name and attributes, these in the order of their names
 * @param histograms the same
 * @param kinds of metrics, by name: gauge, histogram, sum, or counter for a monotonic one
 * @param resource its attributes
 */
public record Scraped(
    Map<String, NumberDataPoint> numbers,
    Map<String, HistogramDataPoint> histograms,
    Map<String, String> kinds,
    Map<String, String> resource) {

  public static Scraped of(Batch batch) {
    ExportMetricsServiceRequest request = (ExportMetricsServiceRequest) batch.message();
    Map<String, NumberDataPoint> numbers = new TreeMap<>();
    Map<String, HistogramDataPoint> histograms = new HashMap<>();
    Map<String, String> kinds = new TreeMap<>();
    var resourceMetrics = request.getResourceMetrics(0);
    for (Metric metric : resourceMetrics.getScopeMetrics(0).getMetricsList()) {
      kinds.put(metric.getName(), kind(metric));
      List<NumberDataPoint> points =
          metric.hasSum()
              ? metric.getSum().getDataPointsList()
              : metric.getGauge().getDataPointsList();
      points.forEach(
          point -> numbers.put(name(metric.getName(), texts(point.getAttributesList())), point));
      metric
          .getHistogram()
          .getDataPointsList()
          .forEach(point ->
              histograms.put(name(metric.getName(), texts(point.getAttributesList())), point));
    }
    Map<String, String> resource = texts(resourceMetrics.getResource().getAttributesList());
    return new Scraped(numbers, histograms, kinds, resource);
  }

  private static String kind(Metric metric) {
    if (metric.hasHistogram()) {
      return "histogram";
    }
    String sum = metric.getSum().getIsMonotonic() ? "counter" : "sum";
    return metric.hasSum() ? sum : "gauge";
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                attribute ->
                    attribute.getValue().hasIntValue()
                        ? Long.toString(attribute.getValue().getIntValue())
                        : attribute.getValue().getStringValue()));
  }

  /** How a point with a name and attributes is called here. */
  public static String name(String metric, Map<String, String> attributes) {
    String inside =
        attributes.entrySet().stream()
            .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
            .sorted()
            .collect(Collectors.joining(","));
    return inside.isEmpty() ? metric : metric + "{" + inside + "}";
  }

  /** Whether a metric was sent as a monotonic sum. */
  public boolean monotonic(String metric) {
    return "counter".equals(kinds.get(metric));
  }

  public boolean has(String point) {
    return numbers.containsKey(point);
  }

  public boolean is(String point, double value) {
    return has(point) && value(point) == value;
  }

  /** How many series a metric has. */
  public long series(String metric) {
    return numbers.keySet().stream()
        .filter(name -> name.equals(metric) || name.startsWith(metric + "{"))
        .count();
  }

  public double value(String point) {
    return value(point(point));
  }

  public static double value(NumberDataPoint point) {
    return point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble();
  }

  /** A number that must be there. */
  public NumberDataPoint point(String point) {
    NumberDataPoint found = numbers.get(point);
    if (found == null) {
      throw new AssertionError("no " + point + " among " + numbers.keySet());
    }
    return found;
  }
}
