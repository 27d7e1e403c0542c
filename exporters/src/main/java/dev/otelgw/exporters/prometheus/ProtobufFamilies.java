package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Families.Shown;
import dev.otelgw.exporters.prometheus.Point.ExponentialPoint;
import dev.otelgw.exporters.prometheus.Point.HistogramPoint;
import dev.otelgw.exporters.prometheus.Point.InfoPoint;
import dev.otelgw.exporters.prometheus.Point.NumberPoint;
import dev.otelgw.exporters.prometheus.Point.SummaryPoint;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Families as delimited io.prometheus.client.MetricFamily; the numbers of the fields are those of
 * Prometheus' client_model (metrics.proto). Single-threaded.
 */
final class ProtobufFamilies {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final OutputStream out;
  private final boolean timestamps;
  private final ProtobufBuffer buffer = new ProtobufBuffer();

  ProtobufFamilies(OutputStream out, boolean timestamps) {
    this.out = out;
    this.timestamps = timestamps;
  }

  void write(Family family, List<Shown> series) throws IOException {
    buffer.text(1, family.text());
    buffer.text(2, family.help());
    buffer.uint(3, family.kind().number);
    for (Shown each : series) {
      int metric = buffer.begin(4);
      Point point = each.point();
      labels(1, point instanceof InfoPoint(Labels info) ? info : each.labels());
      value(family.kind(), point);
      if (timestamps && point.time() > 0) {
        buffer.uint(6, point.time() / NANOS_PER_MILLI);
      }
      buffer.end(metric);
    }
    if (!family.name().unit().isEmpty()) {
      buffer.text(5, family.name().unit());
    }
    buffer.writeDelimited(out);
  }

  private void labels(int field, Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      int pair = buffer.begin(field);
      buffer.text(1, labels.name(i));
      buffer.text(2, labels.value(i));
      buffer.end(pair);
    }
  }

  private void value(Kind kind, Point point) {
    switch (point) {
      case InfoPoint _ -> gauge(2, 1);
      case NumberPoint number when kind == Kind.COUNTER -> counter(number);
      case NumberPoint number -> gauge(kind == Kind.UNKNOWN ? 5 : 2, number.value().doubleValue());
      case HistogramPoint histogram -> histogram(histogram);
      case ExponentialPoint histogram -> exponential(histogram);
      case SummaryPoint summary -> summary(summary);
    }
  }

  private void gauge(int field, double value) {
    int message = buffer.begin(field);
    buffer.number(1, value);
    buffer.end(message);
  }

  private void counter(NumberPoint counter) {
    int message = buffer.begin(3);
    buffer.number(1, counter.value().doubleValue());
    exemplar(2, counter.exemplar());
    time(3, counter.start());
    buffer.end(message);
  }

  private void summary(SummaryPoint summary) {
    int message = buffer.begin(4);
    buffer.uint(1, summary.count());
    buffer.number(2, summary.sum());
    for (int i = 0; i < summary.quantiles().length; i++) {
      int quantile = buffer.begin(3);
      buffer.number(1, summary.quantiles()[i]);
      buffer.number(2, summary.values()[i]);
      buffer.end(quantile);
    }
    time(4, summary.start());
    buffer.end(message);
  }

  private void histogram(HistogramPoint histogram) {
    int message = buffer.begin(7);
    buffer.uint(1, histogram.count());
    buffer.number(2, histogram.sum());
    long count = 0;
    double[] bounds = histogram.bounds();
    for (int i = 0; i <= bounds.length; i++) {
      count += histogram.counts()[i];
      int bucket = buffer.begin(3);
      buffer.uint(1, count);
      buffer.number(2, i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY);
      exemplar(3, histogram.exemplars().isEmpty() ? null : histogram.exemplars().get(i));
      buffer.end(bucket);
    }
    time(15, histogram.start());
    buffer.end(message);
  }

  private void exponential(ExponentialPoint histogram) {
    int message = buffer.begin(7);
    buffer.uint(1, histogram.count());
    buffer.number(2, histogram.sum());
    buffer.sint(5, histogram.scale());
    buffer.number(6, histogram.zeroThreshold());
    buffer.uint(7, histogram.zeroCount());
    buckets(9, 10, histogram.negative());
    buckets(12, 13, histogram.positive());
    time(15, histogram.start());
    for (Exemplar exemplar : histogram.exemplars()) {
      exemplar(16, exemplar);
    }
    buffer.end(message);
  }

  /**
   * One span with all buckets: they are few, and empty ones between them cost a byte. Prometheus
   * counts by upper bounds, OTLP by lower ones, hence the 1.
   */
  private void buckets(int spans, int deltas, Buckets buckets) {
    if (buckets.counts().length == 0) {
      return;
    }
    int span = buffer.begin(spans);
    buffer.sint(1, buckets.offset() + 1L);
    buffer.uint(2, buckets.counts().length);
    buffer.end(span);
    long before = 0;
    for (long count : buckets.counts()) {
      buffer.sint(deltas, count - before);
      before = count;
    }
  }

  private void exemplar(int field, @Nullable Exemplar exemplar) {
    if (exemplar != null) {
      int message = buffer.begin(field);
      labels(1, exemplar.labels());
      buffer.number(2, exemplar.value());
      time(3, exemplar.time());
      buffer.end(message);
    }
  }

  /** A google.protobuf.Timestamp, where the time is known. */
  private void time(int field, long nanos) {
    if (nanos > 0) {
      int message = buffer.begin(field);
      buffer.uint(1, nanos / NANOS_PER_SECOND);
      buffer.uint(2, nanos % NANOS_PER_SECOND);
      buffer.end(message);
    }
  }
}
