package dev.otelgw.services.devstack.overhead;

import java.util.Arrays;
import java.util.Random;

/**
 * Ratios of pairs of blocks, each pair in the same round: their median, and an interval of 95 % for
 * it by the bootstrap over pairs.
 *
 * @param median of the ratios
 * @param low end of the interval
 * @param high end of the interval
 */
record Ratios(double median, double low, double high) {

  private static final int RESAMPLES = 10_000;

  /** The same figures give the same interval. */
  private static final long SEED = 20_261_121;

  static Ratios of(double[] ratios) {
    Random random = new Random(SEED);
    double[] medians = new double[RESAMPLES];
    double[] sample = new double[ratios.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = ratios[random.nextInt(ratios.length)];
      }
      medians[i] = median(sample);
    }
    Arrays.sort(medians);
    return new Ratios(
        median(ratios), medians[(int) (RESAMPLES * 0.025)], medians[(int) (RESAMPLES * 0.975) - 1]);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** As a change in per cent. */
  @Override
  public String toString() {
    return "%+.1f %% (%+.1f to %+.1f)"
        .formatted((median - 1) * 100, (low - 1) * 100, (high - 1) * 100);
  }
}
