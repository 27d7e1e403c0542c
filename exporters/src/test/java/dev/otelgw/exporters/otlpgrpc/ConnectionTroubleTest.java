package dev.otelgw.exporters.otlpgrpc;

import static dev.otelgw.exporters.otlpgrpc.Exporters.send;
import static dev.otelgw.exporters.otlpgrpc.Exporters.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Certificate;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.RawServer;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConnectionTroubleTest {

  private static Outcome sendTo(String endpoint) {
    return send(to(endpoint).config(), Requests.of(Signal.TRACES, 1));
  }

  private static Outcome unavailable(String message) {
    return Outcome.refused(Reason.UNAVAILABLE, message);
  }

  @Test
  void saysThatAConnectionWasRefused() throws IOException {
    int port = OwnPorts.next();
    assertThat(sendTo("localhost:" + port))
        .isEqualTo(
            unavailable(
                "cannot connect to localhost:%d: connection refused; is the backend running?"
                    .formatted(port)));
  }

  @Test
  void saysThatANameDoesNotResolve() {
    assertThat(sendTo("no-such-host.invalid:4317"))
        .isEqualTo(
            unavailable(
                "cannot find the host no-such-host.invalid: its name does not resolve; check the"
                    + " spelling and DNS"));
  }

  @Test
  void saysThatNobodyAnswersTheCall() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> filling = fill(full);
      String address = "127.0.0.1:" + full.getLocalPort();

      assertThat(
              send(
                  to(address).timeout(Duration.ofMillis(300)).config(),
                  Requests.of(Signal.TRACES, 1)))
          .isEqualTo(
              Outcome.refused(
                  Reason.TIMEOUT,
                  "cannot connect to %s within 300ms; is it the right address, and no firewall between?"
                      .formatted(address)));

      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  /** As many connections as wait to be accepted, so that further ones get no answer. */
  private static List<Socket> fill(ServerSocket server) throws IOException {
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Socket socket = new Socket();
      socket.connect(server.getLocalSocketAddress(), 1000);
      sockets.add(socket);
    }
    return sockets;
  }

  @Test
  void saysThatASocketIsNotThere(@TempDir Path folder) {
    Path socket = folder.resolve("otlp.sock");

    assertThat(sendTo("unix:" + socket))
        .isEqualTo(
            unavailable(
                "cannot connect to unix:%s: there is no such socket; is the backend running?"
                    .formatted(socket)));
  }

  @Test
  void knowsAnHttpServer() {
    try (OtlpBackend http = OtlpBackend.start()) {
      assertThat(sendTo("127.0.0.1:" + http.port()))
          .isEqualTo(
              unavailable(
                  "127.0.0.1:%d speaks HTTP/1, not gRPC; for OTLP over HTTP use otlp_http"
                      .formatted(http.port())));
    }
  }

  @Test
  void saysThatAPortSpeaksTls(@TempDir Path folder) throws Exception {
    try (OtlpBackend https = OtlpBackend.startTls(Certificate.forLocalhost(folder).server())) {
      assertThat(sendTo("127.0.0.1:" + https.port()))
          .isEqualTo(
              unavailable(
                  "127.0.0.1:%d speaks TLS; remove insecure: true under tls"
                      .formatted(https.port())));
    }
  }

  @Test
  void knowsWhatIsNotHttp2() throws Exception {
    byte[] banner = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.US_ASCII);
    try (RawServer ssh = new RawServer(banner)) {
      assertThat(sendTo("127.0.0.1:" + ssh.port()).toString())
          .contains("127.0.0.1:%d does not answer as gRPC does: ".formatted(ssh.port()));
    }
  }

  @Test
  void saysThatTheBackendHungUp() throws Exception {
    try (RawServer mute = new RawServer(new byte[0])) {
      assertThat(sendTo("127.0.0.1:" + mute.port()))
          .isEqualTo(
              unavailable(
                  "127.0.0.1:%d closed the connection before it answered; if it speaks TLS, remove"
                          .formatted(mute.port())
                      + " insecure: true under tls"));
    }
  }
}
