package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts for a receiver. Each call of {@link #accepted} and {@link #refused} also counts as one
 * request in {@code otelcol_receiver_requests}.
 */
final class ReceiverObserver implements Observer {

  private final Meters meters;
  private final ComponentId id;
  private final Tags labels;
  private final EnumSlots<Signal, Row> rows = new EnumSlots<>(Signal.class, Row::new);
  private final ConcurrentMap<String, ReceiverObserver> transports;
  private final EnumSlots<Ending, LongAdder> requests;

  ReceiverObserver(Meters meters, ComponentId id) {
    this(meters, id, "", new ConcurrentHashMap<>());
  }

  private ReceiverObserver(
      Meters meters,
      ComponentId id,
      String transport,
      ConcurrentMap<String, ReceiverObserver> transports) {
    this.meters = meters;
    this.id = id;
    this.transports = transports;
    this.labels = Tags.of("receiver", id.key(), "transport", transport);
    this.requests = new EnumSlots<>(Ending.class, this::requests);
  }

  private LongAdder requests(Ending ending) {
    return meters.counter(
        "otelcol_receiver_requests",
        "Requests by outcome. success: pushed into the pipeline. refused: the sender may come back"
            + " with it. failure: it never will be taken",
        labels.and("outcome", ending.name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public void accepted(Signal signal, long items) {
    rows.get(signal).accepted.add(items);
    requests.get(Ending.SUCCESS).increment();
  }

  @Override
  public void refused(Signal signal, long items, Reason reason) {
    Row row = rows.get(signal);
    row.refused.add(items);
    row.refusedByReason.get(reason).add(items);
    requests.get(reason.retryable() ? Ending.REFUSED : Ending.FAILURE).increment();
  }

  /** A receiver sends nothing: what it accepts goes into the pipeline. */
  @Override
  public void sent(Signal signal, long items) {}

  @Override
  public void dropped(Signal signal, long items, Reason reason) {
    rows.get(signal).failed.add(items);
  }

  @Override
  public void gauge(String name, Signal signal, LongSupplier value) {
    meters.gauge(
        "otelcol_receiver_" + name,
        "Reported by the receiver",
        labels.and("data_type", signal.lowerName()),
        value::getAsLong);
  }

  @Override
  public void size(String name, Signal signal, long value) {
    rows.get(signal).sizes.record(name, value);
  }

  @Override
  public Observer transport(String transport) {
    return transports.computeIfAbsent(
        transport,
        name -> {
          ReceiverObserver observer = new ReceiverObserver(meters, id, name, transports);
          for (Ending ending : Ending.values()) {
            observer.requests.get(ending);
          }
          return observer;
        });
  }

  /** The Collector's words for what became of a request. */
  private enum Ending {
    SUCCESS,
    REFUSED,
    FAILURE
  }

  /** The meters of one signal. */
  private final class Row {
    private final LongAdder accepted;
    private final LongAdder refused;
    private final LongAdder failed;
    private final EnumSlots<Reason, LongAdder> refusedByReason;
    private final Sizes sizes;

    Row(Signal signal) {
      String items = signal.items();
      accepted =
          meters.counter(
              "otelcol_receiver_accepted_" + items,
              "Items pushed into the pipeline: every exporter behind it has them in its queue",
              labels);
      refused =
          meters.counter(
              "otelcol_receiver_refused_" + items,
              "Items that were not taken; the sender was told so",
              labels);
      failed =
          meters.counter(
              "otelcol_receiver_failed_" + items,
              "Items that the receiver had and could not push into the pipeline, and that nobody"
                  + " else holds",
              labels);
      Tags byType = labels.and("data_type", signal.lowerName());
      refusedByReason =
          new EnumSlots<>(
              Reason.class,
              reason ->
                  meters.counter(
                      "otelgw_receiver_refused_items",
                      "The items of otelcol_receiver_refused_*, by reason",
                      byType.and("reason", reason.label())));
      sizes = new Sizes(meters, "otelcol_receiver_", byType);
    }
  }
}
