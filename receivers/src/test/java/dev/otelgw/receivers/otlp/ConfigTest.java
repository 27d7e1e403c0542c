package dev.otelgw.receivers.otlp;

import static dev.otelgw.pipeline.testing.CheckedConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.config.HostPort;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.receivers.compression.Compression;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  @Test
  void defaultsAreTheCollectorsWithLimitsOnTime() {
    OtlpGrpcConfig grpc = new OtlpGrpcConfig();
    assertThat(grpc.endpoint()).isEqualTo("localhost:4317");
    assertThat(grpc.maxMessageBytes()).isEqualTo(4 << 20);
    OtlpHttpConfig http = new OtlpHttpConfig();
    assertThat(http.endpoint()).isEqualTo("localhost:4318");
    assertThat(http.maxBodyBytes()).isEqualTo(20 << 20);
    assertThat(http.compressions()).containsExactly(Compression.values());
    assertThat(http.readHeaderTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(http.readTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(http.idleTimeout()).isEqualTo(Duration.ofMinutes(3));
    assertThat(problems(grpc)).isEmpty();
    assertThat(problems(http)).isEmpty();
  }

  @Test
  void wantsAtLeastOneProtocol() {
    assertThat(problems(new OtlpReceiverConfig().protocols()))
        .containsExactly(": no protocol is on; add grpc: or http: (or both), empty for defaults");
    assertThat(problems(new OtlpReceiverConfig.Protocols(new OtlpGrpcConfig(), null))).isEmpty();
  }

  @Test
  void wantsTwoPortsForTwoProtocols() {
    OtlpGrpcConfig grpc = grpc("localhost:4318");
    assertThat(problems(new OtlpReceiverConfig.Protocols(grpc, new OtlpHttpConfig())))
        .singleElement()
        .asString()
        .startsWith("http.endpoint: localhost:4318 is the endpoint of protocols.grpc too");
  }

  @ParameterizedTest
  @CsvSource({
    "'', is empty",
    "localhost, \"localhost\" has no port",
    "[::1], \"[::1]\" has no port",
    "localhost:, port \"\" in \"localhost:\" is not a number from 0 to 65535",
    "localhost:65536, port \"65536\" in \"localhost:65536\" is not a number from 0 to 65535",
    "localhost:-1, port \"-1\" in \"localhost:-1\" is not a number from 0 to 65535",
    "localhost:grpc, port \"grpc\" in \"localhost:grpc\" is not a number from 0 to 65535",
    "http://localhost:4317, \"http://localhost:4317\" has a scheme",
    "::1:4317, \"::1:4317\" needs brackets around its IPv6 address"
  })
  void saysWhatIsWrongWithAnEndpointAndHowItShouldLook(String endpoint, String problem) {
    assertThat(problems(grpc(endpoint)))
        .singleElement()
        .asString()
        .startsWith("endpoint: " + problem)
        .endsWith("; write host:port, for example localhost:4317");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:4317", "0.0.0.0:1", ":4317", "[::1]:4317", "gateway:65535"})
  void takesEndpointsAsPeopleWriteThem(String endpoint) {
    assertThat(problems(grpc(endpoint))).isEmpty();
  }

  @Test
  void readsHostsAndPorts() {
    assertThat(HostPort.parse("[::1]:4317")).isEqualTo(new HostPort("::1", 4317));
    ListenAddress any = new ListenAddress(Rig.ID, "key", Transport.TCP, ":4317");
    assertThat(((InetSocketAddress) any.resolve()).getAddress().isAnyLocalAddress()).isTrue();
  }

  @Test
  void reportsAllProblemsOfHttpAtOnce() {
    OtlpHttpConfig config =
        Changed.record(
            new OtlpHttpConfig(),
            "endpoint",
            "localhost",
            "tracesUrlPath",
            "/same",
            "metricsUrlPath",
            "same",
            "compressionAlgorithms",
            List.of("none", "gzip", "brotli"),
            "readHeaderTimeout",
            Duration.ofSeconds(-1));
    assertThat(problems(config))
        .containsExactly(
            "endpoint: \"localhost\" has no port; write host:port, for example localhost:4318",
            "compression_algorithms: \"brotli\" is unknown; use some of none, gzip, zstd, zlib,"
                + " deflate, snappy, x-snappy-framed, lz4",
            "metrics_url_path: /same is the path of traces too; give each signal its own",
            "read_header_timeout: is negative; use 0 for no limit");
    assertThat(config.compressions()).containsExactly(Compression.GZIP);
  }

  private static OtlpGrpcConfig grpc(String endpoint) {
    return Changed.record(new OtlpGrpcConfig(), "endpoint", endpoint);
  }
}
