package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Point.ExponentialPoint;
import dev.otelgw.exporters.prometheus.Point.HistogramPoint;
import dev.otelgw.exporters.prometheus.Point.NumberPoint;
import dev.otelgw.exporters.prometheus.Point.SummaryPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads data points of OTLP, and refuses what Prometheus could not take. Stateless. */
final class Points {

  /** Prometheus' schemas (its documentation of native histograms). */
  static final int FINEST = 8;

  static final int COARSEST = -4;

  /** More buckets would make every scrape large. */
  private static final int MOST_BUCKETS = 1000;

  /** What the specification says where a point does not. */
  private static final double ZERO_THRESHOLD = 1e-128;

  /** Beyond what doubles need at the finest scale of OTLP (20), and short of where ints end. */
  private static final int FARTHEST_OFFSET = 1_200_000_000;

  private Points() {}

  static NumberPoint number(NumberDataPoint point, boolean counter, LabelMaker labels)
      throws Unusable {
    Number value =
        switch (point.getValueCase()) {
          case AS_INT -> (Number) point.getAsInt();
          case AS_DOUBLE -> (Number) point.getAsDouble();
          case VALUE_NOT_SET -> throw new Unusable("it has no value");
        };
    return new NumberPoint(
        time(point.getStartTimeUnixNano()),
        time(point.getTimeUnixNano()),
        value,
        counter ? Exemplar.newest(point.getExemplarsList(), labels) : null);
  }

  static HistogramPoint histogram(HistogramDataPoint point, LabelMaker labels) throws Unusable {
    double[] bounds = point.getExplicitBoundsList().stream().mapToDouble(d -> d).toArray();
    long[] counts = point.getBucketCountsList().stream().mapToLong(n -> n).toArray();
    if (counts.length == 0) {
      bounds = new double[0];
      counts = new long[] {point.getCount()};
    }
    if (counts.length != bounds.length + 1) {
      throw new Unusable(
          "it has %d bucket counts for %d bounds".formatted(counts.length, bounds.length));
    }
    if (counts.length > MOST_BUCKETS) {
      throw new Unusable("it has %d buckets, limit %d".formatted(counts.length, MOST_BUCKETS));
    }
    checkCounts(counts);
    checkRising("bounds", bounds);
    if (bounds.length > 0 && bounds[bounds.length - 1] == Double.POSITIVE_INFINITY) {
      counts[counts.length - 2] += counts[counts.length - 1];
      counts = Arrays.copyOf(counts, counts.length - 1);
      bounds = Arrays.copyOf(bounds, bounds.length - 1);
    }
    return new HistogramPoint(
        time(point.getStartTimeUnixNano()),
        time(point.getTimeUnixNano()),
        bounds,
        counts,
        point.hasSum() ? point.getSum() : Double.NaN,
        Exemplar.ofBuckets(bounds, point.getExemplarsList(), labels));
  }

  private static void checkRising(String what, double[] bounds) throws Unusable {
    for (int i = 0; i < bounds.length; i++) {
      if (Double.isNaN(bounds[i]) || (i > 0 && !(bounds[i - 1] < bounds[i]))) {
        throw new Unusable("its %s do not rise".formatted(what));
      }
    }
  }

  /** Below what a double holds exactly, so that their sum can be no nonsense either. */
  private static void checkCounts(long... counts) throws Unusable {
    for (long count : counts) {
      if (count < 0 || count > 1L << 53) {
        throw new Unusable("it counts %s in a bucket".formatted(Numbers.count(count)));
      }
    }
  }

  static ExponentialPoint exponential(ExponentialHistogramDataPoint point, LabelMaker labels)
      throws Unusable {
    if (point.getScale() < COARSEST) {
      throw new Unusable(
          "its scale is %d; Prometheus has none below %d".formatted(point.getScale(), COARSEST));
    }
    checkCounts(point.getZeroCount());
    Buckets positive = buckets(point.getPositive());
    Buckets negative = buckets(point.getNegative());
    double threshold = point.getZeroThreshold();
    return Exponentials.limited(
        new ExponentialPoint(
            time(point.getStartTimeUnixNano()),
            time(point.getTimeUnixNano()),
            point.getScale(),
            point.getZeroCount(),
            threshold > 0 && Double.isFinite(threshold) ? threshold : ZERO_THRESHOLD,
            positive,
            negative,
            point.hasSum() ? point.getSum() : Double.NaN,
            Exemplar.newestOf(point.getExemplarsList(), labels)));
  }

  private static Buckets buckets(ExponentialHistogramDataPoint.Buckets buckets) throws Unusable {
    if (Math.abs((long) buckets.getOffset()) > FARTHEST_OFFSET) {
      throw new Unusable("its buckets begin at %d".formatted(buckets.getOffset()));
    }
    long[] counts = buckets.getBucketCountsList().stream().mapToLong(n -> n).toArray();
    checkCounts(counts);
    return Buckets.of(buckets.getOffset(), counts);
  }

  static SummaryPoint summary(SummaryDataPoint point) throws Unusable {
    List<ValueAtQuantile> values =
        point.getQuantileValuesList().stream()
            .sorted(Comparator.comparingDouble(ValueAtQuantile::getQuantile))
            .toList();
    if (values.size() > MOST_BUCKETS) {
      throw new Unusable("it has %d quantiles, limit %d".formatted(values.size(), MOST_BUCKETS));
    }
    double[] quantiles = values.stream().mapToDouble(ValueAtQuantile::getQuantile).toArray();
    for (int i = 0; i < quantiles.length; i++) {
      // One + 0.0 makes of the two zeros one.
      quantiles[i] += 0.0;
      if (!(quantiles[i] >= 0 && quantiles[i] <= 1)) {
        throw new Unusable("it has the quantile %s".formatted(Numbers.plain(quantiles[i])));
      }
    }
    checkRising("quantiles", quantiles);
    return new SummaryPoint(
        time(point.getStartTimeUnixNano()),
        time(point.getTimeUnixNano()),
        point.getCount(),
        point.getSum(),
        quantiles,
        values.stream().mapToDouble(ValueAtQuantile::getValue).toArray());
  }

  /** OTLP's times have no sign; what would be after the year 2262 is not known. */
  private static long time(long nanos) {
    return Math.max(0, nanos);
  }
}
