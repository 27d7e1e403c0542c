package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;

/** What a gateway's own metrics say of the items it took. */
final class Ledger {

  private Ledger() {}

  /** Waits until its queues are empty; then what it accepted has been sent or dropped. */
  static void holds(GatewayUnderTest gateway, double accepted) {
    Await.until("an empty queue", () -> gateway.metric("otelgw_ledger_queued_items") == 0);
    assertThat(gateway.metric("otelgw_ledger_accepted_items")).isEqualTo(accepted);
    assertThat(
            gateway.metric("otelgw_ledger_sent_items")
                + gateway.metric("otelgw_ledger_dropped_items"))
        .isEqualTo(accepted);
  }

  /** The same, and nothing was dropped. */
  static void holdsWithoutLoss(GatewayUnderTest gateway, double accepted) {
    holds(gateway, accepted);
    assertThat(gateway.metric("otelgw_ledger_dropped_items")).isZero();
  }
}
