package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.ClientFiles;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.gateway.endtoend.Stage.Sent;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations that use what the language has: anchors, variables, several files, no values. */
final class LanguagePlays {

  private LanguagePlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("anchors", LanguagePlays::anchors);
    plays.put("environment", LanguagePlays::environment);
    plays.put("merged", LanguagePlays::merged);
    plays.put("null-sections", LanguagePlays::nullSections);
    plays.put("unused-components", LanguagePlays::unused);
    return plays;
  }

  private static void anchors(Stage stage) throws Exception {
    TestAuthority authority = stage.authority();
    authority.forLocalhost().write(stage.folder(), "server");
    stage.replace("/certs/server.pem", stage.folder().resolve("server.crt").toString());
    stage.replace("/certs/server-key.pem", stage.folder().resolve("server.key").toString());
    Path ca = authority.write(stage.folder().resolve("ca.pem"));
    GrpcBackend eu = stage.grpc("eu.example.com:4317");
    GrpcBackend us = stage.grpc("us.example.com:4317");
    OtlpBackend audit = stage.http("http://audit.example.com:4318");
    int grpc = stage.port("0.0.0.0:4317");
    int http = stage.port("0.0.0.0:4318");
    stage.start("anchors");
    GrpcClient client =
        stage.closing(GrpcClient.tls(grpc, new ClientFiles(ca, Optional.empty()), Map.of()));
    Sender https = Sender.https(http, authority, authority.client("program"), Map.of());
    List<Sent> sent = stage.send(Sender.of(client), TRACES, METRICS);
    stage.arrives(sent, eu::messages);
    stage.arrives(sent, us::messages);
    stage.arrives(stage.send(https, LOGS), audit::messages);
  }

  private static void environment(Stage stage) throws Exception {
    OtlpBackend backend = stage.closing(OtlpBackend.start());
    stage
        .env("OTLP_HOST", "127.0.0.1")
        .env("BATCH_SIZE", "1")
        .env("ZIP_CODE", "0123")
        .env("BACKEND_URL", backend.url())
        .env("API_KEY", "pa$word$${x}")
        .env("SITE", "us")
        .env("TLS_SETTINGS", "{insecure: true}");
    int http = stage.port("${OTLP_HOST}:4318");
    int grpc = stage.port("${env:OTLP_GRPC_PORT:-4317}".replace("-4317}", "") + ":4317");
    stage.replace(":-4317}", ":-" + grpc + "}");
    stage.start("environment");
    stage.send(Ways.grpc(stage, grpc, Map.of()), TRACES, LOGS);
    stage.send(Sender.http(http, Map.of()), TRACES, LOGS);
    for (Signal signal : List.of(TRACES, LOGS)) {
      backend.awaitItems(signal, 6, Ways.PATIENCE);
      assertThat(Seen.resourceAttributes(backend.messages(signal)))
          .allSatisfy(resource ->
              assertThat(resource)
                  .containsEntry("price", "$5")
                  .containsEntry("zip", "0123")
                  .containsEntry("cluster", "us-us-1"));
    }
    assertThat(backend.requests())
        .allMatch(request -> request.header("x-api-key").equals("pa$word$${x}"))
        .allMatch(request -> request.header("x-scope").equals("team-none"))
        .allMatch(request -> request.header("x-region").isEmpty());
  }

  private static void merged(Stage stage) throws Exception {
    OtlpBackend backend = stage.http("http://site-gateway:4318");
    Ways ways = Ways.written(stage, "localhost:4317", "localhost:4318");
    stage.set("processors.batch.timeout=100ms").set("exporters.otlphttp.headers.x-set=yes");
    stage.start("merged", "overlays/site");
    for (Sent sent : ways.send(Signal.values())) {
      backend.awaitItems(sent.signal(), 6, Ways.PATIENCE);
    }
    assertThat(Seen.resourceAttributes(backend.messages(TRACES)))
        .allSatisfy(resource -> assertThat(resource).containsEntry("site", "berlin"));
    assertThat(backend.requests())
        .allMatch(request -> request.header("x-tenant").equals("berlin"))
        .allMatch(request -> request.header("x-origin").equals("base"))
        .allMatch(request -> request.header("x-set").equals("yes"));
  }

  private static void nullSections(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("tempo:4317");
    Ways ways =
        Ways.unwritten(stage, "receivers.otlp.protocols.grpc", "receivers.otlp.protocols.http");
    stage.start("null-sections");
    stage.arrives(ways.send(TRACES, LOGS), backend::messages);
    assertThat(stage.zpages("/debug/servicez")).isNotEmpty();
  }

  private static void unused(Stage stage) throws Exception {
    GrpcBackend backend = stage.grpc("backend:4317");
    Sender sender = Ways.grpc(stage, stage.port("0.0.0.0:4317"), Map.of());
    stage.start("unused-components");
    stage.arrives(stage.send(sender, TRACES), backend::messages);
    assertThat(stage.validated().stream().filter(line -> line.contains("not used"))).hasSize(7);
    assertThat(stage.gateway().lines()).noneMatch(line -> line.contains("4320"));
  }
}
