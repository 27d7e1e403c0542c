package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.Telemetry;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Random;

/** Random requests of which most points are mended so far that they can be shown. */
final class RandomMetrics {

  private final Random random;

  private RandomMetrics(Random random) {
    this.random = random;
  }

  static Batch batch(Random random) {
    ExportMetricsServiceRequest.Builder request =
        ((ExportMetricsServiceRequest) RandomOtlp.request(Signal.METRICS, random)).toBuilder();
    RandomMetrics mender = new RandomMetrics(random);
    request
        .getResourceMetricsBuilderList()
        .forEach(resource ->
            resource
                .getScopeMetricsBuilderList()
                .forEach(scope -> scope.getMetricsBuilderList().forEach(mender::mend)));
    return Telemetry.batch(Signal.METRICS, request.build());
  }

  private void mend(Metric.Builder metric) {
    if (random.nextInt(5) == 0) {
      return;
    }
    // Few enough names that they meet each other.
    String type = metric.getDataCase().name();
    metric.setName(type + random.nextInt(8) + (random.nextInt(20) == 0 ? ".count" : ""));
    switch (metric.getDataCase()) {
      case GAUGE -> mend(metric.getGaugeBuilder());
      case SUM -> mend(metric.getSumBuilder());
      case HISTOGRAM -> mend(metric.getHistogramBuilder());
      case EXPONENTIAL_HISTOGRAM -> mend(metric.getExponentialHistogramBuilder());
      case SUMMARY -> mend(metric.getSummaryBuilder());
      case DATA_NOT_SET -> {}
    }
  }

  private void mend(Gauge.Builder gauge) {
    gauge.getDataPointsBuilderList().forEach(point -> point.setFlags(0));
  }

  private void mend(Sum.Builder sum) {
    sum.setAggregationTemporality(random.nextBoolean() ? Samples.CUMULATIVE : Samples.DELTA);
    sum.setIsMonotonic(random.nextInt(4) > 0);
    sum.getDataPointsBuilderList().forEach(point -> point.setFlags(0));
  }

  private void mend(Histogram.Builder histogram) {
    histogram.setAggregationTemporality(random.nextBoolean() ? Samples.CUMULATIVE : Samples.DELTA);
    for (HistogramDataPoint.Builder point : histogram.getDataPointsBuilderList()) {
      List<Double> bounds =
          random.doubles(random.nextInt(4), -2, 1e7).sorted().distinct().boxed().toList();
      point
          .setFlags(0)
          .clearExplicitBounds()
          .addAllExplicitBounds(bounds)
          .clearBucketCounts()
          .addAllBucketCounts(random.longs(bounds.size() + 1, 0, 1000).boxed().toList());
    }
  }

  private void mend(ExponentialHistogram.Builder histogram) {
    histogram.setAggregationTemporality(random.nextBoolean() ? Samples.CUMULATIVE : Samples.DELTA);
    for (ExponentialHistogramDataPoint.Builder point : histogram.getDataPointsBuilderList()) {
      point.setFlags(0).setScale(random.nextInt(-4, 21)).setZeroCount(random.nextInt(10));
      mend(point.getPositiveBuilder());
      mend(point.getNegativeBuilder());
    }
  }

  private void mend(ExponentialHistogramDataPoint.Buckets.Builder buckets) {
    buckets
        .setOffset(random.nextInt(-1000, 1000))
        .clearBucketCounts()
        .addAllBucketCounts(random.longs(random.nextInt(200), 0, 5).boxed().toList());
  }

  private void mend(Summary.Builder summary) {
    for (SummaryDataPoint.Builder point : summary.getDataPointsBuilderList()) {
      point.setFlags(0);
      for (int i = 0; i < point.getQuantileValuesCount(); i++) {
        point.getQuantileValuesBuilder(i).setQuantile((i + 1) / 4.0);
      }
    }
  }
}
