package dev.otelgw.gateway.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Makes meters. Names are given as Prometheus shows them, without {@code _total}. Thread-safe.
 *
 * <p>Whoever counts keeps the {@link LongAdder}: it is exact, and threads that count at once do not
 * wait for each other.
 */
final class Meters {

  private final MeterRegistry registry;
  private final ConcurrentMap<Meter.Id, LongAdder> counters = new ConcurrentHashMap<>();

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The counter of that name and labels; the same one each time. */
  LongAdder counter(String name, String help, Tags labels) {
    Meter.Id id = new Meter.Id(name, labels, null, help, Meter.Type.COUNTER);
    return counters.computeIfAbsent(
        id,
        _ -> {
          LongAdder count = new LongAdder();
          FunctionCounter.builder(name, count, LongAdder::doubleValue)
              .description(help)
              .tags(labels)
              .register(registry);
          return count;
        });
  }

  /**
   * A number read at each scrape. One of the same name and labels that was there before is
   * forgotten: after a reload it would go on telling of a queue that is gone.
   */
  synchronized void gauge(String name, String help, Tags labels, DoubleSupplier value) {
    Meter.Id id = new Meter.Id(name, labels, null, help, Meter.Type.GAUGE);
    registry.remove(id);
    Gauge.builder(name, value, DoubleSupplier::getAsDouble)
        .description(help)
        .tags(labels)
        .strongReference(true)
        .register(registry);
  }

  /** A histogram with these upper bounds. */
  DistributionSummary histogram(String name, String help, Tags labels, double[] bounds) {
    return DistributionSummary.builder(name)
        .description(help)
        .tags(labels)
        .serviceLevelObjectives(bounds)
        .register(registry);
  }
}
