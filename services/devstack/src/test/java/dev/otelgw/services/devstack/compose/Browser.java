package dev.otelgw.services.devstack.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody who uses the API, each request within a trace that he begins. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String api;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  Browser(String api) {
    this.api = api;
  }

  /** An answer, and the id of the trace of its request. */
  record Answer(JsonNode body, String location, String traceId) {}

  Answer get(String path, int expected) throws IOException, InterruptedException {
    return send("GET", path, Map.of(), expected);
  }

  Answer post(String path, Map<String, Object> body, int expected)
      throws IOException, InterruptedException {
    return send("POST", path, body, expected);
  }

  private Answer send(String method, String path, Map<String, Object> body, int expected)
      throws IOException, InterruptedException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String trace = "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : api + path))
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .header("traceparent", "00-%s-%016x-01".formatted(trace, random.nextLong() | 1))
            .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
    }
    String location = response.headers().firstValue("Location").orElse("");
    boolean json = response.body().startsWith("{");
    return new Answer(
        json ? JSON.readTree(response.body()) : JSON.createObjectNode(), location, trace);
  }

  /** By way of Discord. */
  void login(String user) throws IOException, InterruptedException {
    String page = get("/api/v1/auth/login", 302).location() + "&user=" + user;
    String back = get(page, 302).location();
    get(back.substring(back.indexOf("/api/")), 200);
  }

  @Override
  public void close() {
    http.close();
  }
}
