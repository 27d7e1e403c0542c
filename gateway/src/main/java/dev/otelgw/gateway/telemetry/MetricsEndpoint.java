package dev.otelgw.gateway.telemetry;

import dev.otelgw.gateway.http.LocalServer;
import dev.otelgw.gateway.http.Reply;
import dev.otelgw.pipeline.Component;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;

/** Serves {@code /metrics} for one reader, as Prometheus text or OpenMetrics. */
public final class MetricsEndpoint implements Component {

  private static final String SETTING =
      "service.telemetry.metrics.readers[].pull.exporter.prometheus.host and .port";

  private final GatewayTelemetry telemetry;
  private final Exposition exposition;
  private final LocalServer server;

  /** Opens nothing yet. */
  public MetricsEndpoint(PrometheusReader reader, GatewayTelemetry telemetry) {
    this.telemetry = telemetry;
    this.exposition = new Exposition(reader.withoutTypeSuffix(), reader.withoutUnits());
    this.server =
        new LocalServer(
            "metrics", reader.host(), reader.port(), SETTING, Map.of("/metrics", this::metrics));
  }

  @Override
  public void start() {
    server.start();
  }

  /** The port that is listened on; -1 while nothing is. */
  public int port() {
    return server.port();
  }

  private Reply metrics(String accept) {
    MetricSnapshots snapshots = telemetry.snapshots();
    String contentType = exposition.contentType(accept);
    String body =
        contentType.equals(Exposition.OPEN_METRICS)
            ? exposition.openMetrics(snapshots)
            : exposition.text(snapshots);
    return new Reply(200, contentType, body);
  }

  @Override
  public void close() {
    server.close();
  }
}
