package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.send;
import static dev.otelgw.exporters.otlpgrpc.Exporters.started;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.RawServer;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {

  private static final TestAuthority AUTHORITY = TestAuthority.named("authority");

  @TempDir Path folder;

  private static GrpcBackend serving(Issued certificate) {
    return serving(certificate, _ -> {});
  }

  private static GrpcBackend serving(Issued certificate, Consumer<SslContextBuilder> tuning) {
    return GrpcBackend.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        server -> secure(server, certificate, tuning));
  }

  private static void secure(
      NettyServerBuilder server, Issued certificate, Consumer<SslContextBuilder> tuning) {
    SslContextBuilder tls =
        GrpcSslContexts.configure(
            SslContextBuilder.forServer(certificate.key(), certificate.chain()));
    tuning.accept(tls);
    try {
      server.sslContext(tls.build());
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome sendOne(String endpoint, ClientTls tls) {
    return send(to(endpoint).tls(tls).config(), Requests.of(Signal.TRACES, 3));
  }

  private static void assertRefused(Outcome outcome, String message) {
    assertThat(outcome).isEqualTo(Outcome.refused(Reason.UNAVAILABLE, message));
  }

  @Test
  void deliversOverTls() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY)))
          .isEqualTo(Outcome.accepted());
      assertThat(sendOne("localhost:" + backend.port(), ClientTls.trusting(AUTHORITY)))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void takesTheAuthorityFromAFile() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      Path file = AUTHORITY.write(folder.resolve("ca.crt"));

      assertThat(sendOne(backend.address(), ClientTls.trusting(file)))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void httpsMeansTlsWhateverInsecureSays() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      assertThat(
              sendOne("https://" + backend.address(), ClientTls.insecure().skippingVerification()))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void anAuthorityMeansTlsWhateverInsecureSays() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY).butInsecure()))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void saysThatACertificateIsNotTrusted() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      assertRefused(
          sendOne(backend.address(), ClientTls.usual()),
          ("no TLS with %s: its certificate is not signed by an authority that this Java trusts; if"
                  + " it is yours, name its file in ca_file under tls")
              .formatted(backend.address()));
    }
  }

  @Test
  void believesAnybodyWhereAskedTo() {
    try (GrpcBackend backend = serving(TestAuthority.named("stranger").server("elsewhere.test"))) {
      assertThat(sendOne(backend.address(), ClientTls.usual().skippingVerification()))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void saysThatACertificateHasExpired() {
    try (GrpcBackend backend = serving(AUTHORITY.expired())) {
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY)).toString())
          .contains("no TLS with " + backend.address() + ": its certificate has expired (");
    }
  }

  @Test
  void asksForTheNameThatOverridesTheEndpoints() {
    try (GrpcBackend backend = serving(AUTHORITY.server("otlp.example"))) {
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY)).toString())
          .contains("no TLS with " + backend.address() + ": its certificate is for other names")
          .contains("server_name_override under tls");

      assertThat(
              sendOne(backend.address(), ClientTls.trusting(AUTHORITY).serverName("otlp.example")))
          .isEqualTo(Outcome.accepted());

      assertThat(backend.calls().getFirst().authority()).isEqualTo("otlp.example");
    }
  }

  @Test
  void authorityIsTheNameThatTlsChecks() {
    try (GrpcBackend backend = serving(AUTHORITY.server("otlp.example"))) {
      OtlpGrpcConfig config =
          to(backend.address())
              .tls(ClientTls.trusting(AUTHORITY))
              .authority("otlp.example:4317")
              .config();

      assertThat(send(config, Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void showsItsCertificate() {
    try (GrpcBackend backend =
        serving(
            AUTHORITY.forLocalhost(),
            tls -> tls.clientAuth(ClientAuth.REQUIRE).trustManager(AUTHORITY.certificate()))) {
      Issued client = AUTHORITY.client("gateway");

      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY).certificate(client)))
          .isEqualTo(Outcome.accepted());
      assertThat(
              sendOne(
                  backend.address(),
                  ClientTls.trusting(AUTHORITY).certificate(client.write(folder, "client"))))
          .isEqualTo(Outcome.accepted());
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY)).toString())
          .contains("cert_file and key_file under tls");
    }
  }

  @Test
  void speaksTheVersionsItIsTold() {
    try (GrpcBackend old = serving(AUTHORITY.forLocalhost(), tls -> tls.protocols("TLSv1.2"))) {
      assertThat(sendOne(old.address(), ClientTls.trusting(AUTHORITY).versions("1.2", "")))
          .isEqualTo(Outcome.accepted());
      assertThat(sendOne(old.address(), ClientTls.trusting(AUTHORITY).versions("1.3", "")))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void offersTheSuitesItIsTold() {
    String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    String other = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
    try (GrpcBackend backend =
        serving(
            AUTHORITY.forLocalhost(), tls -> tls.protocols("TLSv1.2").ciphers(List.of(suite)))) {
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY).suites(suite)))
          .isEqualTo(Outcome.accepted());
      assertThat(sendOne(backend.address(), ClientTls.trusting(AUTHORITY).suites(other)))
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void saysThatAPortSpeaksNoTls() {
    try (GrpcBackend plain = GrpcBackend.start()) {
      assertRefused(
          sendOne(plain.address(), ClientTls.usual()),
          plain.address()
              + " does not speak TLS; if it is to be spoken to in the clear, write tls:"
              + " {insecure: true}");
    }
  }

  @Test
  void saysHowToSpeakToAPortThatHangsUpOnTls() throws Exception {
    try (RawServer mute = new RawServer(new byte[0])) {
      assertRefused(
          sendOne("127.0.0.1:" + mute.port(), ClientTls.usual()),
          "no TLS with 127.0.0.1:%d: it hung up during the handshake; if it is to be spoken to in"
                  .formatted(mute.port())
              + " the clear, write tls: {insecure: true}");
    }
  }

  @Test
  void saysThatAPortSpeaksTls() {
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost())) {
      assertThat(sendOne(backend.address(), ClientTls.insecure()).toString())
          .contains(backend.address())
          .contains("insecure: true under tls");
    }
  }

  @Test
  void newConnectionsHaveTheNewCertificate() {
    Path ca = TestAuthority.named("old").write(folder.resolve("ca.crt"));
    try (GrpcBackend backend = serving(AUTHORITY.forLocalhost());
        OtlpGrpcExporter exporter =
            started(to(backend.address()).tls(ClientTls.trusting(ca)).config())) {
      assertThat(exporter.accept(Requests.of(Signal.LOGS, 1))).isInstanceOf(Outcome.Refused.class);

      Issued.replace(ca, AUTHORITY.pem());

      Await.until(
          "the new authority to be believed",
          () -> exporter.accept(Requests.of(Signal.LOGS, 1)).equals(Outcome.accepted()));
    }
  }

  @Test
  void doesNotStartWithoutItsFiles() {
    ClientTls tls = ClientTls.trusting(folder.resolve("missing.crt"));

    assertThatThrownBy(() -> started(to("localhost:4317").tls(tls).config()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("missing.crt");
  }
}
