package dev.otelgw.receivers.otlp;

import static dev.otelgw.pipeline.testing.CheckedConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Changed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of {@code protocols.http} about answers and connections. */
class HttpSettingsTest {

  private static final String REQUEST = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";

  private static Rig rig(Object... keys) {
    Rig.Options options = new Rig.Options();
    options.httpKeys = keys;
    return options.start();
  }

  @Test
  void everyAnswerCarriesTheResponseHeaders() throws Exception {
    Map<String, Secret> headers =
        Map.of(
            "X-Gateway", new Secret("west"), "Strict-Transport-Security", new Secret("max-age=9"));
    try (Rig rig = rig("responseHeaders", headers);
        RawSocket socket = new RawSocket(rig.receiver.httpPort())) {
      for (String request : new String[] {REQUEST, export("{}"), "no request at all\r\n\r\n"}) {
        assertThat(socket.send(request).response())
            .contains("X-Gateway: west\r\n", "Strict-Transport-Security: max-age=9\r\n");
      }
    }
  }

  @Test
  void headersThatBreakAnswersAreRefused() {
    Map<String, Secret> headers =
        Map.of("X-A", new Secret("b\r\nSet-Cookie: c"), "Content-Length", new Secret("5"));
    OtlpHttpConfig config = Changed.record(new OtlpHttpConfig(), "responseHeaders", headers);
    assertThat(problems(config))
        .containsExactlyInAnyOrder(
            "response_headers.X-A: has a line break in it, which no header can; remove it",
            "response_headers.Content-Length: cannot be set: each answer has its own");
    assertThat(config.toString()).doesNotContain("Set-Cookie");
    assertThat(
            problems(
                Changed.record(
                    new OtlpHttpConfig(), "responseHeaders", Map.of("a b", new Secret("c")))))
        .containsExactly("response_headers: \"a b\" is no name of a header");
  }

  @Test
  void connectionsEndAfterOneRequestWithoutKeepAlives() throws Exception {
    try (Rig rig = rig("keepAlivesEnabled", false);
        RawSocket socket = new RawSocket(rig.receiver.httpPort())) {
      assertThat(socket.send(REQUEST).rest())
          .startsWith("HTTP/1.1 404 ")
          .containsIgnoringCase("connection: close\r\n");
    }
    try (Rig rig = rig();
        RawSocket socket = new RawSocket(rig.receiver.httpPort())) {
      for (int i = 0; i < 2; i++) {
        assertThat(socket.send(REQUEST).response()).doesNotContainIgnoringCase("connection: close");
      }
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswersIsCut() throws Exception {
    try (Rig rig = rig("writeTimeout", Duration.ofMillis(300))) {
      flood(rig);
      Await.until("said", () -> !rig.warnings().isEmpty());
      assertThat(rig.warnings())
          .singleElement()
          .asString()
          .startsWith("receiver otlp: client /127.0.0.1:")
          .endsWith(
              "did not take its answer (protocols.http.write_timeout: 300ms); closed the"
                  + " connection");
    }
  }

  /** Sends and never reads, until the connection is cut. */
  private static void flood(Rig rig) throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), rig.receiver.httpPort()));
      byte[] many = REQUEST.repeat(1000).getBytes(StandardCharsets.US_ASCII);
      while (true) {
        socket.getOutputStream().write(many);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
    }
  }

  @Test
  void thousandsOfRequestsInOnePieceAreAnswered() throws Exception {
    try (Rig rig = rig();
        RawSocket socket = new RawSocket(rig.receiver.httpPort())) {
      // A large body makes for large reads, which then hold thousands of requests.
      String large = export("{" + " ".repeat(900_000) + "}");
      String many = "G / HTTP/1.1\r\n\r\n".repeat(5_000);
      Thread sender = Thread.startVirtualThread(() -> send(socket, large + export("{}") + many));
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      for (int i = 0; i < 5_000; i++) {
        assertThat(socket.response()).startsWith("HTTP/1.1 404 ");
      }
      sender.join();
      assertThat(rig.warnings()).isEmpty();
    }
  }

  private static String export(String json) {
    return """
    POST /v1/traces HTTP/1.1\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(json.length(), json);
  }

  private static void send(RawSocket socket, String text) {
    try {
      socket.send(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
