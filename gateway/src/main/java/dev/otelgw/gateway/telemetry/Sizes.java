package dev.otelgw.gateway.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The histograms of one component and signal. */
final class Sizes {

  /** The Collector's bounds for numbers of items (its batch and queue metrics). */
  private static final double[] ITEMS = {
    10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000,
    9_000, 10_000, 20_000, 30_000, 50_000, 100_000
  };

  /** Fewer than the Collector's twenty-seven for bytes, at its values, up to 16 MB. */
  private static final double[] BYTES = {
    100,
    1_000,
    10_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_000_000,
    4_000_000,
    8_000_000,
    16_000_000
  };

  private final Meters meters;
  private final String prefix;
  private final Tags labels;
  private final ConcurrentMap<String, DistributionSummary> byName = new ConcurrentHashMap<>();

  Sizes(Meters meters, String prefix, Tags labels) {
    this.meters = meters;
    this.prefix = prefix;
    this.labels = labels;
  }

  void record(String name, long value) {
    DistributionSummary histogram = byName.get(name);
    if (histogram == null) {
      histogram = byName.computeIfAbsent(name, this::histogram);
    }
    histogram.record((double) value);
  }

  private DistributionSummary histogram(String name) {
    boolean bytes = name.endsWith("_bytes");
    return meters.histogram(
        prefix + name,
        bytes ? "Sizes in bytes of uncompressed protobuf" : "Sizes in items",
        labels,
        bytes ? BYTES : ITEMS);
  }
}
