package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, one behind the other, deliver what the first one got, field for field. */
class ChainIT {

  private static final int REQUESTS = 50;

  @TempDir Path folder;

  @Test
  void overHttpWithGzip() throws Exception {
    deliversFieldForField(
        "",
        second ->
            """
            exporters:
              otlp_http: {endpoint: "http://127.0.0.1:%d", compression: gzip}
            """
                    .formatted(second.httpPort())
                + Pipelines.pipelines("otlp_http"));
  }

  @Test
  void overGrpcWithZstd() throws Exception {
    deliversFieldForField(
        "",
        second ->
            """
            exporters:
              otlp_grpc:
                {endpoint: "127.0.0.1:%d", compression: zstd, tls: {insecure: true}}
            """
                    .formatted(second.grpcPort())
                + Pipelines.pipelines("otlp_grpc"));
  }

  /**
   * Sends all three signals through both.
   *
   * @param receiver configuration that the second adds to its receiver
   * @param sender configuration of the first one's exporter and pipelines
   */
  private void deliversFieldForField(String receiver, Function<GatewayUnderTest, String> sender)
      throws Exception {
    Random random = new Random(7);
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest second =
            GatewayUnderTest.start(folder, receiver + Pipelines.toBackend(backend.url()));
        GatewayUnderTest first = GatewayUnderTest.start(folder, sender.apply(second))) {
      double total = 0;
      for (Signal signal : Signal.values()) {
        List<Message> sent = new ArrayList<>();
        long items = 0;
        while (sent.size() < REQUESTS) {
          Sample sample = Sample.of(signal, random, RandomOtlp.Size.USUAL.withUnknown(10));
          String path = "/v1/" + signal.lowerName();
          assertThat(first.post(path, "application/x-protobuf", sample.bytes()).statusCode())
              .isEqualTo(200);
          sent.add(sample.message());
          items += sample.batch().items();
        }
        backend.awaitItems(signal, items, Duration.ofSeconds(30));
        assertThat(backend.messages(signal)).containsExactlyInAnyOrderElementsOf(sent);
        total += items;
      }
      Ledger.holdsWithoutLoss(first, total);
      Ledger.holdsWithoutLoss(second, total);
    }
  }
}
