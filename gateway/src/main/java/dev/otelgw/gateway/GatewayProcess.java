package dev.otelgw.gateway;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Telemetry;
import dev.otelgw.gateway.health.HealthCheckConfig;
import dev.otelgw.gateway.health.HealthServer;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.gateway.telemetry.GatewayTelemetry;
import dev.otelgw.gateway.telemetry.MetricsEndpoint;
import dev.otelgw.gateway.telemetry.ServiceIdentity;
import dev.otelgw.gateway.wiring.Gateway;
import dev.otelgw.gateway.wiring.Surroundings;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway with what is around it: own metrics, health, and the order of their lives. */
final class GatewayProcess implements AutoCloseable, Host {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayProcess.class);

  private final GatewayTelemetry telemetry;
  private final Gateway gateway;
  private final List<Component> extensions = new ArrayList<>();
  private final List<Component> started = new ArrayList<>();
  private final List<MetricsEndpoint> endpoints;
  private volatile Phase phase = Phase.STARTING;

  /** Makes everything and opens nothing. */
  GatewayProcess(Configuration configuration, Duration drainTimeout) {
    Clock clock = Clock.SYSTEM;
    Telemetry own = configuration.service().telemetry();
    telemetry = new GatewayTelemetry(identity(own), clock);
    // Half of the heap for telemetry; the rest is for decoding, compressing and the program itself.
    Memory memory = new Memory(Runtime.getRuntime().maxMemory() / 2);
    telemetry.memory(memory);
    Surroundings surroundings =
        new Surroundings(telemetry::observer, clock, memory, Product.userAgent(), drainTimeout);
    gateway = new Gateway(configuration, Plan.of(configuration), surroundings);
    telemetry.deliveries(this::deliveries);
    for (ComponentId id : configuration.service().extensions()) {
      extensions.add(extension(configuration.component(id), surroundings));
    }
    if (extensions.stream().noneMatch(HealthServer.class::isInstance)) {
      extensions.add(new HealthServer(new HealthCheckConfig(), this, clock));
    }
    endpoints =
        own.readers().stream().map(reader -> new MetricsEndpoint(reader, telemetry)).toList();
  }

  private <C extends Record> Component extension(Configured<C> configured, Surroundings around) {
    return ((ExtensionFactory<C>) configured.factory())
        .create(configured.config(), this, around.context(configured.id()));
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
    extensions.forEach(this::start);
    endpoints.forEach(this::start);
    gateway.start();
    phase = Phase.RUNNING;
    LOG.info("{} is ready", Product.userAgent());
  }

  private void start(Component component) {
    component.start();
    started.add(component);
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
    started.reversed().forEach(Component::close);
    started.clear();
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
  public List<DeliveryStatus> deliveries() {
    return gateway.deliveries();
  }
}
