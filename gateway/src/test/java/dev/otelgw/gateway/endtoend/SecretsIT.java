package dev.otelgw.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that cannot be mistaken stand wherever a secret can stand; then all goes wrong that can,
 * and everything that the gateway says or writes is searched for them.
 */
class SecretsIT {

  /** In every secret; nothing else has it. */
  private static final String PLANTED = "planted";

  private static final String USER = "user";
  private static final String PASSWORD = "PLANTED-htpasswd-9f3c";

  @TempDir Path folder;

  private final TestAuthority authority = TestAuthority.named("secrets");
  private final Issued own = authority.forLocalhost();
  private final List<String> said = new ArrayList<>();

  /** Answers everybody with all that was sent, as careless proxies do. */
  private static HttpServer echo() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body =
              ("who are you? " + exchange.getRequestHeaders().entrySet())
                  .getBytes(StandardCharsets.UTF_8);
          int status = exchange.getRequestURI().getPath().startsWith("/400") ? 400 : 401;
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Map<String, String> environment() {
    return Map.of("PLANTED_TOKEN", "PLANTED-environment-9f3c", "PLANTED_KEY", own.keyPem().strip());
  }

  private String configuration(int echo, int zpages) {
    return """
    receivers:
      otlp:
        protocols:
          grpc: {include_metadata: true, auth: {authenticator: bearertokenauth/in}}
          http:
            include_metadata: true
            auth: {authenticator: basicauth/in}
            response_headers: {x-own: PLANTED-response-9f3c}
      otlp/tls:
        protocols:
          http:
            endpoint: 127.0.0.1:0
            tls:
              cert_pem: |
    %s
              key_pem: ${env:PLANTED_KEY}
      redis: {endpoint: "127.0.0.1:1", password: PLANTED-redis-9f3c, collection_interval: 1s}
    extensions:
      zpages: {endpoint: "127.0.0.1:%d"}
      basicauth/in: {htpasswd: {inline: "user:%s"}}
      basicauth/out: {client_auth: {username: user, password: PLANTED-basic-9f3c}}
      bearertokenauth/in: {tokens: [PLANTED-token-in-9f3c]}
      bearertokenauth/out: {token: PLANTED-token-out-9f3c}
      headers_setter:
        headers:
          - {key: x-set, value: PLANTED-set-9f3c}
          - {key: x-default, from_context: nothing, default_value: PLANTED-default-9f3c}
    service:
      extensions:
        [health_check, zpages, basicauth/in, basicauth/out, bearertokenauth/in,
         bearertokenauth/out, headers_setter]
      telemetry: {logs: {level: debug}}
      pipelines:
        traces:
          receivers: [otlp, otlp/tls]
          exporters: [otlp_http/headers, otlp_http/400, otlp_http/bearer, otlp_http/set,
            otlp_http/url, otlp_http/proxy, otlp_grpc, grafana_cloud, file]
        metrics: {receivers: [redis], exporters: [otlp_http/headers]}
    """
            .formatted(own.certificatePem().strip().indent(12).stripTrailing(), zpages, PASSWORD)
        + exporters(echo);
  }

  private static String exporters(int echo) {
    return """
    exporters:
      otlp_http/headers:
        endpoint: http://127.0.0.1:%d/401
        headers: {x-api-key: "${env:PLANTED_TOKEN}", authorization: Bearer PLANTED-header-9f3c}
      otlp_http/400: {endpoint: "http://127.0.0.1:%d/400", auth: {authenticator: basicauth/out}}
      otlp_http/bearer:
        {endpoint: "http://127.0.0.1:%d/400", auth: {authenticator: bearertokenauth/out}}
      otlp_http/set: {endpoint: "http://127.0.0.1:%d/401", auth: {authenticator: headers_setter}}
      otlp_http/url: {endpoint: "http://user:PLANTED-url-9f3c@127.0.0.1:1"}
      otlp_http/proxy:
        {endpoint: "http://localhost:1", proxy_url: "http://user:PLANTED-proxy-9f3c@127.0.0.1:1"}
      otlp_grpc:
        {endpoint: "127.0.0.1:1", tls: {insecure: true}, headers: {x-key: PLANTED-grpc-9f3c}}
      grafana_cloud: {endpoint: "http://127.0.0.1:%d", instance_id: "7", api_key: PLANTED-glc-9f3c}
      file: {path: data/telemetry.jsonl, create_directory: true}
    """
        .formatted(echo, echo, echo, echo, echo);
  }

