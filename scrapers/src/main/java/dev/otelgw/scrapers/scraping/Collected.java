package dev.otelgw.scrapers.scraping;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The points of one group, as OTLP. Not thread-safe. */
final class Collected {

  private final long time;
  private final SeriesStarts starts;
  private final int limit;
  private final Map<String, io.opentelemetry.proto.metrics.v1.Metric.Builder> metrics =
      new LinkedHashMap<>();
  private final Set<SeriesStarts.Key> seen = new HashSet<>();
  private int points;
  private long dropped;

  /**
   * Nothing yet.
   *
   * @param time when the group is read, in Unix nanoseconds
   * @param limit points that are taken; more are dropped
   */
  Collected(long time, SeriesStarts starts, int limit) {
    this.time = time;
    this.starts = starts;
    this.limit = limit;
  }

  /** Since when counters count, as far as the server says. */
  record Origin(@Nullable Long reset, boolean restarted) {
    static final Origin UNKNOWN = new Origin(null, false);
  }

  int points() {
    return points;
  }

  long dropped() {
    return dropped;
  }

  List<io.opentelemetry.proto.metrics.v1.Metric> metrics() {
    return metrics.values().stream()
        .map(io.opentelemetry.proto.metrics.v1.Metric.Builder::build)
        .toList();
  }

  /** The same as the last that is known at a later time, in Unix nanoseconds. */
  Collected known(long later) {
    for (var metric : metrics.values()) {
      switch (metric.getDataCase()) {
        case GAUGE -> later(metric.getGaugeBuilder().getDataPointsBuilderList(), later);
        case SUM -> later(metric.getSumBuilder().getDataPointsBuilderList(), later);
        case HISTOGRAM ->
            metric
                .getHistogramBuilder()
                .getDataPointsBuilderList()
                .forEach(point -> point.setTimeUnixNano(later));
        default -> throw new IllegalStateException(metric.getName() + " has no points");
      }
    }
    return this;
  }

  private static void later(List<NumberDataPoint.Builder> points, long later) {
    points.forEach(point -> point.setTimeUnixNano(later));
  }

  void number(Metric metric, double value, long whole, Origin origin, @Nullable String[] values) {
    if (Double.isNaN(value) || !room(metric, values)) {
      return;
    }
    NumberDataPoint.Builder point =
        NumberDataPoint.newBuilder()
            .setTimeUnixNano(time)
            .addAllAttributes(attributes(metric, values));
    if (metric.decimal()) {
      point.setAsDouble(value);
    } else {
      point.setAsInt(whole);
    }
    var into = builder(metric);
    switch (metric.kind()) {
      case GAUGE -> into.getGaugeBuilder().addDataPoints(point);
      case COUNTER ->
          into.getSumBuilder()
              .addDataPoints(point.setStartTimeUnixNano(start(metric, values, value, origin)));
      case UP_DOWN -> into.getSumBuilder().addDataPoints(point);
      case HISTOGRAM -> throw new IllegalArgumentException(metric.name() + " is not a number");
    }
  }

  void histogram(Metric metric, HistogramValue value, Origin origin, @Nullable String[] values) {
    if (!room(metric, values)) {
      return;
    }
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .setTimeUnixNano(time)
            .setStartTimeUnixNano(start(metric, values, (double) value.count(), origin))
            .setCount(value.count())
            .addAllExplicitBounds(value.bounds())
            .addAllBucketCounts(value.counts())
            .addAllAttributes(attributes(metric, values));
    if (!Double.isNaN(value.sum())) {
      point.setSum(value.sum());
    }
    builder(metric).getHistogramBuilder().addDataPoints(point);
  }

  /** Servers show some things twice; the first wins, since one series has one value at a time. */
  private boolean room(Metric metric, @Nullable String[] values) {
    if (points >= limit || !seen.add(key(metric, values))) {
      dropped++;
      return false;
    }
    points++;
    return true;
  }

  private long start(Metric metric, @Nullable String[] values, double value, Origin origin) {
    return starts.start(key(metric, values), value, time, origin.reset(), origin.restarted());
  }

  private static SeriesStarts.Key key(Metric metric, @Nullable String[] values) {
    return SeriesStarts.Key.of(metric.name(), values);
  }

  private io.opentelemetry.proto.metrics.v1.Metric.Builder builder(Metric metric) {
    return metrics.computeIfAbsent(
        metric.name(),
        name -> {
          var builder =
              io.opentelemetry.proto.metrics.v1.Metric.newBuilder()
                  .setName(name)
                  .setUnit(metric.unit())
                  .setDescription(metric.description());
          switch (metric.kind()) {
            case GAUGE -> builder.getGaugeBuilder();
            case HISTOGRAM ->
                builder
                    .getHistogramBuilder()
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
            case COUNTER, UP_DOWN ->
                builder
                    .getSumBuilder()
                    .setIsMonotonic(metric.monotonic())
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
          }
          return builder;
        });
  }

  private static List<KeyValue> attributes(Metric metric, @Nullable String[] values) {
    List<String> names = metric.attributes();
    if (values.length > names.size()) {
      throw new IllegalArgumentException(
          "%s has %d attributes, not %d".formatted(metric.name(), names.size(), values.length));
    }
    List<KeyValue> attributes = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value != null) {
        attributes.add(
            KeyValue.newBuilder()
                .setKey(names.get(i))
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build());
      }
    }
    return attributes;
  }
}
