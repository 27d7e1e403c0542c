package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the process keeps every promise, or says which it could not. */
class ShutdownIT {

  private static final int PER_REQUEST = 10;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedUnderLoadArrives() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                folder,
                Pipelines.toBackend(
                    backend.url(),
                    "sending_queue: {queue_size: 100000, batch: {flush_timeout: 1s}}"))) {
      Load load =
          Load.start(
              Batches.spans("load", PER_REQUEST),
              body -> gateway.post("/v1/traces", "application/x-protobuf", body).statusCode());
      Await.until("some load", () -> load.acknowledged() > 2000);
      gateway.terminate();
      assertThat(gateway.exitCode()).isZero();
      long acknowledged = load.stop();

      backend.awaitItems(Signal.TRACES, acknowledged, Duration.ofSeconds(10));
      assertThat(gateway.lines()).anyMatch(line -> line.endsWith("stopped"));
    }
  }

  @Test
  void anInterruptDeliversWhatIsLeft() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      backend.answer(Answer.text(503, "under maintenance"));
      byte[] body = Batches.spans("s", PER_REQUEST).toByteArray();
      for (int i = 0; i < 5; i++) {
        assertThat(gateway.post("/v1/traces", "application/x-protobuf", body).statusCode())
            .isEqualTo(200);
      }
      gateway.interrupt();
      gateway.awaitLine("stopping");
      assertThat(backend.items(Signal.TRACES)).isZero();
      backend.answer(Answer.ok());

      assertThat(gateway.exitCode()).isZero();
      assertThat(backend.items(Signal.TRACES)).isEqualTo(5 * PER_REQUEST);
      // Not the last line always: repetitions that were counted are said at the very end.
      Await.until("the end", () -> gateway.lines().stream().anyMatch(l -> l.endsWith("stopped")));
    }
  }

  @Test
  void whatCannotBeDeliveredIsReportedWithinTheDeadline() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.answer(Answer.text(503, "under maintenance"));
      try (GatewayUnderTest gateway =
          GatewayUnderTest.start(
              folder, Pipelines.toBackend(backend.url()), "--drain-timeout", "2")) {
        for (int i = 0; i < 5; i++) {
          byte[] body = Batches.spans("s", PER_REQUEST).toByteArray();
          assertThat(gateway.post("/v1/traces", "application/x-protobuf", body).statusCode())
              .isEqualTo(200);
        }
        gateway.terminate();

        assertThat(gateway.exitCode()).isZero();
        assertThat(gateway.lines())
            .anyMatch(line ->
                line.contains("stopped with 50 spans not delivered")
                    && line.contains("under maintenance"));
      }
    }
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.answer(Answer.text(503, "away"));
      try (GatewayUnderTest gateway =
          GatewayUnderTest.start(
              folder, Pipelines.toBackend(backend.url()), "--drain-timeout", "600")) {
        byte[] body = Batches.spans("s", PER_REQUEST).toByteArray();
        gateway.post("/v1/traces", "application/x-protobuf", body);
        gateway.terminate();
        gateway.awaitLine("stopping");
        assertThat(gateway.isAlive()).isTrue();
        gateway.terminate();
        assertThat(gateway.exitCode()).isNotZero();
      }
    }
  }
}
