package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.TinyProxy;
import dev.otelgw.gateway.endtoend.Stage.Sent;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Configurations that differ in where they send, and how. */
final class BackendPlays {

  private BackendPlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("quick-start", BackendPlays::quickStart);
    plays.put("agent-to-gateway", BackendPlays::agentToGateway);
    plays.put("gateway-otlphttp", BackendPlays::gatewayOtlpHttp);
    plays.put("fan-out-two-vendors", BackendPlays::fanOut);
    plays.put("grafana-cloud", BackendPlays::grafanaCloud);
    plays.put("queue-and-retry", BackendPlays::queueAndRetry);
    plays.put("json-zstd", BackendPlays::encodings);
    plays.put("proxy", BackendPlays::proxy);
    plays.put("separate-urls", BackendPlays::separateUrls);
    return plays;
  }

  private static void quickStart(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("otelcol:4317");
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("quick-start");
    stage.arrives(ways.send(Signal.values()), backend::messages);
    assertThat(stage.health("/")).contains("Server available");
    assertThat(stage.zpages("/debug/pipelinez")).contains("traces", "otlp");
  }

  private static void agentToGateway(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("otel-gateway.observability.svc.cluster.local:4317");
    Ways ways = Ways.written(stage, "localhost:4317", "localhost:4318");
    stage.start("agent-to-gateway");
    stage.arrives(ways.send(Signal.values()), backend::messages);
    assertThat(backend.calls()).allMatch(call -> call.header("grpc-encoding").equals("gzip"));
  }

  private static void gatewayOtlpHttp(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://tempo-distributor.monitoring:4318");
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("gateway-otlphttp");
    List<Sent> sent = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      // As many as the batch processor waits for; its timeout would be ten seconds.
      for (int i = 0; i < 4; i++) {
        Sender sender = i % 2 == 0 ? ways.grpc() : ways.http();
        sent.add(stage.send(sender, signal, Batches.of(signal, "batch-" + i, 2500).message()));
      }
    }
    stage.arrives(sent, backend::messages);
    assertThat(backend.requests()).hasSize(Signal.values().length);
    assertThat(stage.health("/health/status")).contains("Server available");
  }

  private static void fanOut(Stage stage) throws Exception {
    stage.env("HONEYCOMB_API_KEY", "hc-key").env("NEW_RELIC_LICENSE_KEY", "nr-key");
    GrpcBackend honeycomb =
        stage.standingIn(
            GrpcBackend.startTls(stage.authority().forLocalhost()), "api.honeycomb.io:443");
    OtlpBackend newRelic = stage.https("https://otlp.nr-data.net:4318");
    String authority = stage.authority().write(stage.folder().resolve("ca.pem")).toString();
    stage.set("exporters::otlp/honeycomb::tls::ca_file=" + authority);
    stage.set("exporters::otlphttp/newrelic::tls::ca_file=" + authority);
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("fan-out-two-vendors");
    List<Sent> sent = ways.send(Signal.values());
    stage.arrives(sent, honeycomb::messages);
    stage.arrives(sent, newRelic::messages);
    assertThat(honeycomb.calls())
        .allMatch(call -> call.header("x-honeycomb-team").equals("hc-key"))
        .allMatch(call -> call.header("x-honeycomb-dataset").equals("unknown_service"));
    assertThat(newRelic.requests())
        .allMatch(request -> request.header("api-key").equals("nr-key"))
        .allMatch(request -> request.header("content-encoding").equals("gzip"));
  }

  private static void grafanaCloud(Stage stage) throws Exception {
    OtlpBackend cloud = stage.closing(OtlpBackend.start());
    cloud.requireBasicAuth("123456", "glc_token");
    stage
        .env("GRAFANA_CLOUD_OTLP_ENDPOINT", cloud.url())
        .env("GRAFANA_CLOUD_INSTANCE_ID", "123456")
        .env("GRAFANA_CLOUD_API_KEY", "glc_token");
    Ways ways =
        Ways.unwritten(stage, "receivers.otlp.protocols.grpc", "receivers.otlp.protocols.http");
    stage.start("grafana-cloud");
    for (Sent sent : ways.send(Signal.values())) {
      cloud.awaitItems(sent.signal(), 6, Ways.PATIENCE);
    }
    for (Signal signal : Signal.values()) {
      assertThat(Seen.resourceAttributes(cloud.messages(signal)))
          .allSatisfy(resource ->
              assertThat(resource).containsEntry("deployment.environment", "production"));
    }
    assertThat(cloud.requests()).allMatch(request -> request.taken());
  }

  private static void queueAndRetry(Stage stage) throws Exception {
    OtlpBackend primary = stage.http("http://backend:4318");
    primary.answerNext(Answer.status(503), Answer.status(429));
    GrpcBackend direct = stage.grpc("backend-grpc:4317");
    OtlpBackend confirmed = stage.http("http://confirmed:4318");
    Ways ways = Ways.written(stage, "0.0.0.0:4317", "0.0.0.0:4318");
    stage.start("queue-and-retry");
    stage.arrives(ways.send(TRACES), primary::messages);
    // Both of these answer their senders only when the backend has the data.
    List<Sent> metrics = ways.send(METRICS);
    assertThat(direct.messages(METRICS)).hasSize(metrics.size());
    List<Sent> logs = ways.send(LOGS);
    assertThat(confirmed.messages(LOGS)).hasSize(logs.size());
  }

  private static void encodings(Stage stage) throws Exception {
    OtlpBackend json = stage.http("http://json-backend:4318");
    OtlpBackend snappy = stage.http("http://snappy-backend:4318");
    GrpcBackend zstd = stage.grpc("grpc-backend:4317");
    GrpcBackend plain = stage.grpc("plain-backend:4317");
    int port = stage.port("0.0.0.0:4318");
    stage.start("json-zstd");
    List<Sent> traces = stage.send(Sender.http(port, Map.of()), TRACES);
    List<Sent> metrics = stage.send(Sender.http(port, Map.of()), METRICS);
    List<Sent> logs = stage.send(Sender.http(port, Map.of()), LOGS);
    stage.arrives(traces, json::messages);
    stage.arrives(traces, zstd::messages);
    stage.arrives(metrics, snappy::messages);
    stage.arrives(metrics, plain::messages);
    stage.arrives(logs, json::messages);
    stage.arrives(logs, plain::messages);
    assertThat(json.requests())
        .allMatch(request -> request.header("content-type").equals("application/json"))
        .allMatch(request -> request.header("content-encoding").equals("zstd"));
    assertThat(snappy.requests())
        .allMatch(request -> request.header("content-encoding").equals("snappy"));
    assertThat(zstd.calls()).allMatch(call -> call.header("grpc-encoding").equals("zstd"));
    assertThat(plain.calls()).allMatch(call -> call.header("grpc-encoding").isEmpty());
  }

  private static void proxy(Stage stage) throws Exception {
    OtlpBackend backend = stage.closing(OtlpBackend.start());
    for (Signal signal : Signal.values()) {
      backend.serve("/v1/" + signal.lowerName(), signal);
    }
    TinyProxy proxy = stage.closing(new TinyProxy(""));
    stage.replace("http://otlp.vendor.example:4318", "http://localhost:" + backend.port());
    stage.replace("http://proxy.corp.example:3128", "http://127.0.0.1:" + proxy.port());
    int port = stage.port("0.0.0.0:4318");
    stage.start("proxy");
    stage.arrives(stage.send(Sender.http(port, Map.of()), TRACES, LOGS), backend::messages);
    assertThat(proxy.requests()).isNotEmpty();
  }

  private static void separateUrls(Stage stage) throws Exception {
    OtlpBackend tempo = stage.http("http://tempo:3200/otlp");
    OtlpBackend mimir = stage.http("http://mimir:9009/otlp");
    OtlpBackend loki = stage.http("http://loki:3100/otlp");
    int port = stage.port("0.0.0.0:4318");
    stage.start("separate-urls");
    Sender sender = Sender.http(Sender.PLAIN, "http://localhost:" + port + "/ingest/", Map.of());
    stage.arrives(stage.send(sender, TRACES), tempo::messages);
    stage.arrives(stage.send(sender, METRICS), mimir::messages);
    stage.arrives(stage.send(sender, LOGS), loki::messages);
    assertThat(loki.requests()).allMatch(r -> r.header("x-scope-orgid").equals("demo"));
    assertThat(Sender.http(port, Map.of()).send(TRACES, new byte[0])).isEqualTo("404");
  }
}
