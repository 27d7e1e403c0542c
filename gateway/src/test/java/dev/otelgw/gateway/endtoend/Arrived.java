package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import java.time.Duration;

/** Compares what two backends got. */
final class Arrived {

  private static final Duration SOON = Duration.ofSeconds(30);

  private Arrived() {}

  /** Waits until the one behind a gateway has as much as the other, which must be the same. */
  static void same(OtlpBackend behind, OtlpBackend direct) throws Exception {
    for (Signal signal : Signal.values()) {
      assertThat(direct.items(signal)).as("%s sent", signal).isPositive();
      behind.awaitItems(signal, direct.items(signal), SOON);
    }
    for (Signal signal : Signal.values()) {
      assertThat(behind.messages(signal))
          .containsExactlyInAnyOrderElementsOf(direct.messages(signal));
    }
  }
}
