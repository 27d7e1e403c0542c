package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.config.Setting;

/**
 * One Prometheus pull reader: {@code service.telemetry.metrics.readers[].pull.exporter.prometheus}.
 *
 * <p>The Collector shows its metrics without suffixes in the reader that it has when none is
 * configured, and with them in one that is (its pull request 12458); so does this.
 */
public record PrometheusReader(
    @Setting("Name or address to listen on.") String host,
    @Setting(value = "Port to listen on.", min = 0, max = 65_535) int port,
    @Setting("Leave the scope labels out. There are none here, so both values mean the same.")
        boolean withoutScopeInfo,
    @Setting("Show counters of the Collector's names without _total.") boolean withoutTypeSuffix,
    @Setting("Show the Collector's names without their unit, where the unit was added to them.")
        boolean withoutUnits) {

  /** What a reader has that the user configures. */
  public PrometheusReader() {
    this("localhost", 8888, false, false, false);
  }

  /** The reader that is there when none is configured. */
  public static PrometheusReader unconfigured() {
    return new PrometheusReader("localhost", 8888, true, true, true);
  }
}
