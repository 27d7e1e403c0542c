package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Counts for an exporter and its queue under the Collector's names. The ledger of the queue is not
 * counted here but read from the queue at one moment: see {@link DeliveryMetrics}.
 */
final class ExporterObserver implements Observer {

  private final Meters meters;
  private final Clock clock;
  private final ComponentId id;
  private final Tags labels;
  private final EnumSlots<Signal, Row> rows = new EnumSlots<>(Signal.class, Row::new);

  ExporterObserver(Meters meters, ComponentId id, Clock clock) {
    this.meters = meters;
    this.id = id;
    this.clock = clock;
    this.labels = Tags.of("exporter", id.key());
  }

  @Override
  public void accepted(Signal signal, long items) {
    // What is in the queue is queue_size; the Collector has no counter of what went into it.
  }

  @Override
  public void refused(Signal signal, long items, Reason reason) {
    Row row = rows.get(signal);
    row.enqueueFailed.add(items);
    row.refusedByReason.get(reason).add(items);
  }

  @Override
  public void sent(Signal signal, long items) {
    Row row = rows.get(signal);
    row.sent.add(items);
    row.lastSuccessMillis = clock.now().toEpochMilli();
  }

  @Override
  public void dropped(Signal signal, long items, Reason reason) {
    Row row = rows.get(signal);
    row.sendFailed.add(items);
    row.droppedByReason.get(reason).add(items);
  }

  @Override
  public void gauge(String name, Signal signal, LongSupplier value) {
    Row row = rows.get(signal);
    switch (name) {
      case "queue_size" ->
          row.gauge(
              "otelcol_exporter_queue_size",
              "What the sending queue holds, in units of its sizer",
              value::getAsLong);
      case "queue_capacity" ->
          row.gauge(
              "otelcol_exporter_queue_capacity",
              "What the sending queue can hold, in units of its sizer",
              value::getAsLong);
      case "in_flight_requests" ->
          row.gauge(
              "otelcol_exporter_in_flight_requests",
              "Requests that are under way to the backend",
              value::getAsLong);
      default -> row.gauge("otelgw_exporter_" + name, "Reported by the exporter", value::getAsLong);
    }
  }

  @Override
  public void size(String name, Signal signal, long value) {
    rows.get(signal).sizes.record(name, value);
  }

  @Override
  public Observer transport(String transport) {
    return this;
  }

  /**
   * The account of what went through, by signal, as an exporter without a queue has it: it holds
   * nothing.
   */
  List<Account> accounts() {
    return rows.made().entrySet().stream()
        .map(row ->
            Account.queueless(
                id, row.getKey(), row.getValue().sent.sum(), row.getValue().sendFailed.sum()))
        .toList();
  }

  /** The meters of one signal. */
  private final class Row {
    private final Tags byType;
    private final LongAdder sent;
    private final LongAdder sendFailed;
    private final LongAdder enqueueFailed;
    private final EnumSlots<Reason, LongAdder> droppedByReason;
    private final EnumSlots<Reason, LongAdder> refusedByReason;
    private final Sizes sizes;
    private volatile long lastSuccessMillis;

    Row(Signal signal) {
      String items = signal.items();
      byType = labels.and("data_type", signal.lowerName());
      sent = meters.counter("otelcol_exporter_sent_" + items, "Items that the backend has", labels);
      sendFailed =
          meters.counter(
              "otelcol_exporter_send_failed_" + items,
              "Items lost for good after they had been queued, those that the backend rejected in"
                  + " a partial success included; retries do not count",
              labels);
      enqueueFailed =
          meters.counter(
              "otelcol_exporter_enqueue_failed_" + items,
              "Items that the sending queue did not take; the sender was told so",
              labels);
      droppedByReason =
          byReason(
              "otelgw_exporter_dropped_items",
              "The items of otelcol_exporter_send_failed_*, by reason");
      refusedByReason =
          byReason(
              "otelgw_exporter_refused_items",
              "The items of otelcol_exporter_enqueue_failed_*, by reason");
      sizes = new Sizes(meters, "otelcol_exporter_", byType);
      gauge(
          "otelgw_exporter_last_success_timestamp_seconds",
          "When the backend last took something, in Unix time. 0: not since the start",
          () -> lastSuccessMillis / 1000.0);
    }

    private EnumSlots<Reason, LongAdder> byReason(String name, String help) {
      return new EnumSlots<>(
          Reason.class, reason -> meters.counter(name, help, byType.and("reason", reason.label())));
    }

    private void gauge(String name, String help, DoubleSupplier value) {
      meters.gauge(name, help, byType, value);
    }
  }
}
