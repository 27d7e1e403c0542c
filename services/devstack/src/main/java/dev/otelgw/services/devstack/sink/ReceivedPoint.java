package dev.otelgw.services.devstack.sink;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A point of a metric, and where it came from.
 *
 * @param service the {@code service.name} of its resource, empty without one
 * @param resource attributes of the resource
 * @param name of the metric
 * @param unit of the metric
 * @param type {@code GAUGE}, {@code SUM}, {@code HISTOGRAM}, {@code EXPONENTIAL_HISTOGRAM} or
 *     {@code SUMMARY}
 * @param attributes its own
 * @param value the number; the count of a histogram or summary
 * @param sum of the values of a histogram or summary; else the number
 * @param time nanoseconds since 1970
 */
public record ReceivedPoint(
    String service,
    Map<String, String> resource,
    String name,
    String unit,
    String type,
    Map<String, String> attributes,
    double value,
    double sum,
    long time) {

  /** What the points of one metric have in common. */
  private record Source(Map<String, String> resource, Metric metric) {

    ReceivedPoint point(List<KeyValue> attributes, double value, double sum, long time) {
      return new ReceivedPoint(
          resource.getOrDefault("service.name", ""),
          resource,
          metric.getName(),
          metric.getUnit(),
          metric.getDataCase().name(),
          Attributes.of(attributes),
          value,
          sum,
          time);
    }

    ReceivedPoint number(NumberDataPoint point) {
      double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
      return point(point.getAttributesList(), value, value, point.getTimeUnixNano());
    }
  }

  static Stream<ReceivedPoint> of(Map<String, String> resource, Metric metric) {
    Source from = new Source(resource, metric);
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsList().stream().map(from::number);
      case SUM -> metric.getSum().getDataPointsList().stream().map(from::number);
      case HISTOGRAM ->
          metric.getHistogram().getDataPointsList().stream()
              .map(p ->
                  from.point(
                      p.getAttributesList(),
                      (double) p.getCount(),
                      p.getSum(),
                      p.getTimeUnixNano()));
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream()
              .map(p ->
                  from.point(
                      p.getAttributesList(),
                      (double) p.getCount(),
                      p.getSum(),
                      p.getTimeUnixNano()));
      case SUMMARY ->
          metric.getSummary().getDataPointsList().stream()
              .map(p ->
                  from.point(
                      p.getAttributesList(),
                      (double) p.getCount(),
                      p.getSum(),
                      p.getTimeUnixNano()));
      case DATA_NOT_SET -> Stream.empty();
    };
  }

  /** An attribute, or the empty text. */
  public String attribute(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  @Override
  public String toString() {
    return "%s: %s%s = %s".formatted(service, name, attributes, value);
  }
}
