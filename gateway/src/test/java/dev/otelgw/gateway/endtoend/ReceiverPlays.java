package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations that differ in what they listen for. */
final class ReceiverPlays {

  private ReceiverPlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("browser-cors", ReceiverPlays::browser);
    plays.put("keepalive", ReceiverPlays::keepalive);
    plays.put("unix-socket", ReceiverPlays::unixSocket);
    plays.put("nop", ReceiverPlays::nop);
    plays.put("tenants", ReceiverPlays::tenants);
    return plays;
  }

  private static void browser(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://backend:4318");
    int port = stage.port("0.0.0.0:4318");
    stage.start("browser-cors");
    URI url = URI.create("http://127.0.0.1:" + port + "/v1/traces");
    HttpResponse<String> preflight =
        send(
            HttpRequest.newBuilder(url)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://www.shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-client-version")
                .build());
    assertThat(preflight.statusCode()).isBetween(200, 204);
    assertThat(preflight.headers().firstValue("access-control-allow-origin"))
        .hasValue("https://www.shop.example");
    assertThat(preflight.headers().firstValue("access-control-max-age")).hasValue("7200");
    Message message = Batches.spans("page", 2).message();
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(url)
                .POST(HttpRequest.BodyPublishers.ofByteArray(message.toByteArray()))
                .header("Content-Type", "application/x-protobuf")
                .header("Origin", "http://localhost:3000")
                .header("X-Client-Version", "7")
                .build());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("access-control-allow-origin"))
        .hasValue("http://localhost:3000");
    assertThat(answer.headers().firstValue("access-control-expose-headers"))
        .hasValueSatisfying(value -> assertThat(value).isEqualToIgnoringCase("X-Request-Id"));
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    backend.awaitItems(TRACES, 2, Ways.PATIENCE);
    assertThat(Seen.itemAttributes(backend.messages(TRACES)))
        .allSatisfy(span -> assertThat(span).containsEntry("client.version", "7"));
    stage.arrives(stage.send(Sender.http(port, Map.of()), LOGS), backend::messages);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return Sender.PLAIN.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void keepalive(Stage stage) throws Exception {
    GrpcBackend backend = stage.closing(GrpcBackend.start());
    stage.replace("gateway-headless:4317", "localhost:" + backend.port());
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("keepalive");
    stage.arrives(ways.send(Signal.values()), backend::messages);
  }

  private static void unixSocket(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://backend:4318");
    // The path of a socket may have a hundred bytes; those of temporary folders are long.
    Path folder = ShortFolder.make(stage);
    stage.replace("/var/run/otel", folder.toString());
    stage.start("unix-socket");
    stage.gateway().awaitLine("is ready");
    Sender sender = Sender.unix(folder.resolve("otlp-http.sock"));
    stage.arrives(stage.send(sender, TRACES, LOGS), backend::messages);
  }

  private static void nop(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("backend:4317");
    Sender sender = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    stage.start("nop");
    stage.send(sender, TRACES);
    stage.arrives(stage.send(sender, LOGS), backend::messages);
    // Metrics come from the receiver that never has any.
    assertThat(sender.send(METRICS, Batches.of(METRICS, "x", 1).toByteArray()))
        .startsWith("UNIMPLEMENTED");
    Await.until(
        "what was thrown away to be counted",
        () -> stage.metrics().contains("otelcol_exporter_sent_spans_total{exporter=\"nop\"} 3.0"));
  }

  private static void tenants(Stage stage) throws Exception {
    OtlpBackend mimir = stage.http("http://mimir:8080/otlp");
    int grpc = stage.port("0.0.0.0:4317");
    int http = stage.port("0.0.0.0:4318");
    stage.start("tenants");
    for (String tenant : List.of("blue", "green")) {
      Map<String, String> headers = Map.of("x-tenant-id", tenant);
      stage.send(Ways.grpc(stage, grpc, headers), TRACES, METRICS);
      stage.send(Sender.http(http, headers), TRACES, METRICS);
    }
    stage.send(Sender.http(http, Map.of()), TRACES);
    mimir.awaitItems(TRACES, 15, Ways.PATIENCE);
    mimir.awaitItems(METRICS, 12, Ways.PATIENCE);
    assertThat(itemsOf(mimir, "blue")).isEqualTo(12);
    assertThat(itemsOf(mimir, "green")).isEqualTo(12);
    assertThat(itemsOf(mimir, "anonymous")).isEqualTo(3);
  }

  private static long itemsOf(OtlpBackend backend, String tenant) {
    return backend.requests().stream()
        .filter(request -> request.header("x-scope-orgid").equals(tenant))
        .mapToLong(request -> request.items())
        .sum();
  }
}
