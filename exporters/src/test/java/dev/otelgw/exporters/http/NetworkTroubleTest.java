package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.RawServer;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NetworkTroubleTest {

  private static Outcome send(String url) {
    return send(url, Duration.ofSeconds(10));
  }

  private static Outcome send(String url, Duration timeout) {
    SenderSettings settings =
        Senders.with(url, Compression.GZIP, timeout, ConnectionSettings.DEFAULT);
    try (OtlpHttpSender sender = Senders.started(settings)) {
      return sender.accept(Requests.of(Signal.TRACES, 1));
    }
  }

  private static Outcome unavailable(String message) {
    return Outcome.refused(Reason.UNAVAILABLE, message);
  }

  @Test
  void saysThatAConnectionWasRefused() throws IOException {
    int port = OwnPorts.next();
    String address = "localhost:" + port;

    assertThat(send("http://" + address))
        .isEqualTo(
            unavailable(
                "cannot connect to " + address + ": connection refused; is the backend running?"));
  }

  @Test
  void saysThatANameDoesNotResolve() {
    assertThat(send("http://no-such-host.invalid:4318"))
        .isEqualTo(
            unavailable(
                "cannot find the host no-such-host.invalid: its name does not resolve; check the"
                    + " spelling and DNS"));
  }

  @Test
  void saysThatNoAnswerCameInTime() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.answer(Answer.ok().after(Duration.ofSeconds(20)));

      assertThat(send(backend.url(), Duration.ofMillis(300)))
          .isEqualTo(
              Outcome.refused(
                  Reason.TIMEOUT, "no answer from " + backend.url() + "/v1/traces within 300ms"));
    }
  }

  @Test
  void saysThatTheBackendHungUp() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.answer(Answer.noAnswer());

      assertThat(send(backend.url()))
          .isEqualTo(
              unavailable(
                  "127.0.0.1:" + backend.port() + " closed the connection before it answered"));
    }
  }

  @Test
  void showsTheWordsOfAnErrorBrokenOffMidway() {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.answer(Answer.text(503, "half a").hangingUp(Answer.HangUp.MIDWAY));

      assertThat(send(backend.url()).toString()).contains("503 from " + backend.url());
    }
  }

  @Test
  void knowsAGrpcPort() throws Exception {
    byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0, '\r', '\n'};
    assertThat(answeredWith(settings))
        .contains("speaks HTTP/2 without TLS, probably gRPC; OTLP over HTTP is usually on port");
  }

  @Test
  void knowsWhatIsNotHttp() throws Exception {
    byte[] banner = "SSH-2.0-OpenSSH_9.2\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(answeredWith(banner)).contains("does not answer as HTTP does:");
  }

  private static String answeredWith(byte[] bytes) throws Exception {
    try (RawServer server = new RawServer(bytes)) {
      return send("http://127.0.0.1:" + server.port()).toString();
    }
  }

  private static void stop(OtlpBackend backend) {
    backend.close();
  }

  @Test
  void reachesABackendThatCameBack() {
    int port;
    OtlpBackend first = OtlpBackend.start();
    port = first.port();
    try (OtlpHttpSender sender = Senders.started(Senders.to(first.url()))) {
      assertThat(sender.accept(Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());
      stop(first);
      assertThat(sender.accept(Requests.of(Signal.LOGS, 1))).isInstanceOf(Outcome.Refused.class);
      try (OtlpBackend second = OtlpBackend.start(port)) {
        assertThat(sender.accept(Requests.of(Signal.LOGS, 1))).isEqualTo(Outcome.accepted());
        assertThat(second.items(Signal.LOGS)).isEqualTo(1);
      }
    }
  }
}
