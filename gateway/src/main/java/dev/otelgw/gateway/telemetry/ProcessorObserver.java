package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts for a processor. The Collector renamed the counters of its memory limiter; dashboards ask
 * for both, so both are there.
 */
final class ProcessorObserver implements Observer {

  private final Meters meters;
  private final ComponentId id;
  private final Tags labels;
  private final EnumSlots<Signal, Row> rows = new EnumSlots<>(Signal.class, Row::new);

  ProcessorObserver(Meters meters, ComponentId id) {
    this.meters = meters;
    this.id = id;
    this.labels = Tags.of("processor", id.key());
  }

  @Override
  public void accepted(Signal signal, long items) {
    rows.get(signal).accepted.forEach(counter -> counter.add(items));
  }

  @Override
  public void refused(Signal signal, long items, Reason reason) {
    rows.get(signal).refused.forEach(counter -> counter.add(items));
  }

  @Override
  public void sent(Signal signal, long items) {
    rows.get(signal).outgoing.add(items);
  }

  @Override
  public void dropped(Signal signal, long items, Reason reason) {
    rows.get(signal).dropped.add(items);
  }

  @Override
  public void gauge(String name, Signal signal, LongSupplier value) {
    meters.gauge(
        prefix() + name,
        "Reported by the processor",
        labels.and("data_type", signal.lowerName()),
        value::getAsLong);
  }

  @Override
  public void size(String name, Signal signal, long value) {
    rows.get(signal).sizes.record(name, value);
  }

  @Override
  public Observer transport(String transport) {
    return this;
  }

  private String prefix() {
    return "otelcol_processor_" + id.type() + "_";
  }

  /** The meters of one signal. */
  private final class Row {
    private final List<LongAdder> accepted;
    private final List<LongAdder> refused;
    private final LongAdder outgoing;
    private final LongAdder dropped;
    private final Sizes sizes;

    Row(Signal signal) {
      accepted = bothNames("accepted_" + signal.items(), "Items handed on into the pipeline");
      refused = bothNames("refused_" + signal.items(), "Items that the sender was told to keep");
      outgoing =
          meters.counter(
              "otelcol_processor_outgoing_items",
              "Items that left the processor",
              labels.and("otel_signal", signal.lowerName()));
      dropped =
          meters.counter(
              "otelcol_processor_dropped_" + signal.items(),
              "Items that the processor took out, as it was told to",
              labels);
      sizes = new Sizes(meters, prefix(), labels.and("data_type", signal.lowerName()));
    }

    private List<LongAdder> bothNames(String name, String help) {
      LongAdder old = meters.counter("otelcol_processor_" + name, help, labels);
      return id.type().equals("memory_limiter")
          ? List.of(old, meters.counter(prefix() + name, help, labels))
          : List.of(old);
    }
  }
}
