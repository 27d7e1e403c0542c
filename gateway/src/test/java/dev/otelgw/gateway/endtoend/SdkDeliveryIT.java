package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real SDK sends arrives as it was sent, field for field. */
class SdkDeliveryIT {

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
      String url = "http://127.0.0.1:" + gateway.port(protocol);
      try (SdkUser user = new SdkUser(protocol, in, url, direct.url())) {
        user.work();
      }
      Arrived.same(behind, direct);
      assertThat(gateway.metric("otelcol_receiver_accepted_spans"))
          .isEqualTo((double) direct.items(Signal.TRACES));
    }
  }
}