  @Test
  void theRunningGatewayTellsNoSecret() throws Exception {
    HttpServer echo = echo();
    int zpages = OwnPorts.next();
    String yaml = configuration(echo.getAddress().getPort(), zpages);
    try (GatewayUnderTest gateway = GatewayUnderTest.start(folder, environment(), yaml)) {
      byte[] body = Batches.spans("one", 3).toByteArray();
      assertThat(send(gateway, body, "Basic " + base64(USER + ":" + PASSWORD))).isEqualTo(200);
      assertThat(send(gateway, body, "Basic " + base64(USER + ":PLANTED-wrong"))).isEqualTo(401);
      assertThat(send(gateway, body, "Bearer PLANTED-wrong")).isEqualTo(401);
      send(gateway, "PLANTED".getBytes(StandardCharsets.UTF_8), "Basic PLANTED-wrong");
      gateway.awaitLine("who are you?");
      Await.until("every exporter failed", () -> gateway.linesWith("redis") > 0);
      reload(gateway, yaml.replace("level: debug", "level: debug # again"), "nothing");
      reload(gateway, yaml.replace("api_key:", "api_kye:"), "goes on");
      reload(gateway, yaml.replace("x-set", "x set"), "goes on");
      gateway.quit();
      gateway.awaitLine("Full thread dump");
      for (String page : List.of("servicez", "pipelinez", "extensionz", "nosuchpage")) {
        said.add(GatewayUnderTest.get(zpages, "/debug/" + page));
      }
      said.add(gateway.metrics());
      said.add(gateway.health("/"));
      gateway.terminate();
      gateway.exitCode();
      said.addAll(gateway.lines());
    } finally {
      echo.stop(0);
    }
    addFiles(folder.resolve("data"));
    hasNoSecret();
  }

  private int send(GatewayUnderTest gateway, byte[] body, String authorization) {
    HttpResponse<String> answer =
        gateway.postWith("/v1/traces", body, "Authorization", authorization);
    said.add(answer.body());
    return answer.statusCode();
  }

  private static void reload(GatewayUnderTest gateway, String yaml, String expected)
      throws Exception {
    long before = gateway.linesWith("onfiguration");
    gateway.write(yaml);
    gateway.hangUp();
    Await.until("reload: " + expected, () -> gateway.linesWith("onfiguration") > before);
  }

  @Test
  void commandsTellNoSecret() throws IOException {
    Path file = folder.resolve("gw.yaml");
    Files.writeString(file, configuration(1, 2).replace("health_check, ", ""));
    List<List<String>> commands =
        List.of(
            List.of("validate"), List.of("print-config"), List.of("print-config", "--defaults"));
    for (List<String> command : commands) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--config", file.toString()));
      assertThat(run(arguments)).as(String.join("\n", said)).isZero();
    }
    hasNoSecret();
  }

  /** Each is wrong in a way of its own, in the line that holds the secret. */
  @Test
  void complaintsTellNoSecret() throws IOException {
    List<String> mistakes =
        List.of(
            "api_key: \"PLANTED-9f3c\\n\"",
            "api_key: [PLANTED-9f3c]",
            "api_key: {PLANTED-9f3c: PLANTED-9f3c}",
            "api_kee: PLANTED-9f3c",
            "headers: {x: \"PLANTED\\r\\n9f3c\"}",
            "headers: PLANTED-9f3c",
            "headers: {x: [PLANTED-9f3c]}",
            "endpoint: \"http://user:PLANTED-9f3c@localhost:999999\"",
            "endpoint: \"http://user:slash/PLANTED-9f3c@localhost\"",
            "endpoint: \"http://user:PLAN@PLANTED-9f3c@local host\"",
            "endpoint: \"user:PLANTED-9f3c@localhost\"",
            "endpoint: \"http://PLANTED-9f3c@localhost\"",
            "api_key: PLANTED-9f3c: x",
            "api_key: \"PLANTED-9f3c",
            "api_key: *PLANTED-9f3c",
            "timeout: ${env:PLANTED_TOKEN}",
            "compression: ${env:PLANTED_TOKEN}",
            "sending_queue: ${env:PLANTED_TOKEN}",
            "api_key: ${env:PLANTED_TOKEN:PLANTED-9f3c}");
    for (String mistake : mistakes) {
      Path file = folder.resolve("bad.yaml");
      Files.writeString(
          file,
          """
          receivers: {otlp: {protocols: {http: {}}}}
          exporters:
            grafana_cloud:
              instance_id: "7"
              %s
          service: {pipelines: {traces: {receivers: [otlp], exporters: [grafana_cloud]}}}
          """
              .formatted(mistake));
      said.add("-- " + mistake.toLowerCase(Locale.ROOT).replace(PLANTED, "(secret)"));
      assertThat(run(List.of("validate", "--config", file.toString()))).isNotZero();
    }
    hasNoSecret();
  }

  private int run(List<String> arguments) throws IOException {
    try (GatewayUnderTest command =
        GatewayUnderTest.command(folder, environment(), arguments.toArray(new String[0]))) {
      int code = command.exitCode();
      Await.until("its words", () -> !command.lines().isEmpty());
      said.addAll(command.lines());
      return code;
    }
  }

  private void addFiles(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> {
            try {
              said.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private void hasNoSecret() {
    List<String> forms = new ArrayList<>(List.of(PLANTED));
    // As Basic credentials, whatever stands before them.
    forms.add(base64(USER + ":PLANTED").substring(0, 14).toLowerCase(Locale.ROOT));
    own.keyPem()
        .lines()
        .filter(line -> !line.startsWith("-"))
        .forEach(line -> forms.add(line.toLowerCase(Locale.ROOT)));
    // Names of variables are no secrets.
    List<String> texts =
        said.stream()
            .map(text -> text.replace("PLANTED_TOKEN", "").replace("PLANTED_KEY", ""))
            .toList();
    assertThat(texts)
        .isNotEmpty()
        .noneMatch(text -> forms.stream().anyMatch(text.toLowerCase(Locale.ROOT)::contains));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
