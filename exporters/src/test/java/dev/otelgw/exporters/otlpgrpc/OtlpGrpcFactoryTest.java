package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.ProblemList;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpGrpcFactoryTest {

  private final OtlpGrpcFactory factory = new OtlpGrpcFactory();

  private static OtlpGrpcConfig secure(String endpoint) {
    return to(endpoint).tls(ClientTls.usual()).config();
  }

  @Test
  void hasTheDocumentedDefaults() {
    OtlpGrpcConfig config = new OtlpGrpcConfig();

    assertThat(config)
        .isEqualTo(
            new OtlpGrpcConfig(
                "",
                Map.of(),
                null,
                GrpcCompression.GZIP,
                new ClientTlsConfig(),
                new KeepaliveConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), false),
                Balancer.ROUND_ROBIN,
                false,
                "",
                "",
                0,
                512 << 10,
                Duration.ofSeconds(5),
                new QueueConfig(),
                new RetryConfig()));
    assertThat(factory.delivery(config))
        .isEqualTo(new DeliverySettings(new QueueConfig(), new RetryConfig()));
    assertThat(factory.type().name()).isEqualTo("otlp_grpc");
    assertThat(factory.type().aliases()).containsExactly("otlp");
    assertThat(factory.signals(config)).isEqualTo(ComponentType.ALL_SIGNALS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                     | error endpoint: is missing; set it to the backend's address, for example localhost:4317
          localhost              | error endpoint: "localhost" has no port; write host:port, for example localhost:4317
          localhost:grpc         | error endpoint: port "grpc" in "localhost:grpc" is not a number from 0 to 65535; write host:port, for example localhost:4317
          localhost:0            | error endpoint: "localhost:0" has port 0, which nobody listens on; write host:port, for example localhost:4317
          ::1:4317               | error endpoint: "::1:4317" needs brackets around its IPv6 address: [::1]:4317; write host:port, for example localhost:4317
          https://a:4317/v1/logs | error endpoint: "https://a:4317/v1/logs" has a path, which gRPC does not know; remove it, or use otlp_http; write host:port, for example localhost:4317
          dns://8.8.8.8/a:4317   | error endpoint: "dns://8.8.8.8/a:4317" names a DNS server, which is not supported; write dns:///host:4317; write host:port, for example localhost:4317
          xds:///a:4317          | error endpoint: "xds:///a:4317" has a scheme, which does not belong here; write host:port, for example localhost:4317
          unix:                  | error endpoint: "unix:" names no file; write host:port, for example localhost:4317
          localhost:4318         | warning endpoint: port 4318 is OTLP over HTTP by custom; OTLP over gRPC is on 4317
          http://localhost:4317  | warning endpoint: http:// does not switch TLS off here, as in the Collector; write tls: {insecure: true}
          """)
  void saysWhatIsWrongWithAnEndpoint(String endpoint, String problem) {
    assertThat(ProblemList.of(secure(endpoint))).containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:4317",
    ":4317",
    "[::1]:4317",
    "https://otlp.example:443",
    "dns:///otlp.example:4317",
    "unix:///run/otlp.sock"
  })
  void takesTheseEndpoints(String endpoint) {
    assertThat(ProblemList.of(secure(endpoint))).isEmpty();
  }

  @Test
  void saysWhatHasNoEffect() {
    assertThat(ProblemList.of(to("https://a:4317").buffers(1024, 2048).config()))
        .containsExactlyInAnyOrder(
            "warning tls.insecure: has no effect: https:// in endpoint means TLS",
            "warning read_buffer_size: has no effect here: buffers grow as needed",
            "warning write_buffer_size: has no effect here: buffers grow as needed");
    assertThat(ProblemList.of(to("a:4317").buffers(0, 0).config())).isEmpty();
  }

  @Test
  void checksHeadersWithoutShowingThem() {
    OtlpGrpcConfig config =
        to("a:4317")
            .header("bad name", "v")
            .header("X-Key", "geheim\n")
            .header("grpc-timeout", "1S")
            .header("Host", "b")
            .header("any-bin", "\u00fc\n")
            .config();

    assertThat(ProblemList.of(config))
        .containsExactlyInAnyOrder(
            "error headers.bad name: is not a gRPC header name; use letters, digits, hyphens,"
                + " underscores and dots",
            "error headers.X-Key: has a line break or a character that is not ASCII in its value;"
                + " remove it",
            "warning headers.grpc-timeout: is set by gRPC itself; this one is ignored",
            "warning headers.Host: is set by gRPC itself; this one is ignored; use authority");
    assertThat(config.toString()).doesNotContain("geheim");
  }

  @Test
  void checksTimes() {
    assertThat(ProblemList.of(to("a:4317").timeout(Duration.ofSeconds(-1)).config()))
        .containsExactly("error timeout: is negative; use a time such as 5s, or 0 for no limit");
    assertThat(keepaliveProblems(Duration.ZERO, Duration.ZERO))
        .containsExactly(
            "error time: must be longer than 0, for example 30s",
            "error timeout: must be longer than 0, for example 10s");
    assertThat(keepaliveProblems(Duration.ofSeconds(3), Duration.ofSeconds(1)))
        .containsExactly(
            "warning time: is less than 10s, the shortest that gRPC permits; 10s is used");
  }

  private static List<String> keepaliveProblems(Duration time, Duration timeout) {
    return ProblemList.of(new KeepaliveConfig(time, timeout, false));
  }

  @Test
  void refusesTwoNamesForOneBackend() {
    ClientTls tls = ClientTls.usual().serverName("one.example");

    assertThat(ProblemList.of(to("a:4317").tls(tls).authority("other.example").config()))
        .containsExactly(
            "error authority: is another name than tls.server_name_override; remove one");
    assertThat(ProblemList.of(to("a:4317").tls(tls).authority("one.example").config())).isEmpty();
  }
}
