package dev.otelgw.gateway.telemetry;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import java.time.Duration;

/**
 * The ledger of one exporter and signal at one moment: {@code accepted = sent + dropped +
 * dead-lettered + queued}.
 */
record Account(
    ComponentId exporter,
    Signal signal,
    long accepted,
    long sent,
    long dropped,
    long deadLettered,
    long queued,
    Duration oldestAge,
    Duration troubledFor) {

  static Account of(DeliveryStatus status) {
    return new Account(
        status.exporter(),
        status.signal(),
        status.accepted(),
        status.sent(),
        status.dropped(),
        status.deadLettered(),
        status.queued(),
        status.oldestAge(),
        status.troubledFor());
  }

  /** Of an exporter that holds nothing back: what it accepted is what became of it. */
  static Account queueless(ComponentId exporter, Signal signal, long sent, long dropped) {
    return new Account(
        exporter, signal, sent + dropped, sent, dropped, 0, 0, Duration.ZERO, Duration.ZERO);
  }

  boolean sameAs(Account other) {
    return exporter.equals(other.exporter) && signal == other.signal;
  }
}
