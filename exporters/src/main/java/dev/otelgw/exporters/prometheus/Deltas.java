package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Point.ExponentialPoint;
import dev.otelgw.exporters.prometheus.Point.HistogramPoint;
import dev.otelgw.exporters.prometheus.Point.InfoPoint;
import dev.otelgw.exporters.prometheus.Point.NumberPoint;
import dev.otelgw.exporters.prometheus.Point.SummaryPoint;
import java.util.Arrays;

/**
 * Makes cumulative points of deltas. What has been counted already is not counted again; a gap
 * between two deltas is no reset, since what lies before it has happened all the same. Stateless.
 */
final class Deltas {

  private Deltas() {}

  /**
   * The sum of what there was and a delta.
   *
   * @throws Unusable if the delta tells of a time that has been counted already
   */
  static Point plus(Point before, Point delta) throws Unusable {
    boolean ordered = delta.start() == 0 || before.time() == 0 || delta.start() >= before.time();
    if (!ordered || (delta.time() <= before.time() && delta.time() > 0)) {
      throw new Unusable("it is a delta of a time that has been counted already");
    }
    return switch (delta) {
      case NumberPoint number when before instanceof NumberPoint old ->
          new NumberPoint(
              old.start(), number.time(), sum(old.value(), number.value()), number.exemplar());
      case HistogramPoint histogram when before instanceof HistogramPoint old ->
          Arrays.equals(old.bounds(), histogram.bounds()) ? plus(old, histogram) : histogram;
      case ExponentialPoint exponential when before instanceof ExponentialPoint old ->
          Exponentials.plus(old, exponential);
      case NumberPoint _, HistogramPoint _, ExponentialPoint _, SummaryPoint _, InfoPoint _ ->
          delta;
    };
  }

  private static Number sum(Number before, Number delta) {
    if (before instanceof Long whole && delta instanceof Long more) {
      long sum = whole + more;
      // Overflow, by the signs (Hacker's Delight, 2-13): a double goes on.
      if (((whole ^ sum) & (more ^ sum)) >= 0) {
        return sum;
      }
    }
    return before.doubleValue() + delta.doubleValue();
  }

  private static HistogramPoint plus(HistogramPoint before, HistogramPoint delta) {
    long[] counts = before.counts().clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += delta.counts()[i];
    }
    return new HistogramPoint(
        before.start(),
        delta.time(),
        before.bounds(),
        counts,
        before.sum() + delta.sum(),
        delta.exemplars());
  }
}
