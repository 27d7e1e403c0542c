package dev.otelgw.gateway.health;

import dev.otelgw.gateway.http.LocalServer;
import dev.otelgw.gateway.http.Reply;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Answers probes: {@code /live} says that the process runs, {@code /ready} whether telemetry is
 * being delivered, and {@code /} what the Collector's health_check extension says. Thread-safe, but
 * for start and close.
 */
public final class HealthServer implements Component {

  /** Where in its life the gateway is. */
  private enum Phase {
    STARTING,
    RUNNING,
    STOPPING
  }

  private final Supplier<List<DeliveryStatus>> deliveries;
  private final Clock clock;
  private final Instant since;
  private final LocalServer server;
  private volatile Phase phase = Phase.STARTING;

  /**
   * Opens nothing yet.
   *
   * @param host the name or address to listen on
   * @param port 0: any free one
   * @param deliveries asked at each {@code /ready}: one entry for each exporter and signal
   */
  public HealthServer(
      String host, int port, Supplier<List<DeliveryStatus>> deliveries, Clock clock) {
    this.deliveries = deliveries;
    this.clock = clock;
    this.since = clock.now();
    this.server =
        new LocalServer(
            "health",
            host,
            port,
            "extensions.health_check.endpoint",
            Map.of("/", this::status, "/live", this::live, "/ready", this::ready));
  }

  @Override
  public void start() {
    server.start();
  }

  /** From now on {@code /ready} depends on delivery: every component has started. */
  public void running() {
    phase = Phase.RUNNING;
  }

  /** From now on {@code /ready} says no, so that no new senders are sent here. */
  public void stopping() {
    phase = Phase.STOPPING;
  }

  /** The port that is listened on; -1 while nothing is. */
  public int port() {
    return server.port();
  }

  private Reply live(String accept) {
    return Reply.json(200, HealthJson.live(since, clock.now()));
  }

  private Reply status(String accept) {
    return Reply.json(200, HealthJson.serverAvailable(since, clock.now()));
  }

  private Reply ready(String accept) {
    List<DeliveryStatus> now = deliveries.get();
    Readiness readiness =
        switch (phase) {
          case STARTING -> Readiness.not("the gateway is starting");
          case STOPPING -> Readiness.not("the gateway is stopping");
          case RUNNING -> Readiness.of(now);
        };
    return Reply.json(readiness.ready() ? 200 : 503, HealthJson.ready(readiness, now));
  }

  @Override
  public void close() {
    phase = Phase.STOPPING;
    server.close();
  }
}
