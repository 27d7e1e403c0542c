package dev.otelgw.bench.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of durations: each power of two is cut into 128 equal buckets, so a value is known to
 * better than 0.8 %. Safe for use by several threads.
 */
final class Latency {

  private static final int SUB_BITS = 7;
  private static final int SUB = 1 << SUB_BITS;

  private final AtomicLongArray buckets = new AtomicLongArray((Long.SIZE - SUB_BITS) * SUB);
  private final AtomicLong max = new AtomicLong();

  /** Records one duration; a negative one counts as zero. */
  void record(long nanos) {
    long value = Math.max(0, nanos);
    buckets.incrementAndGet(index(value));
    max.accumulateAndGet(value, Math::max);
  }

  /** The percentiles of what was recorded so far. */
  Report.Percentiles percentiles() {
    return new Report.Percentiles(
        millis(quantile(0.5)),
        millis(quantile(0.9)),
        millis(quantile(0.99)),
        millis(quantile(0.999)),
        millis(max.get()));
  }

  /**
   * The nanoseconds that a share of the recorded values does not exceed; never above the maximum.
   */
  long quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * count()));
    long seen = 0;
    for (int index = 0; index < buckets.length(); index++) {
      seen += buckets.get(index);
      if (seen >= wanted) {
        return Math.min(highest(index), max.get());
      }
    }
    return 0;
  }

  private long count() {
    long count = 0;
    for (int index = 0; index < buckets.length(); index++) {
      count += buckets.get(index);
    }
    return count;
  }

  private static double millis(long nanos) {
    return (double) nanos / Duration.ofMillis(1).toNanos();
  }

  private static int index(long value) {
    int exponent = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BITS - 1);
    return exponent * SUB + (int) (value >>> exponent);
  }

  private static long highest(int index) {
    int exponent = Math.max(0, index / SUB - 1);
    long sub = index - (long) exponent * SUB;
    return ((sub + 1) << exponent) - 1;
  }
}
