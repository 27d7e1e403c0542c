package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.Batch;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One batch, point by point: {@code postgresql.rows{state=dead}}.
 *
 * @param numbers by name and attributes, these in the order of their names
 * @param kinds of metrics, by name: gauge, sum, or counter for a monotonic one
 * @param resource its attributes
 */
record Scraped(
    Map<String, NumberDataPoint> numbers, Map<String, String> kinds, Map<String, String> resource) {

  static Scraped of(Batch batch) {
    ExportMetricsServiceRequest request = (ExportMetricsServiceRequest) batch.message();
    Map<String, NumberDataPoint> numbers = new TreeMap<>();
    Map<String, String> kinds = new TreeMap<>();
    var resourceMetrics = request.getResourceMetrics(0);
    for (Metric metric : resourceMetrics.getScopeMetrics(0).getMetricsList()) {
      List<NumberDataPoint> points =
          metric.hasSum()
              ? metric.getSum().getDataPointsList()
              : metric.getGauge().getDataPointsList();
      points.forEach(point -> numbers.put(name(metric, point.getAttributesList()), point));
      String sum = metric.getSum().getIsMonotonic() ? "counter" : "sum";
      kinds.put(metric.getName(), metric.hasSum() ? sum : "gauge");
    }
    Map<String, String> resource =
        resourceMetrics.getResource().getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, Scraped::text));
    return new Scraped(numbers, kinds, resource);
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

  boolean has(String point) {
    return numbers.containsKey(point);
  }

  /** How many series a metric has. */
  long series(String metric) {
    return numbers.keySet().stream()
        .filter(name -> name.equals(metric) || name.startsWith(metric + "{"))
        .count();
  }

  /** When the points of a metric were read, in Unix nanoseconds. */
  Map<String, Long> times(String metric) {
    return numbers.entrySet().stream()
        .filter(point -> point.getKey().startsWith(metric + "{"))
        .collect(Collectors.toMap(Map.Entry::getKey, point -> point.getValue().getTimeUnixNano()));
  }

  double value(String point) {
    NumberDataPoint number = point(point);
    return number.hasAsInt() ? (double) number.getAsInt() : number.getAsDouble();
  }

  NumberDataPoint point(String point) {
    NumberDataPoint found = numbers.get(point);
    if (found == null) {
      throw new AssertionError("no " + point + " among " + numbers.keySet());
    }
    return found;
  }
}
