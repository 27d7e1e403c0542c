package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.RawServer;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.exporters.testing.ServerTls;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

  @TempDir Path folder;

  private static SSLContext presenting(Issued certificate) throws Exception {
    return ServerTls.of(certificate, AUTHORITY);
  }

  private static Outcome send(SenderSettings settings, Batch batch) {
    try (OtlpHttpSender sender = Senders.started(settings)) {
      return sender.accept(batch);
    }
  }

  private static Outcome send(OtlpBackend backend, ClientTls tls) {
    return send(Senders.secure(backend.url(), tls), Requests.of(Signal.TRACES, 1));
  }

  private static ClientTls trusting() {
    return ClientTls.trusting(AUTHORITY);
  }

  @Test
  void deliversOverTls() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.forLocalhost()))) {
      Batch large = Requests.of(Signal.LOGS, 20_000);

      assertThat(send(Senders.secure(backend.url(), trusting()), large))
          .isEqualTo(Outcome.accepted());

      assertThat(backend.requests().getFirst().body().toByteArray()).isEqualTo(large.toByteArray());
    }
  }

  @Test
  void speaksHttp2WhereTheServerOffersIt() throws Exception {
    try (Http2Server server = new Http2Server(presenting(AUTHORITY.forLocalhost()))) {
      Batch batch = Requests.of(Signal.TRACES, 200);
      String url = "https://localhost:" + server.port();

      assertThat(send(Senders.secure(url, trusting()), batch)).isEqualTo(Outcome.accepted());
      assertThat(server.body().get(10, TimeUnit.SECONDS)).isEqualTo(batch.toByteArray());
    }
  }

  @Test
  void doesNotOfferHttp2WhereToldNotTo() throws Exception {
    try (Http2Server server = new Http2Server(presenting(AUTHORITY.forLocalhost()))) {
      SenderSettings settings =
          Senders.connecting(
              "https://localhost:" + server.port(), with -> with.tls(trusting()).http1());

      assertThat(send(settings, Requests.of(Signal.TRACES, 1)).toString())
          .contains("no_application_protocol");
    }
  }

  @Test
  void takesTheAuthorityFromAFile() throws Exception {
    Path file = AUTHORITY.write(folder.resolve("ca.crt"));
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.forLocalhost()))) {
      assertThat(send(backend, ClientTls.trusting(file))).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void believesAnybodyWhereAskedTo() throws Exception {
    Issued strange = TestAuthority.named("stranger").server("elsewhere.test");
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(strange))) {
      assertThat(send(backend, ClientTls.usual().skippingVerification()))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void showsItsCertificate() throws Exception {
    try (OtlpBackend backend =
        OtlpBackend.startTlsForKnownClients(presenting(AUTHORITY.forLocalhost()))) {
      Issued client = AUTHORITY.client("gateway");

      assertThat(send(backend, trusting().certificate(client))).isEqualTo(Outcome.accepted());
      assertThat(send(backend, trusting().certificate(client.write(folder, "client"))))
          .isEqualTo(Outcome.accepted());
      assertThat(send(backend, trusting())).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void asksForTheNameThatOverridesTheEndpoints() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.server("otlp.example")))) {
      assertThat(send(backend, trusting().serverName("otlp.example")))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void speaksTheVersionsAndSuitesItIsTold() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.forLocalhost()))) {
      String old = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";

      assertThat(send(backend, trusting().versions("1.2", "1.2").suites(old)))
          .isEqualTo(Outcome.accepted());
    }
    SSLContext newest = presenting(AUTHORITY.forLocalhost());
    try (Http2Server server = new Http2Server(newest, "TLSv1.3")) {
      SenderSettings settings =
          Senders.secure("https://localhost:" + server.port(), trusting().versions("1.2", "1.2"));

      assertThat(send(settings, Requests.of(Signal.LOGS, 1))).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void doesNotStartWithoutItsFiles() {
    SenderSettings settings =
        Senders.secure("https://localhost:1", ClientTls.trusting(folder.resolve("missing.crt")));

    assertThatThrownBy(() -> Senders.started(settings))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("missing.crt");
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.forLocalhost()))) {
      String words =
          "no TLS with 127.0.0.1:%d: its certificate is not signed by an authority that this Java"
              + " trusts";
      assertThat(send(backend, ClientTls.usual()))
          .isEqualTo(
              refused(words + "; if it is yours, name its file in ca_file under tls", backend));
      assertThat(send(Senders.to(backend.url()), Requests.of(Signal.LOGS, 1)))
          .isEqualTo(refused(words, backend));
    }
  }

  @Test
  void saysThatACertificateHasExpired() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(presenting(AUTHORITY.expired()))) {
      assertThat(send(backend, trusting()).toString())
          .contains("no TLS with 127.0.0.1:" + backend.port() + ": its certificate has expired (");
    }
  }

  @Test
  void saysThatACertificateIsForOtherNames() throws Exception {
    try (OtlpBackend backend =
        OtlpBackend.startTls(presenting(AUTHORITY.server("other.example")))) {
      assertThat(send(backend, trusting()))
          .isEqualTo(
              refused(
                  "no TLS with 127.0.0.1:%d: its certificate is for other names (No subject"
                      + " alternative names matching IP address 127.0.0.1 found); use one of its"
                      + " names, or server_name_override under tls",
                  backend));
    }
  }

  @Test
  void saysThatAPortSpeaksNoTls() throws Exception {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (RawServer server = new RawServer(http)) {
      SenderSettings settings =
          Senders.secure("https://127.0.0.1:" + server.port(), ClientTls.usual());

      assertThat(send(settings, Requests.of(Signal.TRACES, 1)))
          .isEqualTo(
              Outcome.refused(
                  Reason.UNAVAILABLE,
                  "no TLS with 127.0.0.1:%d: it does not speak TLS; write http:// if that is meant"
                      .formatted(server.port())));
    }
  }

  @Test
  void saysThatAPortSpeaksTls() throws Exception {
    try (Http2Server server = new Http2Server(presenting(AUTHORITY.forLocalhost()))) {
      Outcome outcome =
          send(Senders.to("http://127.0.0.1:" + server.port()), Requests.of(Signal.TRACES, 1));

      assertThat(outcome)
          .isEqualTo(
              Outcome.refused(
                  Reason.UNAVAILABLE,
                  "127.0.0.1:" + server.port() + " speaks TLS; write https:// in endpoint"));
    }
  }

  private static Outcome refused(String message, OtlpBackend backend) {
    return Outcome.refused(Reason.UNAVAILABLE, message.formatted(backend.port()));
  }
}
