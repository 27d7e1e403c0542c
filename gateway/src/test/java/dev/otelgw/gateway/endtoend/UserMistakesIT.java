package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who gets something wrong: one line each, and everything else goes on. */
class UserMistakesIT {

  @TempDir Path folder;

  @Test
  void everyProblemOfAConfigurationIsALineOfItsOwn() throws IOException {
    Files.writeString(
        folder.resolve("gw.yaml"),
        """
        receivers:
          otlp:
            protocols:
              grpc:
                endpont: 0.0.0.0:4317
              http:
                endpoint: 0.0.0.0:99999
        exporters:
          otlp_http:
            endpoint: backend:4318
            compression: gzipp
            headers: {x-token: "${env:MISSING_TOKEN}"}
        service:
          pipelines:
            traces: {receivers: [otlp], exporters: [otlp_htp]}
            metrics: {receivers: [], exporters: [otlp_http]}
        """);
    try (GatewayUnderTest validate =
        GatewayUnderTest.command(folder, Map.of(), "validate", "--config", "gw.yaml")) {
      assertThat(validate.exitCode()).isEqualTo(2);
      Await.until("the last line", () -> has(validate, "cannot be used"));
      assertThat(validate.lines())
          .anyMatch(line ->
              line.startsWith("gw.yaml:5:9  receivers.otlp.protocols.grpc.endpont: unknown key")
                  && line.endsWith("did you mean \"endpoint\"?"))
          .anyMatch(line -> line.startsWith("gw.yaml:7:") && line.contains("99999"))
          .anyMatch(line -> line.startsWith("gw.yaml:10:") && line.contains("scheme"))
          .anyMatch(line -> line.startsWith("gw.yaml:11:") && line.contains("gzip"))
          .anyMatch(line -> line.startsWith("gw.yaml:12:") && line.contains("MISSING_TOKEN"))
          .anyMatch(line -> line.startsWith("gw.yaml:15:") && line.contains("otlp_http"))
          .anyMatch(line -> line.startsWith("gw.yaml:16:") && line.contains("no receivers"))
          .hasSize(8);
    }
  }

