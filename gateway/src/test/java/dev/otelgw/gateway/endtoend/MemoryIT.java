package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway takes of the machine's memory, heap and everything else. */
class MemoryIT {

  /** Everything but the heap: classes, compiled code, threads, buffers of sockets. */
  private static final long BESIDE_THE_HEAP_MIB = 192;

  @TempDir Path folder;

  @Test
  void staysFlatUnderLoadWhileTheBackendIsAway() throws Exception {
    assumeThat(ProcStatus.exists()).isTrue();
    int away = OwnPorts.next();
    // A queue without an end of its own, so that only the bound on memory refuses.
    String yaml =
        Pipelines.toBackend("http://127.0.0.1:" + away, "sending_queue: {queue_size: 1000000}");
    AtomicLong requests = new AtomicLong();
    try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, yaml, "--drain-timeout", "1")) {
      Load load =
          Load.start(
              Batches.spans("load", 1000), body -> post(gateway, body, requests.getAndIncrement()));
      Await.until("a full memory and a warm program", () -> load.refused() > 5000);
      long before = gateway.kib("VmRSS") / 1024;
      Await.until("much more load", () -> load.refused() > 15_000);
      long after = gateway.kib("VmRSS") / 1024;
      long most = gateway.kib("VmHWM") / 1024;
      load.stop();

      assertThat(gateway.metric("otelgw_ledger_queued_items"))
          .isEqualTo((double) load.acknowledged());
      assertThat(after).as("MiB, %d before", before).isLessThan(before + 64);
      assertThat(most).as("MiB at most").isLessThan(GatewayJvm.HEAP_MIB + BESIDE_THE_HEAP_MIB);
    }
  }

  /** Every other one compressed. */
  private static int post(GatewayUnderTest gateway, byte[] body, long number) {
    return number % 2 == 0
        ? gateway.postGzip("/v1/traces", body).statusCode()
        : gateway.post("/v1/traces", "application/x-protobuf", body).statusCode();
  }
}
