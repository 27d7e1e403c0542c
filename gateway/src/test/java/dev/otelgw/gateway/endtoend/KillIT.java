package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.testing.Await;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Killed again and again at random moments: what was acknowledged arrives, whatever was going on.
 */
class KillIT {

  private static final int KILLS = 4;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"batching in the queue", "a batch processor before the queue"})
  void everythingAcknowledgedOverBothProtocolsArrives(String batching) throws Exception {
    Random moments = new Random(batching.length());
    Set<String> acknowledged = new HashSet<>();
    try (OtlpBackend backend = OtlpBackend.start()) {
      GatewayUnderTest gateway =
          GatewayUnderTest.start(folder, configuration(batching, backend.url()));
      try {
        for (int life = 1; life <= KILLS; life++) {
          acknowledged.addAll(lived(gateway, life, moments.nextInt(600)));
          gateway = gateway.again();
        }
        assertThat(Arrived.all(backend, acknowledged)).containsAll(acknowledged);
        GatewayUnderTest last = gateway;
        Await.until("an empty queue", () -> last.metric("otelgw_ledger_queued_items") == 0);
        assertThat(last.metric("otelgw_ledger_dropped_items")).isZero();
      } finally {
        gateway.close();
      }
    }
  }

  /** What a gateway acknowledged until it was killed, after so many requests at least. */
  private static Set<String> lived(GatewayUnderTest gateway, int life, int requests)
      throws InterruptedException {
    Sender http = Sender.http(gateway.httpPort(), Map.of());
    try (GrpcClient client = GrpcClient.plain(gateway.grpcPort(), Map.of());
        NamedLoad overGrpc = NamedLoad.start(Sender.of(client), "grpc-" + life + "-", 3);
        NamedLoad overHttp = NamedLoad.start(http, "http-" + life + "-", 3)) {
      Await.until(
          "load by both ways",
          () ->
              !overGrpc.acknowledged().isEmpty()
                  && !overHttp.acknowledged().isEmpty()
                  && overGrpc.acknowledged().size() + overHttp.acknowledged().size() > requests);
      gateway.kill();
      overGrpc.stop();
      overHttp.stop();
      Set<String> acknowledged = new HashSet<>(overGrpc.acknowledged());
      acknowledged.addAll(overHttp.acknowledged());
      return acknowledged;
    }
  }

  private static String configuration(String batching, String url) {
    return batching.startsWith("batching")
        ? Pipelines.toDisk(url, "batch: {flush_timeout: 200ms}")
        : "processors:\n  batch: {timeout: 200ms}\n"
            + Pipelines.toDisk(url).replace("[otlp],", "[otlp], processors: [batch],");
  }
}
