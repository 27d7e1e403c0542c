package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
      Load load = new Load(gateway);
      Await.until("some load", () -> load.acknowledged.get() > 2000);
      gateway.terminate();
      assertThat(gateway.exitCode()).isZero();
      long acknowledged = load.stop();

      backend.awaitItems(Signal.TRACES, acknowledged, Duration.ofSeconds(10));
      assertThat(gateway.lines()).anyMatch(line -> line.endsWith("stopped"));
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

  /** Four clients that send as fast as they are answered, and count what was promised. */
  private static final class Load {
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> clients = new ArrayList<>();

    Load(GatewayUnderTest gateway) {
      Batch batch = Batches.spans("load", PER_REQUEST);
      for (int i = 0; i < 4; i++) {
        clients.add(Thread.ofVirtual().start(() -> send(gateway, batch)));
      }
    }

    private void send(GatewayUnderTest gateway, Batch batch) {
      while (!stopped.get()) {
        try {
          int status =
              gateway
                  .post("/v1/traces", "application/x-protobuf", batch.toByteArray())
                  .statusCode();
          if (status == 200) {
            acknowledged.addAndGet(batch.items());
          }
        } catch (UncheckedIOException e) {
          // The gateway has gone: nothing was promised for this one.
          return;
        }
      }
    }

    long stop() throws InterruptedException {
      stopped.set(true);
      for (Thread client : clients) {
        client.join();
      }
      return acknowledged.get();
    }
  }
}
