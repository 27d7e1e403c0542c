package dev.otelgw.exporters.prometheus;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.testing.Telemetry;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import java.util.List;
import java.util.Map;

/** Metrics of every type, with little to say. Times are in seconds since 1970. */
final class Samples {

  static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;

  private static final long SECOND = 1_000_000_000;

  private Samples() {}

  static NumberDataPoint whole(long from, long time, long value, Map<String, ?> attributes) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(from * SECOND)
        .setTimeUnixNano(time * SECOND)
        .setAsInt(value)
        .addAllAttributes(Telemetry.pairs(attributes))
        .build();
  }

  static NumberDataPoint decimal(double value, Map<String, ?> attributes) {
    return whole(0, 0, 0, attributes).toBuilder().setAsDouble(value).build();
  }

  static Metric gauge(String name, NumberDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setGauge(Gauge.newBuilder().addAllDataPoints(List.of(points)))
        .build();
  }

  static Metric gauge(String name, double value) {
    return gauge(name, decimal(value, Map.of()));
  }

  static Metric sum(
      String name, AggregationTemporality temporality, boolean up, NumberDataPoint... points) {
    return Metric.newBuilder()
        .setName(name)
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(temporality)
                .setIsMonotonic(up)
                .addAllDataPoints(List.of(points)))
        .build();
  }

  static Metric counter(String name, long value) {
    return sum(name, CUMULATIVE, true, whole(0, 0, value, Map.of()));
  }

  static Metric delta(String name, long from, long time, long value) {
    return sum(name, DELTA, true, whole(from, time, value, Map.of()));
  }

  static HistogramDataPoint.Builder buckets(
      long from, long time, double sum, List<Double> bounds, List<Long> counts) {
    return HistogramDataPoint.newBuilder()
        .setStartTimeUnixNano(from * SECOND)
        .setTimeUnixNano(time * SECOND)
        .setSum(sum)
        .setCount(counts.stream().mapToLong(n -> n).sum())
        .addAllExplicitBounds(bounds)
        .addAllBucketCounts(counts);
  }

  static Metric histogram(
      String name, AggregationTemporality temporality, HistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName(name)
        .setHistogram(
            Histogram.newBuilder().setAggregationTemporality(temporality).addDataPoints(point))
        .build();
  }

  static ExponentialHistogramDataPoint.Builder exponential(
      long from, long time, int scale, int offset, List<Long> counts) {
    return ExponentialHistogramDataPoint.newBuilder()
        .setStartTimeUnixNano(from * SECOND)
        .setTimeUnixNano(time * SECOND)
        .setScale(scale)
        .setSum(10)
        .setCount(counts.stream().mapToLong(n -> n).sum())
        .setPositive(Buckets.newBuilder().setOffset(offset).addAllBucketCounts(counts));
  }

  static Metric exponential(
      String name,
      AggregationTemporality temporality,
      ExponentialHistogramDataPoint.Builder point) {
    return Metric.newBuilder()
        .setName(name)
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporality(temporality)
                .addDataPoints(point))
        .build();
  }

  static Metric summary(String name, long from, long time, Map<Double, Double> quantiles) {
    SummaryDataPoint.Builder point =
        SummaryDataPoint.newBuilder()
            .setStartTimeUnixNano(from * SECOND)
            .setTimeUnixNano(time * SECOND)
            .setCount(4)
            .setSum(2.5);
    quantiles.forEach((quantile, value) ->
        point.addQuantileValues(
            ValueAtQuantile.newBuilder().setQuantile(quantile).setValue(value)));
    return Metric.newBuilder()
        .setName(name)
        .setSummary(Summary.newBuilder().addDataPoints(point))
        .build();
  }

  static Exemplar exemplar(double value, long time, Map<String, ?> attributes) {
    return Exemplar.newBuilder()
        .setTimeUnixNano(time * SECOND)
        .setAsDouble(value)
        .setTraceId(ByteString.fromHex("0102030405060708090a0b0c0d0e0f10"))
        .setSpanId(ByteString.fromHex("1112131415161718"))
        .addAllFilteredAttributes(Telemetry.pairs(attributes))
        .build();
  }

  /** The same with a unit and a description. */
  static Metric described(Metric metric, String unit, String description) {
    return metric.toBuilder().setUnit(unit).setDescription(description).build();
  }

  /** One of each type, as they should be: described, in base units. */
  static Metric[] ofAllTypes() {
    NumberDataPoint requests =
        whole(100, 200, 1_000_000, Map.of("http.route", "/a", "code", 200)).toBuilder()
            .addExemplars(exemplar(1, 150, Map.of("user", "x")))
            .build();
    return new Metric[] {
      described(sum("http.requests", CUMULATIVE, true, requests), "{request}", "Requests served"),
      described(gauge("queue.size", whole(0, 200, 7, Map.of())), "{item}", "Waiting \"now\"\\\n"),
      described(sum("pool.used", CUMULATIVE, false, whole(0, 0, -3, Map.of())), "By", "Taken"),
      described(gauge("cpu.use", 0.25), "1", "Share of the time"),
      described(
          histogram(
              "http.duration",
              CUMULATIVE,
              buckets(100, 200, 3.5, List.of(0.5, 1.0, 10.0), List.of(2L, 1L, 1L, 0L))
                  .addExemplars(exemplar(0.25, 150, Map.of()))
                  .addExemplars(exemplar(0.4, 160, Map.of()))
                  .addExemplars(exemplar(7, 170, Map.of()))),
          "s",
          "Time to answer"),
      described(
          exponential("rpc.size", CUMULATIVE, exponential(100, 200, 0, 1, List.of(1L, 0L, 2L))),
          "By",
          "Size of calls"),
      described(summary("gc.pause", 100, 200, Map.of(0.5, 0.125, 1.0, 2.0)), "s", "Pauses"),
    };
  }
}
