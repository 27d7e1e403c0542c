package dev.otelgw.gateway.health;

import dev.otelgw.gateway.http.LocalServer;
import dev.otelgw.gateway.http.Reply;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Answers probes: {@code /live} says that the process runs, {@code /ready} whether telemetry is
 * being delivered, and {@code /} what the Collector's health_check extension says. Thread-safe, but
 * for start and close.
 */
public final class HealthServer implements Component {

  private final HealthCheckConfig config;
  private final Host host;
  private final Clock clock;
  private final Instant since;
  private final LocalServer server;

  /**
   * Opens nothing yet.
   *
   * @param config where to listen; its port may be 0 for any free one
   * @param host asked at each {@code /ready}
   */
  public HealthServer(HealthCheckConfig config, Host host, Clock clock) {
    this.config = config;
    this.host = host;
    this.clock = clock;
    this.since = clock.now();
    HostPort endpoint = HostPort.parse(config.endpoint());
    this.server =
        new LocalServer(
            "health",
            endpoint.host().isEmpty() ? "0.0.0.0" : endpoint.host(),
            endpoint.port(),
            "extensions.health_check.endpoint",
            Map.of(config.path(), this::status, "/live", this::live, "/ready", this::ready));
  }

  @Override
  public void start() {
    server.start();
  }

  /** The port that is listened on; -1 while nothing is. */
  public int port() {
    return server.port();
  }

  private Reply live(String accept) {
    return Reply.json(200, HealthJson.live(since, clock.now()));
  }

  private Reply status(String accept) {
    boolean well = !config.checkCollectorPipeline().enabled() || delivers();
    int status = well ? 200 : 500;
    String body = well ? config.responseBody().healthy() : config.responseBody().unhealthy();
    return body.isEmpty()
        ? Reply.json(status, HealthJson.server(well, since, clock.now()))
        : new Reply(status, "text/plain; charset=utf-8", body);
  }

  private boolean delivers() {
    return host.deliveries().stream()
        .noneMatch(delivery ->
            delivery.troubledFor().compareTo(config.checkCollectorPipeline().interval()) > 0);
  }

  private Reply ready(String accept) {
    List<DeliveryStatus> now = host.deliveries();
    Readiness readiness =
        switch (host.phase()) {
          case STARTING -> Readiness.not("the gateway is starting");
          case STOPPING -> Readiness.not("the gateway is stopping");
          case RUNNING -> Readiness.of(now);
        };
    return Reply.json(readiness.ready() ? 200 : 503, HealthJson.ready(readiness, now));
  }

  @Override
  public void close() {
    server.close();
  }
}