  @Test
  void aPortInUseIsOneLineAndValidateOpensNone() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          folder.resolve("gw.yaml"),
          """
          receivers:
            otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}
          exporters:
            debug:
          extensions:
            health_check: {endpoint: "127.0.0.1:0"}
          service:
            extensions: [health_check]
            telemetry: {metrics: {readers: []}}
            pipelines:
              traces: {receivers: [otlp], exporters: [debug]}
          """
              .formatted(taken.getLocalPort()));
      try (GatewayUnderTest validate =
              GatewayUnderTest.command(folder, Map.of(), "validate", "--config", "gw.yaml");
          GatewayUnderTest run =
              GatewayUnderTest.command(folder, Map.of(), "run", "--config", "gw.yaml")) {
        assertThat(validate.exitCode()).isZero();
        assertThat(run.exitCode()).isEqualTo(1);
        Await.until("the reason", () -> has(run, "already in use"));
        assertThat(run.lines().stream().filter(line -> line.contains("cannot listen"))).hasSize(1);
      }
    }
  }

  @Test
  void aPortThatNobodyAskedForMayBeTaken() throws Exception {
    int port = OwnPorts.next();
    Files.writeString(
        folder.resolve("gw.yaml"),
        """
        receivers:
          otlp: {protocols: {grpc: {endpoint: "127.0.0.1:%d"}}}
        exporters:
          debug:
        service:
          telemetry: {metrics: {readers: []}}
          pipelines:
            traces: {receivers: [otlp], exporters: [debug]}
        """
            .formatted(port));
    // Where something has the port of health_check already, that does as well.
    try (AutoCloseable _ = listening(13133);
        GatewayUnderTest run =
            GatewayUnderTest.command(folder, Map.of(), "run", "--config", "gw.yaml")) {
      run.awaitLine("13133");
      run.awaitLine("is ready");
      assertThat(run.lines())
          .anyMatch(line -> line.contains("WARN") && line.contains("runs without it"));
    }
  }

  private static AutoCloseable listening(int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      return () -> {};
    }
  }

  @Test
  void badInputIsToldAndTheRestGoesOn() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(
                folder,
                Pipelines.toBackend(backend.url()),
                "--set",
                "receivers.otlp.protocols.http.read_header_timeout=300ms")) {
      write(gateway.grpcPort(), "complete garbage\r\n\r\n");
      gateway.awaitLine("something unknown arrived");
      write(gateway.grpcPort(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      gateway.awaitLine("HTTP/1");

      byte[] bomb = GatewayUnderTest.gzip(new byte[100 << 20]);
      assertThat(bomb.length).isLessThan(200_000);
      assertThat(postGzip(gateway, bomb)).startsWith("HTTP/1.1 413");
      assertThat(
              gateway.post("/v1/traces", "application/x-protobuf", new byte[30 << 20]).statusCode())
          .isEqualTo(413);

      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
        slow.getOutputStream()
            .write("POST /v1/traces HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 408");
      }

      byte[] good = Batches.spans("good", 3).toByteArray();
      assertThat(gateway.post("/v1/traces", "application/x-protobuf", good).statusCode())
          .isEqualTo(200);
      backend.awaitItems(Signal.TRACES, 3, Duration.ofSeconds(30));
      assertThat(gateway.lines()).noneMatch(line -> line.contains("Exception"));
    }
  }

  @Test
  void withoutAConfigurationItPrintsAndKeepsWhatItGets() throws Exception {
    int[] ports = {OwnPorts.next(), OwnPorts.next()};
    List<String> arguments =
        List.of(
            "run",
            "--set",
            "receivers.otlp.protocols.grpc.endpoint=127.0.0.1:" + ports[0],
            "--set",
            "receivers.otlp.protocols.http.endpoint=127.0.0.1:" + ports[1],
            "--set",
            "extensions.health_check.endpoint=127.0.0.1:0",
            "--set",
            "service.extensions=[health_check]",
            "--set",
            "service.telemetry.metrics.readers=[]");
    try (GatewayUnderTest gateway =
        GatewayUnderTest.command(folder, Map.of(), arguments.toArray(new String[0]))) {
      gateway.awaitLine("is running");
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports[1])) {
        String json =
            "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\","
                + "\"value\":{\"stringValue\":\"hello\"}}]},\"scopeSpans\":[{\"spans\":[{"
                + "\"traceId\":\"0102030405060708090a0b0c0d0e0f10\","
                + "\"spanId\":\"0102030405060708\",\"name\":\"first\"}]}]}]}";
        send(socket, "application/json", "", json.getBytes(StandardCharsets.UTF_8));
        assertThat(firstLine(socket)).startsWith("HTTP/1.1 200");
      }
      gateway.awaitLine("hello");
      assertThat(Files.readString(folder.resolve("data/telemetry.jsonl")))
          .contains("\"stringValue\":\"hello\"")
          .contains("0102030405060708090a0b0c0d0e0f10");
    }
  }

  @Test
  void oneOfThreeVariablesMissingIsSaid() throws IOException {
    Map<String, String> environment =
        Map.of("GRAFANA_CLOUD_OTLP_ENDPOINT", "x", "GRAFANA_CLOUD_API_KEY", "glc_secret");
    try (GatewayUnderTest run = GatewayUnderTest.command(folder, environment, "run")) {
      assertThat(run.exitCode()).isEqualTo(2);
      Await.until("the reason", () -> has(run, "GRAFANA_CLOUD_OTLP_INSTANCE_ID is not set"));
      assertThat(run.lines()).hasSize(1).noneMatch(line -> line.contains("glc_secret"));
    }
  }

  private static boolean has(GatewayUnderTest gateway, String part) {
    return gateway.lines().stream().anyMatch(line -> line.contains(part));
  }

  private static void write(int port, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.setSoTimeout(10_000);
      while (socket.getInputStream().read() >= 0) {
        // Until the gateway hangs up.
      }
    }
  }

  private static String postGzip(GatewayUnderTest gateway, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      send(socket, "application/x-protobuf", "Content-Encoding: gzip\r\n", body);
      return firstLine(socket);
    }
  }

  private static void send(Socket socket, String type, String headers, byte[] body)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    String head =
        "POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
            .formatted(type, headers, body.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return answer.lines().findFirst().orElse("");
  }
}
