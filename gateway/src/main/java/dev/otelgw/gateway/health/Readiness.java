package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the gateway delivers, judged from what its exporters say.
 *
 * @param ready nothing is in the way
 * @param reasons what is, one line each; empty when ready
 */
record Readiness(boolean ready, List<String> reasons) {

  /** A failing exporter is given this long before it counts. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static Readiness not(String reason) {
    return new Readiness(false, List.of(reason));
  }

  static Readiness of(List<DeliveryStatus> deliveries) {
    List<String> reasons = new ArrayList<>();
    for (DeliveryStatus delivery : deliveries) {
      if (delivery.state() == State.PARKED || delivery.troubledFor().compareTo(PATIENCE) > 0) {
        reasons.add(
            "%s (%s): %s"
                .formatted(
                    delivery.exporter(), delivery.signal().lowerName(), Advice.what(delivery)));
      }
    }
    return new Readiness(reasons.isEmpty(), List.copyOf(reasons));
  }
}
