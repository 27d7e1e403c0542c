package dev.otelgw.gateway.config;

import dev.otelgw.gateway.telemetry.PrometheusReader;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of {@code service.telemetry.metrics}. */
record MetricsSection(
    @Setting("How much to measure; none serves nothing.") Telemetry.MetricsLevel level,
    @Setting("Where to serve: host:port. The old form of readers.") @Nullable String address,
    @Setting("Where to serve: readers with pull.exporter.prometheus.")
        @Nullable List<Reader> readers,
    @Setting("all metrics are served as they are") Ignored views)
    implements Checked {

  MetricsSection() {
    this(Telemetry.MetricsLevel.NORMAL, null, null, new Ignored());
  }

  @Override
  public void check(Problems problems) {
    if (address != null && at(address).isEmpty()) {
      problems.error(
          "address", "must be host:port such as localhost:8888, was \"" + address + "\"");
    }
  }

  /** Where to serve; empty for nowhere. */
  List<PrometheusReader> prometheus() {
    if (level == Telemetry.MetricsLevel.NONE) {
      return List.of();
    }
    if (readers != null) {
      return readers.stream().flatMap(reader -> reader.prometheus().stream()).toList();
    }
    return address == null
        ? List.of(PrometheusReader.unconfigured())
        : at(address).stream().toList();
  }

  /** As Go reads an address: without a host it means all interfaces. */
  private static Optional<PrometheusReader> at(String address) {
    int colon = address.lastIndexOf(':');
    Optional<Long> port = Scalars.whole(address.substring(colon + 1));
    if (colon < 0 || port.isEmpty() || port.get() < 0 || port.get() > 65_535) {
      return Optional.empty();
    }
    String host = address.substring(0, colon).replace("[", "").replace("]", "");
    return Optional.of(
        new PrometheusReader(
            host.isEmpty() ? "0.0.0.0" : host, port.get().intValue(), true, true, true));
  }

  record Reader(
      @Setting("Served for scraping.") @Nullable Pull pull,
      @Setting("own metrics are scraped, not pushed") Ignored periodic) {

    Reader() {
      this(null, new Ignored());
    }

    Optional<PrometheusReader> prometheus() {
      return Optional.ofNullable(pull)
          .flatMap(p -> Optional.ofNullable(p.exporter().prometheus()))
          .map(Prometheus::reader);
    }
  }

  record Pull(@Setting("What serves the metrics.") PullExporter exporter) {

    Pull() {
      this(new PullExporter(null));
    }
  }

  record PullExporter(
      @Setting("Prometheus and OpenMetrics text.") @Nullable Prometheus prometheus) {

    PullExporter() {
      this(null);
    }
  }

  /** The keys of {@link PrometheusReader}, and those of the Collector's that have no effect. */
  record Prometheus(
      @Setting("Name or address to listen on.") String host,
      @Setting(value = "Port to listen on; 0 for any free one.", min = 0, max = 65_535) int port,
      @Setting("Leave the scope labels out. There are none, so both values mean the same.")
          boolean withoutScopeInfo,
      @Setting("Show counters of the Collector's names without _total.") boolean withoutTypeSuffix,
      @Setting("Show the Collector's names without their unit, where the unit was added to them.")
          boolean withoutUnits,
      @Setting("see without_type_suffix and without_units") Ignored translationStrategy,
      @Setting("target_info carries the resource") Ignored withResourceConstantLabels) {

    Prometheus() {
      this("localhost", 8888, false, false, false, new Ignored(), new Ignored());
    }

    PrometheusReader reader() {
      return new PrometheusReader(host, port, withoutScopeInfo, withoutTypeSuffix, withoutUnits);
    }
  }
}
