package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real SDK sends arrives as it was sent, field for field. */
class SdkDeliveryIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, {1} in, {2} out")
  @CsvSource({
    "grpc, none, gzip",
    "grpc, gzip, none",
    "http/protobuf, none, zstd",
    "http/protobuf, gzip, gzip"
  })
  void arrivesFieldForField(String protocol, String in, String out) throws Exception {
    try (OtlpBackend direct = OtlpBackend.start();
        OtlpBackend behind = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                folder, Pipelines.toBackend(behind.url(), "compression: " + out))) {
      boolean grpc = protocol.equals("grpc");
      int port = grpc ? gateway.grpcPort() : gateway.httpPort();
      try (SdkUser user = new SdkUser(protocol, in, "http://127.0.0.1:" + port, direct.url())) {
        user.work();
      }
      for (Signal signal : Signal.values()) {
        assertThat(direct.items(signal)).as("%s sent", signal).isPositive();
        behind.awaitItems(signal, direct.items(signal), SOON);
      }
      assertThat(behind.traces()).containsExactlyInAnyOrderElementsOf(direct.traces());
      assertThat(behind.metrics()).containsExactlyInAnyOrderElementsOf(direct.metrics());
      assertThat(behind.logs()).containsExactlyInAnyOrderElementsOf(direct.logs());
      assertThat(gateway.metric("otelcol_receiver_accepted_spans"))
          .isEqualTo((double) direct.items(Signal.TRACES));
    }
  }
}
