package dev.otelgw.gateway.endtoend;

import static dev.otelgw.pipeline.Signal.LOGS;
import static dev.otelgw.pipeline.Signal.METRICS;
import static dev.otelgw.pipeline.Signal.TRACES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.ClientFiles;
import dev.otelgw.exporters.testing.GrpcBackend;
import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Configurations that ask who is there, and say who they are. */
final class SecurityPlays {

  private static final byte[] SPANS = Batches.spans("stranger", 1).toByteArray();

  private SecurityPlays() {}

  static Map<String, Play> all() {
    Map<String, Play> plays = new LinkedHashMap<>();
    plays.put("mtls-receiver", SecurityPlays::mutualTls);
    plays.put("tls-bearer-token", SecurityPlays::bearerToken);
    plays.put("basicauth-receiver", SecurityPlays::basicAuth);
    return plays;
  }

  private static void mutualTls(Stage stage) throws Exception {
    TestAuthority authority = stage.authority();
    Path certificates = Files.createDirectory(stage.folder().resolve("certs"));
    Path ca = authority.write(certificates.resolve("ca.crt"));
    authority.forLocalhost().write(certificates, "server");
    Issued.Place client = authority.client("gateway").write(certificates, "client");
    stage.replace("/etc/otel/certs", certificates.toString());
    GrpcBackend central = GrpcBackend.startTls(authority.forLocalhost(), authority);
    stage.standingIn(central, "central-gateway:4317");
    int grpc = stage.port("0.0.0.0:4317");
    int http = stage.port("0.0.0.0:4318");
    stage.start("mtls-receiver");

    ClientFiles known = new ClientFiles(ca, Optional.of(client));
    Sender overGrpc = Sender.of(stage.closing(GrpcClient.tls(grpc, known, Map.of())));
    Sender overHttp = Sender.https(http, authority, authority.client("program"), Map.of());
    stage.arrives(stage.send(overGrpc, Signal.values()), central::messages);
    stage.arrives(stage.send(overHttp, Signal.values()), central::messages);

    ClientFiles without = new ClientFiles(ca, Optional.empty());
    try (GrpcClient stranger = GrpcClient.tls(grpc, without, Map.of())) {
      assertThat(stranger.export(TRACES, SPANS)).startsWith("UNAVAILABLE");
    }
  }

  private static void bearerToken(Stage stage) throws Exception {
    TestAuthority authority = stage.authority();
    Path tls = Files.createDirectory(stage.folder().resolve("tls"));
    Path ca = authority.write(tls.resolve("ca.crt"));
    authority.forLocalhost().write(tls, "tls");
    Path token = Files.writeString(stage.folder().resolve("token"), "first-token\n");
    stage.replace("/etc/tls", tls.toString());
    stage.replace("/var/run/secrets/backend/token", token.toString());
    stage.env("INGEST_TOKEN", "s3cret");
    OtlpBackend overHttp = stage.https("https://ingest.example.com/otlp");
    GrpcBackend overGrpc =
        stage.standingIn(GrpcBackend.startTls(authority.forLocalhost()), "ingest.example.com:4317");
    int grpc = stage.port("0.0.0.0:4317");
    int http = stage.port("0.0.0.0:4318");
    stage.start("tls-bearer-token");

    ClientFiles files = new ClientFiles(ca, Optional.empty());
    Map<String, String> right = Map.of("authorization", "Bearer s3cret");
    Sender known = Sender.of(stage.closing(GrpcClient.tls(grpc, files, right)));
    stage.arrives(stage.send(known, TRACES), overGrpc::messages);
    stage.arrives(stage.send(known, METRICS), overHttp::messages);
    Issued certificate = authority.client("program");
    Sender knownHttp = Sender.https(http, authority, certificate, right);
    stage.arrives(stage.send(knownHttp, LOGS), overGrpc::messages);
    assertThat(overGrpc.calls())
        .allMatch(call -> call.header("authorization").equals("Bearer first-token"));
    assertThat(overHttp.requests())
        .isNotEmpty()
        .allMatch(request -> request.header("authorization").equals("Bearer first-token"));

    Map<String, String> wrong = Map.of("authorization", "Bearer guess");
    try (GrpcClient stranger = GrpcClient.tls(grpc, files, wrong)) {
      assertThat(stranger.export(TRACES, SPANS)).startsWith("UNAUTHENTICATED");
    }
    assertThat(Sender.https(http, authority, certificate, wrong).send(TRACES, SPANS))
        .isEqualTo("401");
  }

  private static void basicAuth(Stage stage) throws Exception {
    stage.env("OTEL_USER", "shop").env("OTEL_PASSWORD", "pa$$word");
    OtlpBackend backend = stage.http("http://backend:4318");
    int external = stage.port("0.0.0.0:4318");
    int internal = stage.port("127.0.0.1:4317");
    stage.start("basicauth-receiver");

    stage.send(Sender.http(external, basic("shop:pa$$word")), TRACES, LOGS);
    backend.awaitItems(TRACES, 3, Ways.PATIENCE);
    backend.awaitItems(LOGS, 3, Ways.PATIENCE);
    for (Signal signal : new Signal[] {TRACES, LOGS}) {
      assertThat(Seen.itemAttributes(backend.messages(signal)))
          .allSatisfy(item -> assertThat(item).containsEntry("ingest.user", "shop"));
    }
    Sender own = Ways.grpc(stage, internal, Map.of());
    stage.arrives(stage.send(own, TRACES, LOGS), backend::messages);

    assertThat(Sender.http(external, Map.of()).send(TRACES, SPANS)).isEqualTo("401");
    assertThat(Sender.http(external, basic("shop:password")).send(TRACES, SPANS)).isEqualTo("401");
  }

  private static Map<String, String> basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
  }
}
