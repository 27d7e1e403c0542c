package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.ServerTlsConfig;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {

  private static final byte[] SPAN = Batches.spans("a", 1).toByteArray();

  @TempDir private Path folder;
  private final TestAuthority authority = TestAuthority.named("test authority");
  private final ClientTlsConfig believing = TlsClients.believing(authority.pem());
  private ServerTlsConfig server = TlsClients.showing(authority.forLocalhost());

  private Rig rig() {
    Rig.Options options = new Rig.Options();
    options.grpcKeys = new Object[] {"tls", server};
    options.httpKeys = new Object[] {"tls", server};
    return options.start();
  }

  private void demandCertificates() {
    Path file = authority.write(folder.resolve("clients.crt"));
    server = Changed.record(server, "clientCaFile", file.toString());
  }

  @Test
  void takesBothProtocolsOverTls() throws Exception {
    try (Rig rig = rig();
        GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort(), believing);
        HttpSender http = new HttpSender(rig.receiver.httpPort(), believing)) {
      for (int i = 0; i < 3; i++) {
        grpc.send(Signal.TRACES, SPAN);
        assertThat(http.protobuf("/v1/traces", SPAN).statusCode()).isEqualTo(200);
      }
      byte[] large = Batches.spans("a", 5000).toByteArray();
      grpc.send(Signal.TRACES, large);
      assertThat(http.protobuf("/v1/traces", large).statusCode()).isEqualTo(200);
      assertThat(rig.sink.batches()).hasSize(8);
      assertThat(rig.sink.batches().getLast().toByteArray()).isEqualTo(large);
      assertThat(rig.warnings()).isEmpty();
    }
  }

  @Test
  void clientsWithACertificateAreTakenWhereOneIsDemanded() throws Exception {
    demandCertificates();
    ClientTlsConfig agent = TlsClients.as(authority.client("agent"), believing);
    try (Rig rig = rig();
        GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort(), agent);
        HttpSender http = new HttpSender(rig.receiver.httpPort(), agent)) {
      grpc.send(Signal.TRACES, SPAN);
      assertThat(http.protobuf("/v1/traces", SPAN).statusCode()).isEqualTo(200);
      assertThat(rig.warnings()).isEmpty();
    }
  }

  @Test
  void clientsWithoutTheDemandedCertificateAreToldInTheLog() {
    demandCertificates();
    refused(believing, "it showed no certificate, which client_ca_file demands");
  }

  @Test
  void clientsOfAnUnknownAuthorityAreToldInTheLog() {
    demandCertificates();
    Issued stranger = TestAuthority.named("other").client("stranger");
    ClientTlsConfig config = TlsClients.as(stranger, believing);
    // It heeds the server's list of authorities, and does not even show it.
    refused(config, "it showed no certificate, which client_ca_file demands");
  }

  @Test
  void clientsThatDoNotBelieveUsAreToldInTheLog() {
    refused(TlsClients.believing(TestAuthority.named("other").pem()), "believe our certificate");
  }

  @Test
  void clientsThatAreTooOldAreToldInTheLog() {
    server = Changed.record(server, "minVersion", "1.3");
    refused(
        Changed.record(believing, "maxVersion", "1.2"),
        "compare min_version, max_version, cipher_suites on both sides");
  }

  /** The JDK's own client does not speak them any more, so this one says its hello by hand. */
  @ParameterizedTest
  @ValueSource(bytes = {0, 1, 2})
  void oldVersionsAreRefusedOnEitherPort(byte minor) throws Exception {
    byte[] hello =
        ByteBuffer.allocate(54)
            .put(new byte[] {0x16, 3, minor, 0, 49, 1, 0, 0, 45, 3, minor})
            .put(new byte[32])
            .put(new byte[] {0, 0, 4, (byte) 0xc0, 0x13, 0, 0x2f, 1, 0, 0, 0})
            .array();
    try (Rig rig = rig()) {
      for (int port : List.of(rig.receiver.grpcPort(), rig.receiver.httpPort())) {
        try (RawSocket client = new RawSocket(port)) {
          String answer = client.send(hello).rest();
          // An alert (21), which is fatal (2): protocol_version (70) or handshake_failure (40).
          assertThat(answer).hasSize(7).startsWith("\u0015\u0003");
          assertThat((int) answer.charAt(5)).isEqualTo(2);
          assertThat((int) answer.charAt(6)).isIn(40, 70);
        }
      }
    }
  }

  private void refused(ClientTlsConfig client, String words) {
    try (Rig rig = rig();
        GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort(), client);
        HttpSender http = new HttpSender(rig.receiver.httpPort(), client)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> grpc.send(Signal.TRACES, SPAN))
            .isInstanceOf(StatusRuntimeException.class);
        assertThatThrownBy(() -> http.protobuf("/v1/traces", SPAN)).isInstanceOf(IOException.class);
      }
      Await.until("a line for each port", () -> rig.warnings().size() >= 2);
      assertThat(rig.warnings())
          .hasSize(2)
          .allMatch(line -> line.contains("TLS handshake failed (protocols."))
          .allMatch(line -> line.contains(words), words);
    }
  }

  @Test
  void plainClientsAreToldInTheirOwnLanguage() throws Exception {
    try (Rig rig = rig();
        GrpcSender grpc = new GrpcSender(rig.receiver.grpcPort());
        HttpSender http = new HttpSender(rig.receiver.httpPort())) {
      StatusRuntimeException e =
          catchThrowableOfType(StatusRuntimeException.class, () -> grpc.send(Signal.TRACES, SPAN));
      assertThat(e.getStatus().toString())
          .contains("HTTP/2 (gRPC) without TLS arrived at the port for OTLP/gRPC over TLS");
      HttpResponse<byte[]> answer = http.protobuf("/v1/traces", SPAN);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(
              "HTTP/1 without TLS arrived at the port for OTLP/HTTP over TLS; make the client use"
                  + " TLS (https://, and no insecure), or take tls out of protocols.http\n");
      assertThat(rig.warnings()).hasSize(2);
    }
  }

  @Test
  void httpWithinTlsOnTheGrpcPortIsToldWhereToGo() throws Exception {
    try (Rig rig = rig();
        SSLSocket socket = connect(rig.receiver.grpcPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400 ")
          .endsWith("HTTP/1 arrived at the port for OTLP/gRPC; OTLP/HTTP is at 127.0.0.1:0\n");
    }
  }

  @Test
  void grpcWithinTlsOnTheHttpPortIsToldWhereToGo() {
    try (Rig rig = rig();
        GrpcSender grpc = new GrpcSender(rig.receiver.httpPort(), believing)) {
      StatusRuntimeException e =
          catchThrowableOfType(StatusRuntimeException.class, () -> grpc.send(Signal.TRACES, SPAN));
      assertThat(e.getStatus().toString()).contains("OTLP/gRPC is at 127.0.0.1:0");
    }
  }

  private SSLSocket connect(int port) throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    SSLSocket socket =
        (SSLSocket)
            TlsClients.client(believing).sockets().createSocket(plain, "localhost", port, true);
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void answersThatEndAConnectionEndTlsToo() throws Exception {
    try (Rig rig = rig();
        SSLSocket socket = connect(rig.receiver.httpPort())) {
      String type = "Content-Type: application/json\r\nExpect: 100-continue\r\n";
      String head = "POST /v1/traces HTTP/1.1\r\n" + type + "Content-Length: 999999999\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      // readAllBytes would throw where the connection ends without TLS's farewell.
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void aHandshakeThatStopsIsCut() throws Exception {
    byte[] half = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
    try (Rig rig = rig();
        RawSocket grpc = new RawSocket(rig.receiver.grpcPort());
        RawSocket http = new RawSocket(rig.receiver.httpPort());
        RawSocket silent = new RawSocket(rig.receiver.grpcPort())) {
      grpc.send(half);
      http.send(half);
      for (RawSocket socket : List.of(grpc, http, silent)) {
        socket.rest(); // Comes to an end.
      }
      assertThat(rig.warnings())
          .anyMatch(line -> line.contains("protocols.grpc.tls): it did not finish within 10 s"));
    }
  }

  @Test
  void aCertificateThatCannotBeReadStopsTheStart() {
    server =
        Changed.record(
            new ServerTlsConfig(), "certFile", "/nowhere/a.crt", "keyFile", "/nowhere/a.key");
    assertThatThrownBy(this::rig)
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(
            "receiver otlp: protocols.grpc.tls.cert_file /nowhere/a.crt: there is no such file");
  }
}
