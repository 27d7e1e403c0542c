package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Certificate;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.RawServer;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir static Path folder;
  private static Certificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = Certificate.forLocalhost(folder);
  }

  private static Outcome send(String url, @Nullable KeyStore trusted, Batch batch) {
    SenderSettings settings =
        Senders.with(url, Compression.NONE, Duration.ofSeconds(10), ConnectionSettings.DEFAULT);
    try (OtlpHttpSender sender =
        new OtlpHttpSender(settings, Senders.CONTEXT, () -> Trust.of(trusted))) {
      return sender.accept(batch);
    }
  }

  private static Outcome send(OtlpBackend backend, @Nullable KeyStore trusted) {
    return send(backend.url(), trusted, Requests.of(Signal.TRACES, 1));
  }

  @Test
  void deliversOverTls() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(certificate.server())) {
      Batch large = Requests.of(Signal.LOGS, 20_000);

      assertThat(send(backend.url(), certificate.trusted(), large)).isEqualTo(Outcome.accepted());

      assertThat(backend.requests().getFirst().body().toByteArray()).isEqualTo(large.toByteArray());
    }
  }

  @Test
  void speaksHttp2WhereTheServerOffersIt() throws Exception {
    try (Http2Server server = new Http2Server(certificate.server())) {
      Batch batch = Requests.of(Signal.TRACES, 200);

      Outcome outcome = send("https://localhost:" + server.port(), certificate.trusted(), batch);

      assertThat(outcome).isEqualTo(Outcome.accepted());
      assertThat(server.body().get(10, TimeUnit.SECONDS)).isEqualTo(batch.toByteArray());
    }
  }

  @Test
  void saysThatACertificateIsNotTrusted() throws Exception {
    try (OtlpBackend backend = OtlpBackend.startTls(certificate.server())) {
      assertThat(send(backend, null))
          .isEqualTo(
              refused(
                  "no TLS with 127.0.0.1:%d: its certificate is not signed by an authority that this"
                      + " Java trusts",
                  backend));
    }
  }

  @Test
  void saysThatACertificateHasExpired() throws Exception {
    Certificate expired = Certificate.expired(folder);
    try (OtlpBackend backend = OtlpBackend.startTls(expired.server())) {
      assertThat(send(backend, expired.trusted()).toString())
          .contains("no TLS with 127.0.0.1:" + backend.port() + ": its certificate has expired (");
    }
  }

  @Test
  void saysThatACertificateIsForOtherNames() throws Exception {
    Certificate other = Certificate.forOtherName(folder);
    try (OtlpBackend backend = OtlpBackend.startTls(other.server())) {
      assertThat(send(backend, other.trusted()))
          .isEqualTo(
              refused(
                  "the certificate of 127.0.0.1:%d is for other names than 127.0.0.1; use the name"
                      + " it was made for",
                  backend));
    }
  }

  @Test
  void saysThatAPortSpeaksNoTls() throws Exception {
    byte[] http = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (RawServer server = new RawServer(http)) {
      String url = "https://127.0.0.1:" + server.port();

      assertThat(send(url, null, Requests.of(Signal.TRACES, 1)))
          .isEqualTo(
              Outcome.refused(
                  Reason.UNAVAILABLE,
                  "no TLS with 127.0.0.1:%d: it does not speak TLS; write http:// if that is meant"
                      .formatted(server.port())));
    }
  }

  @Test
  void saysThatAPortSpeaksTls() throws Exception {
    try (Http2Server server = new Http2Server(certificate.server())) {
      Outcome outcome =
          send("http://127.0.0.1:" + server.port(), null, Requests.of(Signal.TRACES, 1));

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
