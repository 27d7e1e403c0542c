package dev.otelgw.exporters.prometheus;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.List;

/**
 * A metric of OTLP by its points, whatever its type.
 *
 * @param kind what Prometheus will know it as
 * @param delta whether its points are to be added to those before them
 * @param reserved the label that Prometheus itself gives to its samples; empty: none
 */
record Readings(Kind kind, boolean delta, String reserved, List<Reading> points) {

  /** Of a metric that was scraped: what it was there (OpenTelemetry, "Prometheus metadata"). */
  private static final String TYPE = "prometheus.type";

  /** One point, not read yet. */
  record Reading(int flags, List<KeyValue> attributes, Source source) {

    /** Whether it says that there is no value any more. */
    boolean gone() {
      return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
    }
  }

  /** Reads a point. */
  interface Source {
    Point read() throws Unusable;
  }

  /** How many points a metric has. */
  static int count(Metric metric) {
    return switch (metric.getDataCase()) {
      case GAUGE -> metric.getGauge().getDataPointsCount();
      case SUM -> metric.getSum().getDataPointsCount();
      case HISTOGRAM -> metric.getHistogram().getDataPointsCount();
      case EXPONENTIAL_HISTOGRAM -> metric.getExponentialHistogram().getDataPointsCount();
      case SUMMARY -> metric.getSummary().getDataPointsCount();
      case DATA_NOT_SET -> 0;
    };
  }

  /** All of a metric's points; none where it has no type. */
  static Readings of(Metric metric, LabelMaker labels) throws Unusable {
    return switch (metric.getDataCase()) {
      case GAUGE -> {
        Kind kind = wasOnce(metric, "unknown") ? Kind.UNKNOWN : Kind.GAUGE;
        yield numbers(kind, false, metric.getGauge().getDataPointsList(), labels);
      }
      case SUM -> sum(metric, labels);
      case HISTOGRAM -> histogram(metric.getHistogram(), labels);
      case EXPONENTIAL_HISTOGRAM -> exponential(metric.getExponentialHistogram(), labels);
      case SUMMARY -> {
        List<Reading> points =
            metric.getSummary().getDataPointsList().stream()
                .map(point ->
                    new Reading(
                        point.getFlags(), point.getAttributesList(), () -> Points.summary(point)))
                .toList();
        yield new Readings(Kind.SUMMARY, false, "quantile", points);
      }
      case DATA_NOT_SET -> new Readings(Kind.UNKNOWN, false, "", List.of());
    };
  }

  private static Readings sum(Metric metric, LabelMaker labels) throws Unusable {
    Sum sum = metric.getSum();
    boolean delta = delta(sum.getAggregationTemporality());
    if (delta && !sum.getIsMonotonic()) {
      throw new Unusable(
          "it is a delta of a sum that can go down, which has no meaning to Prometheus; make it"
              + " cumulative");
    }
    Kind down = wasOnce(metric, "info") ? Kind.INFO : Kind.GAUGE;
    Kind kind = sum.getIsMonotonic() ? Kind.COUNTER : down;
    return numbers(kind, delta, sum.getDataPointsList(), labels);
  }

  private static Readings numbers(
      Kind kind, boolean delta, List<NumberDataPoint> numbers, LabelMaker labels) {
    List<Reading> points =
        numbers.stream()
            .map(point ->
                new Reading(
                    point.getFlags(),
                    point.getAttributesList(),
                    () -> Points.number(point, kind == Kind.COUNTER, labels)))
            .toList();
    return new Readings(kind, delta, "", points);
  }

  private static Readings histogram(Histogram histogram, LabelMaker labels) throws Unusable {
    List<Reading> points =
        histogram.getDataPointsList().stream()
            .map(point ->
                new Reading(
                    point.getFlags(),
                    point.getAttributesList(),
                    () -> Points.histogram(point, labels)))
            .toList();
    return new Readings(Kind.HISTOGRAM, delta(histogram.getAggregationTemporality()), "le", points);
  }

  private static Readings exponential(ExponentialHistogram histogram, LabelMaker labels)
      throws Unusable {
    List<Reading> points =
        histogram.getDataPointsList().stream()
            .map(point ->
                new Reading(
                    point.getFlags(),
                    point.getAttributesList(),
                    () -> Points.exponential(point, labels)))
            .toList();
    return new Readings(Kind.HISTOGRAM, delta(histogram.getAggregationTemporality()), "le", points);
  }

  private static boolean delta(AggregationTemporality temporality) throws Unusable {
    return switch (temporality) {
      case AGGREGATION_TEMPORALITY_DELTA -> true;
      case AGGREGATION_TEMPORALITY_CUMULATIVE -> false;
      case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED ->
          throw new Unusable("it does not say whether it is cumulative (aggregation_temporality)");
    };
  }

  private static boolean wasOnce(Metric metric, String type) {
    return metric.getMetadataList().stream()
        .anyMatch(
            entry -> entry.getKey().equals(TYPE) && entry.getValue().getStringValue().equals(type));
  }
}
