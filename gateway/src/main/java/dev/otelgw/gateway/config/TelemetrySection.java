package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of {@code service.telemetry}, those included that are let through without effect. */
record TelemetrySection(
    @Setting("The gateway's own log, on standard error.") Logs logs,
    @Setting("The gateway's own metrics.") Metrics metrics,
    @Setting("the gateway does not trace itself") Ignored traces,
    @Setting("own metrics carry no resource") Ignored resource) {

  TelemetrySection() {
    this(new Logs(), new Metrics(), new Ignored(), new Ignored());
  }

  record Logs(
      @Setting("The least severe line to write.") Telemetry.LogLevel level,
      @Setting("console for people, json for machines.") Telemetry.LogEncoding encoding,
      @Setting("there is one mode") Ignored development,
      @Setting("lines name no source file") Ignored disableCaller,
      @Setting("stack traces are for bugs only") Ignored disableStacktrace,
      @Setting("repeated lines are counted, not sampled") Ignored sampling,
      @Setting("logs go to standard error") Ignored outputPaths,
      @Setting("logs go to standard error") Ignored errorOutputPaths,
      @Setting("lines have fixed fields") Ignored initialFields,
      @Setting("logs go to standard error") Ignored processors) {

    Logs() {
      this(
          Telemetry.LogLevel.INFO,
          Telemetry.LogEncoding.CONSOLE,
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored());
    }
  }

  record Metrics(
      @Setting("How much to measure; none serves nothing.") Telemetry.MetricsLevel level,
      @Setting("Where to serve: host:port. The old form of readers.") @Nullable String address,
      @Setting("Where to serve: one reader with pull.exporter.prometheus.")
          @Nullable List<Reader> readers,
      @Setting("all metrics are served as they are") Ignored views)
      implements Checked {

    Metrics() {
      this(Telemetry.MetricsLevel.NORMAL, null, null, new Ignored());
    }

    @Override
    public void check(Problems problems) {
      if (address != null && endpoint(address).isEmpty()) {
        problems.error(
            "address", "must be host:port such as localhost:8888, was \"" + address + "\"");
      }
      if (readers != null && readers.stream().filter(r -> r.prometheus().isPresent()).count() > 1) {
        problems.warning("readers", "only the first Prometheus reader is served");
      }
    }

    /** Where to serve; empty for nowhere. */
    Optional<Telemetry.Endpoint> prometheus() {
      if (level == Telemetry.MetricsLevel.NONE) {
        return Optional.empty();
      }
      if (readers != null) {
        return readers.stream().flatMap(reader -> reader.prometheus().stream()).findFirst();
      }
      return endpoint(address == null ? "localhost:8888" : address);
    }

    /** As Go reads an address: without a host it means all interfaces. */
    private static Optional<Telemetry.Endpoint> endpoint(String address) {
      int colon = address.lastIndexOf(':');
      Optional<Long> port = Scalars.whole(address.substring(colon + 1));
      if (colon < 0 || port.isEmpty() || port.get() < 0 || port.get() > 65535) {
        return Optional.empty();
      }
      String host = address.substring(0, colon).replace("[", "").replace("]", "");
      return Optional.of(
          new Telemetry.Endpoint(host.isEmpty() ? "0.0.0.0" : host, port.get().intValue()));
    }
  }

  record Reader(
      @Setting("Served for scraping.") @Nullable Pull pull,
      @Setting("own metrics are scraped, not pushed; scrape them and export them by a pipeline")
          Ignored periodic) {

    Reader() {
      this(null, new Ignored());
    }

    Optional<Telemetry.Endpoint> prometheus() {
      return Optional.ofNullable(pull)
          .flatMap(p -> Optional.ofNullable(p.exporter().prometheus()))
          .map(p -> new Telemetry.Endpoint(p.host(), p.port()));
    }
  }

  record Pull(@Setting("What serves the metrics.") PullExporter exporter) {

    Pull() {
      this(new PullExporter());
    }
  }

  record PullExporter(
      @Setting("Prometheus and OpenMetrics text.") @Nullable Prometheus prometheus) {

    PullExporter() {
      this(null);
    }
  }

  record Prometheus(
      @Setting("Address to listen on.") String host,
      @Setting(value = "Port to listen on; 0 for any free one.", min = 0, max = 65535) int port,
      @Setting("scope labels are never added") Ignored withoutScopeInfo,
      @Setting("names are those of the Collector's dashboards") Ignored withoutTypeSuffix,
      @Setting("names are those of the Collector's dashboards") Ignored withoutUnits,
      @Setting("names are those of the Collector's dashboards") Ignored translationStrategy,
      @Setting("own metrics carry no resource") Ignored withResourceConstantLabels) {

    Prometheus() {
      this(
          "localhost",
          8888,
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored(),
          new Ignored());
    }
  }
}
