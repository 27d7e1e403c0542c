package dev.otelgw.services.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.health.Health;
import dev.otelgw.services.json.Json;
import dev.otelgw.services.settings.Secret;
import dev.otelgw.services.settings.ServerUrl;
import io.javalin.config.RoutesConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {

  private static final ApiSettings.Listen ANY = new ApiSettings.Listen("127.0.0.1", 0);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private ApiServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    http.shutdownNow();
  }

  private void start(Consumer<RoutesConfig> routes) throws IOException {
    server = ApiServer.start(ANY, new Health().needs("redis", () -> false), routes);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return Json.MAPPER.readTree(response.body());
  }

  @Test
  void errorsAreJsonWithTheirStatus() throws Exception {
    start(routes ->
        routes.get(
            "/problem",
            _ -> {
              throw Problem.invalid("no", Map.of("more", 1));
            }));
    HttpResponse<String> response = send(request("/problem"));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).isEqualTo("{\"detail\":\"no\",\"more\":1}");
    HttpResponse<String> unknown = send(request("/unknown"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).path("detail").asText()).isEqualTo("route not found");
    assertThat(send(request("/problem").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void whatNobodyExpectedShowsNothingOfItself() throws Exception {
    start(routes ->
        routes.get(
            "/bug",
            _ -> {
              throw new IllegalStateException("inside");
            }));
    HttpResponse<String> response = send(request("/bug"));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("inside").contains("its log says why");
  }

  @Test
  void withoutRedisItSaysWhenToComeAgain() throws Exception {
    ServerUrl nowhere = new ServerUrl("redis", "127.0.0.1", 1, "", new Secret(""), "");
    try (Redis redis = Redis.open(nowhere, "test")) {
      start(routes -> routes.get("/redis", _ -> redis.get("key")));
      HttpResponse<String> response = send(request("/redis"));
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("5");
      assertThat(json(response).path("detail").asText())
          .isEqualTo("Redis, which keeps the sessions, is away");
    }
  }

  @Test
  void bodiesInChunksAreBoundedToo() throws Exception {
    start(routes -> routes.post("/body", request -> Requests.body(request).done()));
    byte[] large = new byte[1 << 20];
    HttpResponse<String> response =
        send(
            request("/body")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large))));
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void healthNamesWhatIsMissing() throws Exception {
    start(_ -> {});
    HttpResponse<String> response = send(request("/health"));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("\"missing\":[\"redis\"]");
    assertThat(json(send(request("/api/v1/version"))).path("version").asText())
        .matches("\\d+\\..*");
  }

  @Test
  void stoppingWaitsForWhatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(routes ->
        routes.get(
            "/slow",
            request -> {
              running.countDown();
              go.await(20, TimeUnit.SECONDS);
              request.result("done");
            }));
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request("/slow").build(), HttpResponse.BodyHandlers.ofString());
    assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
    Thread stopping = Thread.ofVirtual().start(server::close);
    // Only a connection that is refused shows that it stops: then the request may end.
    URI health = request("/health").build().uri();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (listens(health.getPort()) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(listens(health.getPort())).isFalse();
    assertThat(stopping.isAlive()).isTrue();
    go.countDown();
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("done");
    assertThat(stopping.join(Duration.ofSeconds(20))).isTrue();
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void saysWhichPortIsTaken() throws Exception {
    start(_ -> {});
    ApiSettings.Listen taken = new ApiSettings.Listen("127.0.0.1", server.port());
    assertThatThrownBy(() -> ApiServer.start(taken, new Health(), _ -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "cannot listen on HTTP_HOST and HTTP_PORT 127.0.0.1:" + server.port());
  }
}
