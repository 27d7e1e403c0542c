package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Point.ExponentialPoint;

/** Brings exponential histograms to scales that Prometheus has, and adds them. Stateless. */
final class Exponentials {

  /** Twice what an SDK gives by default: what is more is made coarser, as an SDK does it. */
  private static final int MOST_BUCKETS = 320;

  private Exponentials() {}

  /** At most as fine as Prometheus takes it, and with a bounded number of buckets. */
  static ExponentialPoint limited(ExponentialPoint point) throws Unusable {
    int steps = Math.max(0, point.scale() - Points.FINEST);
    return joined(point, new Sides(point, steps), new Sides(Buckets.NONE, Buckets.NONE));
  }

  /** The delta added to what was there before. */
  static ExponentialPoint plus(ExponentialPoint before, ExponentialPoint delta) throws Unusable {
    int scale = Math.min(before.scale(), delta.scale());
    ExponentialPoint sum =
        new ExponentialPoint(
            before.start(),
            delta.time(),
            scale,
            before.zeroCount() + delta.zeroCount(),
            Math.max(before.zeroThreshold(), delta.zeroThreshold()),
            Buckets.NONE,
            Buckets.NONE,
            before.sum() + delta.sum(),
            delta.exemplars());
    return joined(
        sum, new Sides(before, before.scale() - scale), new Sides(delta, delta.scale() - scale));
  }

  /** Both sides of a histogram. */
  private record Sides(Buckets positive, Buckets negative) {

    Sides(ExponentialPoint point, int steps) {
      this(point.positive().coarser(steps), point.negative().coarser(steps));
    }

    Sides coarser(int steps) {
      return new Sides(positive.coarser(steps), negative.coarser(steps));
    }

    boolean fits(Sides other) {
      return positive.span(other.positive) <= MOST_BUCKETS
          && negative.span(other.negative) <= MOST_BUCKETS;
    }
  }

  /** As {@code point}, with these buckets; they are joined when they are known to be few enough. */
  private static ExponentialPoint joined(ExponentialPoint point, Sides one, Sides other)
      throws Unusable {
    int scale = Math.min(point.scale(), Points.FINEST);
    int steps = 0;
    while (!one.coarser(steps).fits(other.coarser(steps))) {
      steps++;
      if (scale - steps < Points.COARSEST) {
        throw new Unusable("it has more than %d buckets".formatted(MOST_BUCKETS));
      }
    }
    Sides left = one.coarser(steps);
    Sides right = other.coarser(steps);
    return new ExponentialPoint(
        point.start(),
        point.time(),
        scale - steps,
        point.zeroCount(),
        point.zeroThreshold(),
        left.positive.plus(right.positive),
        left.negative.plus(right.negative),
        point.sum(),
        point.exemplars());
  }
}
