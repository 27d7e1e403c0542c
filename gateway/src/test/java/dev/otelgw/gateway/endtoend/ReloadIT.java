package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGHUP, good and bad, with and without load. */
class ReloadIT {

  private static final String DONE = "the new configuration runs";
  private static final String BAD = "the one before goes on";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"50, memory", "100, disk"})
  void reloadsUnderLoadLoseNothing(int reloads, String kept) throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      NamedLoad load = NamedLoad.start(gateway.httpPort(), 3);
      try (load) {
        for (int i = 0; i < reloads; i++) {
          long sentBefore = load.acknowledged().size();
          String next = variant(i, backend.url());
          reload(gateway, kept.equals("disk") ? onDisk(next) : next);
          Await.until("traffic", () -> load.acknowledged().size() > sentBefore);
        }
      }
      Await.until("an empty queue", () -> gateway.metric("otelgw_ledger_queued_items") == 0);
      List<String> arrived = Arrived.names(backend);

      assertThat(gateway.linesWith(DONE)).isEqualTo(reloads * 3L / 5);
      assertThat(gateway.linesWith(BAD)).isEqualTo(reloads * 2L / 5);
      assertThat(arrived).doesNotHaveDuplicates().containsAll(load.acknowledged());
      assertThat(load.acknowledged()).hasSizeGreaterThan(50);
      assertThat(gateway.metric("otelgw_ledger_accepted_items"))
          .as("counters go on over reloads")
          .isEqualTo(arrived.size());
      assertThat(gateway.metric("otelgw_ledger_dropped_items")).isZero();
    }
  }

  private static void reload(GatewayUnderTest gateway, String yaml) throws Exception {
    long before = gateway.linesWith(DONE) + gateway.linesWith(BAD);
    gateway.write(yaml);
    gateway.hangUp();
    Await.until("the reload", () -> gateway.linesWith(DONE) + gateway.linesWith(BAD) > before);
  }

  /** With its queue in the folder. */
  private static String onDisk(String yaml) {
    String queue = Pipelines.queue("num_consumers: 5");
    return Pipelines.onDisk(
        yaml.replaceFirst("timeout: (\\d+)s}", "timeout: $1s, " + queue + "}")
            .replace("    retry_on_failure", "    " + queue + "\n    retry_on_failure"));
  }

  /** Three that are good and two that are not, each different from the one before. */
  private static String variant(int i, String url) {
    return switch (i % 5) {
      case 0 -> Pipelines.toBackend(url, "timeout: " + (10 + i) + "s");
      case 1 -> Pipelines.toBackend(url, "timeuot: 3s");
      case 2 ->
          """
          exporters:
            otlp_http: {endpoint: "%s", timeout: %ds}
          processors:
            attributes: {actions: [{key: reload, value: %d, action: upsert}]}
          connectors:
            forward:
          service:
            pipelines:
              traces/in: {receivers: [otlp], processors: [attributes], exporters: [forward]}
              traces/out: {receivers: [forward], exporters: [otlp_http]}
          """
              .formatted(url, 10 + i, i);
      case 3 ->
          "receivers: {otlp: {protocols: {http: {max_request_body_size: %d}}}}\n"
                  .formatted(1_000_000 + i)
              + Pipelines.toBackend(url);
      default -> "exporters: {otlp_http: {endpoint: x}}\n" + Pipelines.pipelines("nowhere");
    };
  }

  @Test
  void whatDidNotChangeKeepsItsConnections() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        OtlpBackend other = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()));
        Socket kept = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      assertThat(post(kept, "a")).startsWith("HTTP/1.1 200");
      backend.awaitItems(Signal.TRACES, 1, SOON);

      reload(gateway, Pipelines.toBackend(other.url()));

      assertThat(post(kept, "b")).startsWith("HTTP/1.1 200");
      other.awaitItems(Signal.TRACES, 1, SOON);
      assertThat(Arrived.names(other)).containsExactly("b-0");

      reload(gateway, Pipelines.toBackend(other.url()).replaceAll("\n *traces:.*", ""));
      assertThat(post(kept, "c")).startsWith("HTTP/1.1 404").contains("no pipeline takes traces");
    }
  }

  @Test
  void aListenerStaysWhenTheOtherOneOfItsReceiverChanges() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        OtlpBackend other = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()));
        Socket kept = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
      assertThat(post(kept, "a")).startsWith("HTTP/1.1 200");
      String changed =
          "receivers: {otlp: {protocols: {grpc: {max_recv_msg_size_mib: 8}}}}\n"
              + Pipelines.toBackend(other.url());

      reload(gateway, changed);

      assertThat(post(kept, "b")).startsWith("HTTP/1.1 200");
      other.awaitItems(Signal.TRACES, 1, SOON);
      assertThat(gateway.linesWith("OTLP/gRPC on")).isEqualTo(2);
      assertThat(gateway.linesWith("OTLP/HTTP on")).isOne();
    }
  }

  @Test
  void whatWaitsForAWrongTokenGoesOutWithTheRightOne() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start()) {
      backend.requireBasicAuth("123", "right");
      try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, cloud(backend, "wrong"))) {
        for (int i = 0; i < 5; i++) {
          assertThat(
                  gateway
                      .post(
                          "/v1/traces",
                          "application/x-protobuf",
                          Batches.spans("s" + i, 2).toByteArray())
                      .statusCode())
              .isEqualTo(200);
        }
        gateway.awaitLine("nothing is thrown away");

        reload(gateway, cloud(backend, "right"));

        backend.awaitItems(Signal.TRACES, 10, SOON);
        Ledger.holdsWithoutLoss(gateway, 10);
      }
    }
  }

  private static String cloud(OtlpBackend backend, String token) {
    return """
    exporters:
      grafana_cloud: {endpoint: "%s", instance_id: "123", api_key: "%s"}
    """
            .formatted(backend.url(), token)
        + Pipelines.pipelines("grafana_cloud");
  }

  @Test
  void aBadFileIsSaidProblemByProblemAndChangesNothing() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()))) {
      reload(gateway, Pipelines.toBackend(backend.url(), "timeuot: 3s", "compresion: gzip"));

      assertThat(gateway.linesWith("unknown key; did you mean \"timeout\"?")).isOne();
      assertThat(gateway.linesWith("unknown key; did you mean \"compression\"?")).isOne();
      assertThat(
              gateway.linesWith(
                  "SIGHUP: the configuration cannot be used (2 problems); the one before goes on"))
          .isOne();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
        assertThat(post(client, "a")).startsWith("HTTP/1.1 200");
      }
      backend.awaitItems(Signal.TRACES, 1, SOON);
    }
  }

  @Test
  void aChangedFileIsSeenWhereAsked() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        OtlpBackend other = OtlpBackend.start();
        GatewayUnderTest gateway =
            GatewayUnderTest.start(folder, Pipelines.toBackend(backend.url()), "--watch")) {
      backend.answer(Answer.text(503, "away"));
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
        assertThat(post(client, "a")).startsWith("HTTP/1.1 200");
      }
      gateway.write(Pipelines.toBackend(other.url()));

      gateway.awaitLine("the configuration changed: " + DONE);
      other.awaitItems(Signal.TRACES, 1, SOON);
    }
  }

  /** One request on a connection that stays open. */
  private static String post(Socket socket, String name) throws IOException {
    byte[] body = Batches.spans(name, 1).toByteArray();
    String head =
        "POST /v1/traces HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return answer + "(closed)";
      }
      answer.append((char) next);
    }
    int length = contentLength(answer.toString());
    return answer + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static int contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }
}
