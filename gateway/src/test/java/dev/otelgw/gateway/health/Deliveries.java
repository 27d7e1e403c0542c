package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import java.time.Duration;
import java.time.Instant;

/** Made-up states. */
final class Deliveries {

  private Deliveries() {}

  static DeliveryStatus in(State state, int troubledSeconds) {
    boolean well = state == State.OK || state == State.IDLE;
    return new DeliveryStatus(
        new ComponentId(Kind.EXPORTER, "otlp_http", "primary"),
        Signal.TRACES,
        state,
        Duration.ofSeconds(troubledSeconds),
        state == State.IDLE ? null : Instant.parse("2026-11-21T10:00:00Z"),
        well ? null : "HTTP 503 \"over quota\"",
        10,
        6,
        1,
        0,
        3,
        Duration.ofMillis(2500));
  }
}
