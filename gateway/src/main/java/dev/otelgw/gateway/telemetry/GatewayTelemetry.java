package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The gateway's own metrics: it hands an {@link Observer} to each component and keeps what they
 * count, under the names of the OpenTelemetry Collector where it has one and {@code otelgw_*} where
 * it has not. One for the life of the process, over every reload. Thread-safe.
 */
public final class GatewayTelemetry implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Meters meters = new Meters(registry);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final ConcurrentMap<ComponentId, Observer> observers = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile Supplier<List<DeliveryStatus>> deliveries = List::of;

  /** With the process and the JVM in it, and no components yet. */
  public GatewayTelemetry(ServiceIdentity identity, Clock clock) {
    this.clock = clock;
    InfoSnapshot target = targetInfo(identity);
    registry.getPrometheusRegistry().register(() -> target);
    registry.getPrometheusRegistry().register(new DeliveryMetrics(this::accounts));
    ProcessMetrics.bind(registry, meters, clock);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /**
   * The observer of a component. The same id gives the same counters, also after a reload.
   *
   * <p>Gauge names that an exporter's queue reports: {@code queue_size}, {@code queue_capacity},
   * {@code in_flight_requests}; sizes: {@code queue_batch_send_size}, {@code
   * queue_batch_send_size_bytes}.
   */
  public Observer observer(ComponentId id) {
    return observers.computeIfAbsent(id, this::create);
  }

  private Observer create(ComponentId id) {
    return switch (id.kind()) {
      case RECEIVER -> new ReceiverObserver(meters, id);
      case PROCESSOR -> new ProcessorObserver(meters, id);
      case EXPORTER -> new ExporterObserver(meters, id, clock);
      case CONNECTOR, EXTENSION -> Observer.NONE;
    };
  }

  /** Shows how much of the bound on bytes held is used. */
  public void memory(Memory memory) {
    meters.gauge(
        "otelgw_memory_held_bytes",
        "Bytes of telemetry in requests being worked on and in memory queues",
        Tags.empty(),
        memory::held);
    meters.gauge(
        "otelgw_memory_limit_bytes",
        "The bound on otelgw_memory_held_bytes; what would pass it is refused",
        Tags.empty(),
        memory::limit);
  }

  /**
   * Shows the ledger of the queues, from now on of these. Asked at each scrape.
   *
   * @param status one entry for each exporter with a queue, and signal
   */
  public void deliveries(Supplier<List<DeliveryStatus>> status) {
    deliveries = status;
  }

  /** Those of the queues, and of the exporters that have none. */
  private List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    deliveries.get().forEach(status -> accounts.add(Account.of(status)));
    List<Account> queued = List.copyOf(accounts);
    for (Observer observer : observers.values()) {
      if (observer instanceof ExporterObserver exporter) {
        for (Account account : exporter.accounts()) {
          if (queued.stream().noneMatch(account::sameAs)) {
            accounts.add(account);
          }
        }
      }
    }
    return accounts;
  }

  /** For meters of other parts of the program, in Micrometer's own terms. */
  public MeterRegistry registry() {
    return registry;
  }

  /** Everything as it is now. */
  MetricSnapshots snapshots() {
    return registry.getPrometheusRegistry().scrape();
  }

  private static InfoSnapshot targetInfo(ServiceIdentity identity) {
    Labels labels =
        Labels.of(
            "service_name", identity.name(),
            "service_version", identity.version(),
            "service_instance_id", identity.instanceId());
    return InfoSnapshot.builder()
        .name("target")
        .help("Which program, which version and which process the metrics are of")
        .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
        .build();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
