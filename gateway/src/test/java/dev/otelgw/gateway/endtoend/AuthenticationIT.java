package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ReceivedRequest;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may send, in whose name it is sent on, and that no secret of it is ever shown. */
class AuthenticationIT {

  /** In each secret, so that one search finds any of them. */
  private static final String PLANTED = "planted";

  private static final byte[] SPANS = Batches.spans("a", 1).toByteArray();

  @TempDir Path folder;

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Test
  void tenantsAreKnownAndKeptApartOnTheirWay() throws Exception {
    try (OtlpBackend backend = OtlpBackend.start();
        GatewayUnderTest gateway = GatewayUnderTest.start(folder, tenants(backend.url()))) {
      for (int i = 0; i < 3; i++) {
        post(gateway, "Authorization", basic("alice", "password"), "X-Tenant", "blue");
        post(gateway, "Authorization", basic("bob", "myPassword"), "X-Tenant", "red");
        post(gateway, "Authorization", basic("bob", "myPassword"));
      }
      backend.awaitItems(Signal.TRACES, 9, Duration.ofSeconds(30));
      assertThat(backend.requests())
          .extracting(request -> request.header("x-scope-orgid"))
          .containsOnly("blue", "red", "none");
      for (ReceivedRequest request : backend.requests()) {
        boolean blue = request.header("x-scope-orgid").equals("blue");
        assertThat(request.message().toString())
            .contains(blue ? "alice" : "bob")
            .doesNotContain(blue ? "bob" : "alice");
      }
    }
  }

  private static String tenants(String backend) {
    return """
    extensions:
      basicauth/agents:
        htpasswd:
          inline: |
            alice:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=
            bob:$$apr1$$r31.....$$HqJZimcKQFAMYayBlzkrA/
      headers_setter:
        headers: [{key: X-Scope-OrgID, from_context: x-tenant, default_value: none}]
    receivers:
      otlp: {protocols: {http: {include_metadata: true, auth: {authenticator: basicauth/agents}}}}
    processors:
      batch: {timeout: 100ms, metadata_keys: [X-Tenant]}
      attributes: {actions: [{key: sender, action: insert, from_context: auth.subject}]}
    exporters:
      otlp_http: {endpoint: "%s", auth: {authenticator: headers_setter}}
    service:
      extensions: [health_check, basicauth/agents, headers_setter]
      pipelines:
        traces: {receivers: [otlp], processors: [attributes, batch], exporters: [otlp_http]}
    """
        .formatted(backend);
  }

  private static void post(GatewayUnderTest gateway, String... headers) {
    assertThat(gateway.postWith("/v1/traces", SPANS, headers).statusCode()).isEqualTo(200);
  }

  @Test
  void noSecretIsEverShown() throws Exception {
    Files.writeString(folder.resolve("token"), "planted-token-file");
    try (OtlpBackend backend = OtlpBackend.start()) {
      Path config = folder.resolve("gw.yaml");
      Files.writeString(config, secrets(backend.url()));
      backend.answer(AuthenticationIT::repeatingWhatItGot);
      try (GatewayUnderTest gateway =
          GatewayUnderTest.start(folder, "", "--config", config.toString())) {
        assertRefused(gateway.postWith("/v1/traces", SPANS, "X-None", "x"));
        assertRefused(gateway.postWith("/v1/traces", SPANS, "Authorization", "planted-scheme"));
        String wrong = basic("alice", "planted-guess");
        assertRefused(gateway.postWith("/v1/traces", SPANS, "Authorization", wrong));
        assertRefused(
            gateway.postWith("/v1/traces?authorization=Basic%20planted-query", SPANS, "X-A", "x"));
        post(gateway, "Authorization", basic("alice", "planted-plain"), "X-Key", "planted-header");
        gateway.awaitLine("401");
        Files.writeString(folder.resolve("token"), "planted-bröken");
        gateway.awaitLine("not printable ASCII");
        Await.until("both backends asked", () -> askedWith(backend, "planted-client-pass"));
        Await.until("the token sent", () -> askedWith(backend, "planted-token-file"));
        assertThat(gateway.metrics())
            .contains("reason=\"unauthorized\"")
            .doesNotContain(PLANTED)
            .doesNotContain(wrong.substring(6));
        assertThat(gateway.health("/ready")).doesNotContain(PLANTED).doesNotContain(wrong);
        assertThat(gateway.lines())
            .anyMatch(line -> line.contains("user and password are not ones known here"))
            .noneMatch(line -> line.contains(PLANTED))
            .noneMatch(line -> line.contains(wrong.substring(6)));
      }
      for (String option : List.of("--defaults", "")) {
        assertNothingShown(config, 0, "print-config", option);
      }
      assertNothingShown(config, 0, "validate");
    }
  }

