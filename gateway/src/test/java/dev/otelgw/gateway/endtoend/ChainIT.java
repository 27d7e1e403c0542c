package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.io.IOException;
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
  void overGrpcWithMutualTlsAndBearerToken() throws Exception {
    Parties parties = new Parties(TestAuthority.named("of both"), folder);
    deliversFieldForField(
        parties.receiver(),
        second -> parties.exporter(second, parties.certificate(), "of the first"),
        Parties.EXTENSIONS);
  }

  @Test
  void strangersDeliverNothingOverMutualTlsAndBearerToken() throws Exception {
    Parties parties = new Parties(TestAuthority.named("of both"), folder);
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest second =
            GatewayUnderTest.start(
                folder,
                parties.receiver() + Pipelines.toBackend(backend.url()),
                Parties.EXTENSIONS);
        GatewayUnderTest noCertificate = stranger(parties.exporter(second, "", "of the first"));
        GatewayUnderTest wrongToken =
            stranger(parties.exporter(second, parties.certificate(), "of a stranger"))) {
      noCertificate.awaitLine("check cert_file and key_file under tls");
      wrongToken.awaitLine("UNAUTHENTICATED");
      assertThat(noCertificate.metric("otelgw_ledger_queued_items")).isEqualTo(5);
      assertThat(wrongToken.metric("otelgw_ledger_queued_items")).isEqualTo(5);
      assertThat(second.metric("otelgw_ledger_accepted_items")).isZero();
    }
  }

  /** A first gateway that was given something to deliver. */
  private GatewayUnderTest stranger(String yaml) throws IOException {
    GatewayUnderTest first =
        GatewayUnderTest.start(folder, yaml, "--drain-timeout=1", Parties.EXTENSIONS);
    byte[] body = Batches.spans("s", 5).toByteArray();
    assertThat(first.post("/v1/traces", "application/x-protobuf", body).statusCode())
        .isEqualTo(200);
    return first;
  }

  /** Who trusts whom: each shows a certificate of the same authority, the first a token too. */
  private record Parties(TestAuthority authority, Path folder) {

    static final String EXTENSIONS = "--set=service.extensions=[health_check, bearertokenauth]";

    String receiver() {
      Issued.Place server = authority.forLocalhost().write(folder, "server");
      return """
      extensions:
        bearertokenauth: {token: of the first}
      receivers:
        otlp:
          protocols:
            grpc:
              auth: {authenticator: bearertokenauth}
              tls: {cert_file: %s, key_file: %s, client_ca_file: %s}
      """
          .formatted(server.certificate(), server.key(), authority.write(folder.resolve("ca.crt")));
    }

    String certificate() {
      Issued.Place client = authority.client("first gateway").write(folder, "client");
      return "cert_file: %s, key_file: %s".formatted(client.certificate(), client.key());
    }

    /** What a busy machine answers only after the default of 5 s would be sent, and come, twice. */
    String exporter(GatewayUnderTest second, String certificate, String token) {
      return """
      extensions:
        bearertokenauth: {token: %s}
      exporters:
        otlp_grpc:
          endpoint: 127.0.0.1:%d
          auth: {authenticator: bearertokenauth}
          compression: zstd
          timeout: 60s
          tls: {ca_file: %s, %s}
      """
              .formatted(token, second.grpcPort(), folder.resolve("ca.crt"), certificate)
          + Pipelines.pipelines("otlp_grpc");
    }
  }

  /**
   * Sends all three signals through both.
   *
   * @param receiver configuration that the second adds to its receiver
   * @param sender configuration of the first one's exporter and pipelines
   * @param options on the command lines of both
   */
  private void deliversFieldForField(
      String receiver, Function<GatewayUnderTest, String> sender, String... options)
      throws Exception {
    Random random = new Random(7);
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest second =
            GatewayUnderTest.start(folder, receiver + Pipelines.toBackend(backend.url()), options);
        GatewayUnderTest first = GatewayUnderTest.start(folder, sender.apply(second), options)) {
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
