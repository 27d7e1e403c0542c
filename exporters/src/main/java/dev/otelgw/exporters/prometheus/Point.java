package dev.otelgw.exporters.prometheus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest value of a series, cumulative. Immutable; arrays are not changed any more. */
@SuppressWarnings("ArrayRecordComponent") // Points are never compared, and there are many of them.
sealed interface Point {

  /** Since when it counts, in nanoseconds since 1970; 0: not known. */
  long start();

  /** Of when it is, in nanoseconds since 1970; 0: not known. */
  long time();

  /** About what it takes of the heap. */
  int bytes();

  /** Of a gauge or a counter: a Long or a Double. */
  record NumberPoint(long start, long time, Number value, @Nullable Exemplar exemplar)
      implements Point {
    @Override
    public int bytes() {
      return 64 + (exemplar == null ? 0 : exemplar.bytes());
    }
  }

  /**
   * Of a histogram with explicit buckets.
   *
   * @param bounds upper ones, rising, finite
   * @param counts of each bucket alone, one more than bounds
   * @param sum NaN where nobody knows it
   * @param exemplars one for each bucket, null where there is none; or none at all
   */
  record HistogramPoint(
      long start,
      long time,
      double[] bounds,
      long[] counts,
      double sum,
      List<@Nullable Exemplar> exemplars)
      implements Point {

    long count() {
      long count = 0;
      for (long bucket : counts) {
        count += bucket;
      }
      return count;
    }

    @Override
    public int bytes() {
      return 120 + 16 * counts.length + Exemplar.bytes(exemplars);
    }
  }

  /**
   * Of an exponential histogram.
   *
   * @param scale -4 to 8, as Prometheus has its schemas
   * @param sum NaN where nobody knows it
   */
  record ExponentialPoint(
      long start,
      long time,
      int scale,
      long zeroCount,
      double zeroThreshold,
      Buckets positive,
      Buckets negative,
      double sum,
      List<Exemplar> exemplars)
      implements Point {

    long count() {
      return zeroCount + positive.count() + negative.count();
    }

    @Override
    public int bytes() {
      return 160
          + 8 * (positive.counts().length + negative.counts().length)
          + Exemplar.bytes(exemplars);
    }
  }

  /** Of a summary; quantiles from 0 to 1, rising. */
  record SummaryPoint(
      long start, long time, long count, double sum, double[] quantiles, double[] values)
      implements Point {
    @Override
    public int bytes() {
      return 120 + 16 * quantiles.length;
    }
  }

  /** Of target_info: the labels are what it tells, and may change. */
  record InfoPoint(Labels labels) implements Point {
    @Override
    public long start() {
      return 0;
    }

    @Override
    public long time() {
      return 0;
    }

    @Override
    public int bytes() {
      return 16 + labels.bytes();
    }
  }
}