  @Test
  void mistakesInSecretsAreSaidWithoutThem() throws Exception {
    Path config = folder.resolve("bad.yaml");
    Files.writeString(
        config,
        """
        extensions:
          basicauth: {htpasswd: {inline: "planted-line\\nalice:$$2y$$planted-hash"}}
          basicauth/client: {client_auth: {username: "a:b", password: "planted-pass"}}
          bearertokenauth: {tokens: ["planted-tökén"], token: planted-token, scheme: "x\\ny"}
          headers_setter: {headers: [{key: a, value: "planted\\nvalue", from_attribute: raw}]}
        receivers:
          otlp: {protocols: {http: {auth: {authenticator: basicauth/client}}}}
        exporters:
          debug:
          otlp_http: {endpoint: "http://a", auth: {authenticator: basicauth}}
        service:
          extensions: [basicauth, basicauth/client, bearertokenauth, headers_setter]
          pipelines:
            traces: {receivers: [otlp], exporters: [debug, otlp_http]}
        """);
    List<String> lines = assertNothingShown(config, 2, "validate");
    assertThat(lines)
        .anyMatch(line -> line.contains("line 2, user alice: the bcrypt hash is malformed"))
        .anyMatch(line -> line.contains("username: has a colon"))
        .anyMatch(line -> line.contains("tokens[0]: "))
        .anyMatch(line -> line.contains("from_attribute: \"raw\" holds the password"))
        .anyMatch(line -> line.contains("extension basicauth/client offers no server"))
        .anyMatch(line -> line.contains("extension basicauth offers no client"));
  }

  private List<String> assertNothingShown(Path config, int exitCode, String... command)
      throws IOException {
    String[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(command).filter(part -> !part.isEmpty()),
                java.util.stream.Stream.of("--config", config.toString()))
            .toArray(String[]::new);
    try (GatewayUnderTest run = GatewayUnderTest.command(folder, Map.of(), arguments)) {
      assertThat(run.exitCode()).as(() -> String.join("\n", run.lines())).isEqualTo(exitCode);
      assertThat(run.lines()).noneMatch(line -> line.contains(PLANTED));
      return run.lines();
    }
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).doesNotContain(PLANTED);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic");
  }

  /** Refuses, and says back all of the credentials that it got, in the clear, too. */
  private static Optional<Answer> repeatingWhatItGot(ReceivedRequest request) {
    StringBuilder text = new StringBuilder("refused: ");
    for (String name : List.of("authorization", "x-key", "x-fixed")) {
      String value = request.header(name);
      text.append(value).append(' ');
      if (value.startsWith("Basic ")) {
        byte[] pair = Base64.getDecoder().decode(value.substring(6));
        text.append(new String(pair, StandardCharsets.UTF_8)).append(' ');
      }
    }
    return Optional.of(Answer.text(401, text.toString()));
  }

  private static boolean askedWith(OtlpBackend backend, String secret) {
    return backend.requests().stream()
        .map(request -> request.header("authorization"))
        .anyMatch(value ->
            value.contains(secret)
                || (value.startsWith("Basic ")
                    && new String(
                            Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8)
                        .contains(secret)));
  }

  private static String secrets(String backend) {
    return """
    extensions:
      health_check: {}
      basicauth/agents: {htpasswd: {inline: "alice:planted-plain"}}
      basicauth/backend: {client_auth: {username: bob, password: planted-client-pass}}
      bearertokenauth: {tokens: [planted-token-1, planted-token-2]}
      bearertokenauth/file: {filename: token}
      headers_setter:
        additional_auth: bearertokenauth/file
        headers:
          - {key: X-Fixed, value: planted-value}
          - {key: X-Key, from_context: x-key, default_value: planted-default}
    receivers:
      otlp:
        protocols:
          grpc: {auth: {authenticator: bearertokenauth}}
          http:
            include_metadata: true
            auth: {authenticator: basicauth/agents, request_params: [authorization]}
    exporters:
      otlp_http: {endpoint: "%1$s", auth: {authenticator: headers_setter}}
      otlp_http/basic: {endpoint: "%1$s", auth: {authenticator: basicauth/backend}}
    service:
      extensions:
        [health_check, basicauth/agents, basicauth/backend, bearertokenauth, headers_setter,
         bearertokenauth/file]
      pipelines:
        traces: {receivers: [otlp], exporters: [otlp_http, otlp_http/basic]}
    """
        .formatted(backend);
  }
}
