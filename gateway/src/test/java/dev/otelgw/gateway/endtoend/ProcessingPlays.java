package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static dev.otelgw.pipeline.testing.Telemetry.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.gateway.endtoend.Stage.Sent;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Telemetry;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations that change what passes through, or send it along several ways. */
final class ProcessingPlays {

  private ProcessingPlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("several-pipelines", ProcessingPlays::severalPipelines);
    plays.put("forward-connector", ProcessingPlays::forward);
    plays.put("kubernetes-daemonset", ProcessingPlays::kubernetes);
    plays.put("attribute-actions", ProcessingPlays::attributeActions);
    return plays;
  }

  private static void severalPipelines(Stage stage) throws Exception {
    OtlpBackend own = stage.http("http://tempo:4318");
    GrpcBackend vendor = stage.grpc("vendor.example.com:4317");
    Sender grpc = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    Sender legacy = Sender.http(stage.port("0.0.0.0:55681"), Map.of());
    stage.start("several-pipelines");

    Map<String, Object> personal =
        new LinkedHashMap<>(Map.of("enduser.id", "7", "user.email", "a@example.com"));
    Message spans = Telemetry.spans(ORIGIN, Telemetry.span("buy", personal)).message();
    Sent sent = stage.send(grpc, TRACES, spans);
    stage.arrives(List.of(sent), own::messages);
    Await.until("what the vendor gets", () -> !vendor.messages(TRACES).isEmpty());
    assertThat(Seen.itemAttributes(vendor.messages(TRACES)).getFirst())
        .doesNotContainKey("enduser.id")
        .hasEntrySatisfying("user.email", hash -> assertThat(hash.toString()).hasSize(64));
    stage.arrives(stage.send(legacy, TRACES, LOGS), own::messages);
    List<Sent> metrics = stage.send(grpc, METRICS);
    stage.arrives(metrics, own::messages);
    stage.arrives(metrics, vendor::messages);
    assertThat(vendor.messages(LOGS)).isEmpty();
    assertThat(vendor.messages(TRACES)).hasSize(1);
  }

  private static void forward(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("collector.example.com:4317");
    Sender back = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    Sender front = Sender.http(stage.port("0.0.0.0:4318"), Map.of());
    stage.start("forward-connector");
    stage.send(back, TRACES);
    stage.send(front, TRACES);
    Await.until(
        "both tiers",
        () ->
            Seen.resourceAttributes(backend.messages(TRACES)).stream()
                .map(resource -> String.valueOf(resource.get("tier")))
                .toList()
                .containsAll(List.of("frontend", "backend")));
  }

  private static void kubernetes(Stage stage) throws Exception {
    stage.env("MY_POD_IP", "127.0.0.1").env("K8S_NODE_NAME", "node-1");
    OtlpBackend backend = stage.http("http://otel-backend.observability.svc:4318");
    Ways ways = Ways.written(stage, "${env:MY_POD_IP}:4317", "${env:MY_POD_IP}:4318");
    stage.start("kubernetes-daemonset");
    Telemetry.Origin pod =
        new Telemetry.Origin(
            Map.of("service.name", "cart", "k8s.ns", "shop", "host.ip", "10.0.0.1"), "s", "1");
    stage.send(ways.grpc(), TRACES, Telemetry.spans(pod, Telemetry.span("a", Map.of())).message());
    stage.send(ways.http(), LOGS, Telemetry.logs(pod, record("line", Map.of())).message());
    for (Signal signal : List.of(TRACES, LOGS)) {
      backend.awaitItems(signal, 1, Ways.PATIENCE);
      assertThat(Seen.resourceAttributes(backend.messages(signal)).getFirst())
          .containsEntry("k8s.node.name", "node-1")
          .containsEntry("k8s.namespace.name", "shop")
          .doesNotContainKey("k8s.ns")
          .doesNotContainEntry("host.ip", "10.0.0.1")
          .containsKey("host.ip");
    }
    stage.send(ways.grpc(), METRICS);
    backend.awaitItems(METRICS, 3, Ways.PATIENCE);
    assertThat(stage.metrics()).contains("otelcol_receiver_accepted_spans");
    assertThat(stage.health("/")).contains("Server available");
  }

  private static void attributeActions(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://backend:4318");
    Sender sender = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    stage.start("attribute-actions");
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("db.statement", "select 1");
    attributes.put("http.status_code", "200");
    attributes.put("http.url", "https://shop.example/cart?item=1");
    attributes.put("user.email", "a@example.com");
    attributes.put("secret.key", "x");
    attributes.put("net.peer.name", "db-1");
    attributes.put("known", 1);
    Message spans =
        Telemetry.spans(
                ORIGIN,
                Telemetry.span("buy", attributes),
                Telemetry.span("health", Map.of("known", "y")))
            .message();
    stage.send(sender, TRACES, spans);
    backend.awaitItems(TRACES, 2, Ways.PATIENCE);
    List<Map<String, Object>> seen = Seen.itemAttributes(backend.messages(TRACES));
    assertThat(seen.getFirst())
        .containsEntry("environment", "production")
        .containsEntry("http.status_code", 200L)
        .containsEntry("http_domain", "shop.example")
        .containsEntry("http_query_params", "item=1")
        .containsEntry("peer", "db-1")
        .containsEntry("known", 2245L)
        .containsEntry("team", "payments")
        .doesNotContainKeys("db.statement", "secret.key")
        .hasEntrySatisfying("user.email", hash -> assertThat(hash.toString()).hasSize(64));
    assertThat(seen.get(1)).containsEntry("known", 2245L).doesNotContainKey("team");

    Message logs =
        Telemetry.logs(ORIGIN, record("an Error", Map.of()), record("fine", Map.of())).message();
    stage.send(sender, LOGS, logs);
    backend.awaitItems(LOGS, 2, Ways.PATIENCE);
    List<Map<String, Object>> records = Seen.itemAttributes(backend.messages(LOGS));
    assertThat(records.getFirst()).containsEntry("alert", true);
    assertThat(records.get(1)).isEmpty();
  }

  private static LogRecord record(String body, Map<String, Object> attributes) {
    return LogRecord.newBuilder()
        .setBody(Telemetry.value(body))
        .addAllAttributes(Telemetry.pairs(attributes))
        .build();
  }
}
