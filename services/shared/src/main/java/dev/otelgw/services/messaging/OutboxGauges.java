package dev.otelgw.services.messaging;

import dev.otelgw.services.database.DatabaseException;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Scope;

/** How much waits in the outbox: {@code outbox.pending} and {@code outbox.oldest_age}. */
final class OutboxGauges {

  private OutboxGauges() {}

  /** For as long as the process lives. */
  static void register(OutboxRows rows) {
    Meter meter = Traces.meter();
    ObservableLongMeasurement pending =
        meter
            .gaugeBuilder("outbox.pending")
            .ofLongs()
            .setUnit("{event}")
            .setDescription("Events of this service that are written and not yet published")
            .buildObserver();
    ObservableDoubleMeasurement oldest =
        meter
            .gaugeBuilder("outbox.oldest_age")
            .setUnit("s")
            .setDescription("Age of the oldest of them")
            .buildObserver();
    meter.batchCallback(
        () -> {
          try (Scope _ = Traces.quiet().makeCurrent()) {
            OutboxRows.State state = rows.state();
            pending.record(state.count());
            oldest.record(state.oldestSeconds());
          } catch (DatabaseException _) {
            // No value while there is no database.
          }
        },
        pending,
        oldest);
  }
}
