package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Telemetry;
import dev.otelgw.gateway.health.HealthCheckConfig;
import dev.otelgw.gateway.health.HealthCheckFactory;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.gateway.telemetry.GatewayTelemetry;
import dev.otelgw.gateway.telemetry.MetricsEndpoint;
import dev.otelgw.gateway.telemetry.PrometheusReader;
import dev.otelgw.gateway.telemetry.ServiceIdentity;
import dev.otelgw.gateway.wiring.Gateway;
import dev.otelgw.gateway.wiring.Surroundings;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway with what is around it: own metrics, health, and the order of their lives. */
final class GatewayProcess implements AutoCloseable, Host {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

  private final GatewayTelemetry telemetry;
  private final Gateway gateway;
  private final Map<PrometheusReader, MetricsEndpoint> endpoints = new LinkedHashMap<>();
  private Telemetry own;
  private volatile Phase phase = Phase.STARTING;

  /** Makes everything and opens nothing. */
  GatewayProcess(Configuration configuration, Duration drainTimeout) {
    Clock clock = Clock.SYSTEM;
    own = configuration.service().telemetry();
    telemetry = new GatewayTelemetry(identity(own), clock);
    // Half of the heap for telemetry; the rest is for decoding, compressing and the program itself.
    Memory memory = new Memory(Runtime.getRuntime().maxMemory() / 2);
    telemetry.memory(memory);
    Surroundings surroundings =
        new Surroundings(
            telemetry::observer,
            clock,
            memory,
            Product.userAgent(),
            drainTimeout,
            this,
            List.of(health()));
    gateway = new Gateway(configuration, Plan.of(configuration), surroundings);
    telemetry.deliveries(this::deliveries);
  }

  /** Probes are answered even if nobody thought of configuring it. */
  private static Configured<?> health() {
    ComponentId id = new ComponentId(ComponentId.Kind.EXTENSION, "health_check", "");
    return Configured.implied(id, new HealthCheckFactory(), new HealthCheckConfig());
  }

  private static ServiceIdentity identity(Telemetry own) {
    return new ServiceIdentity(
        own.resource().getOrDefault("service.name", Product.NAME),
        own.resource().getOrDefault("service.version", Product.VERSION),
        own.resource().getOrDefault("service.instance.id", UUID.randomUUID().toString()));
  }

  /**
   * Starts everything; receivers come last.
   *
   * @throws dev.otelgw.pipeline.StartException with one line for the user
   */
  void start() {
    serve(own.readers());
    gateway.start();
    phase = Phase.RUNNING;
    LOG.info("{} is ready", Product.userAgent());
  }

  /**
   * Goes over to another configuration; see {@link Gateway#reload}. Not called beside {@link
   * #close}.
   *
   * @throws StartException with one line for the user; nothing has changed then
   */
  void reload(Configuration configuration) {
    Telemetry next = configuration.service().telemetry();
    gateway.reload(configuration, Plan.of(configuration));
    if (!next.resource().equals(own.resource())) {
      LOG.warn("service.telemetry.resource changed; that takes effect at the next start");
    }
    try {
      serve(next.readers());
    } catch (StartException e) {
      LOG.error("{}; own metrics are not served there, all else runs", e.getMessage());
    }
    own = next;
  }

  /** Serves own metrics for these readers, and for no others any more. */
  private void serve(List<PrometheusReader> readers) {
    endpoints
        .entrySet()
        .removeIf(entry -> {
          if (readers.contains(entry.getKey())) {
            return false;
          }
          entry.getValue().close();
          return true;
        });
    for (PrometheusReader reader : readers) {
      if (!endpoints.containsKey(reader)) {
        MetricsEndpoint endpoint = new MetricsEndpoint(reader, telemetry);
        endpoint.start();
        endpoints.put(reader, endpoint);
      }
    }
  }

  /** Stops in good order; own metrics and health go last, so that the end can be watched. */
  @Override
  public void close() {
    boolean ran = phase == Phase.RUNNING;
    phase = Phase.STOPPING;
    if (ran) {
      LOG.info("stopping: taking nothing more, delivering what is left");
      gateway.close();
    }
    endpoints.values().forEach(MetricsEndpoint::close);
    endpoints.clear();
    telemetry.close();
    if (ran) {
      LOG.info("stopped");
    }
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public List<Running> pipelines() {
    return gateway.pipelines();
  }

  @Override
  public List<ComponentId> extensions() {
    return gateway.extensions();
  }

  @Override
  public List<DeliveryStatus> deliveries() {
    return gateway.deliveries();
  }
}
