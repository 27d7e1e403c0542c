package dev.otelgw.gateway.health;

import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import java.time.Duration;
import java.time.Instant;
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

  /**
   * Judges.
   *
   * @param since when the gateway started
   */
  static Readiness of(List<DeliveryStatus> deliveries, Instant since, Instant now) {
    List<String> reasons = new ArrayList<>();
    for (DeliveryStatus delivery : deliveries) {
      if (delivery.state() == State.PARKED || failsTooLong(delivery, since, now)) {
        reasons.add(
            "%s (%s): %s"
                .formatted(
                    delivery.exporter(), delivery.signal().lowerName(), Advice.what(delivery)));
      }
    }
    return new Readiness(reasons.isEmpty(), List.copyOf(reasons));
  }

  /**
   * Neither number alone tells: something may have waited for long because the gateway was stopped
   * meanwhile, and the last success may be long ago because nothing came.
   */
  private static boolean failsTooLong(DeliveryStatus delivery, Instant since, Instant now) {
    if (delivery.state() != State.RETRYING && delivery.state() != State.FULL) {
      return false;
    }
    Instant last = delivery.lastSuccess();
    Instant good = last == null || last.isBefore(since) ? since : last;
    return Duration.between(good, now).compareTo(PATIENCE) > 0
        && delivery.oldestAgeSeconds() > PATIENCE.toSeconds();
  }
}
