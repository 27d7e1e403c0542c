package dev.otelgw.services.devstack.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A person at the API, with a browser's cookies. Safe for use by many threads. */
public final class Visitor {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http;
  private final URI api;
  private final String userId;
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  private Visitor(HttpClient http, URI api, String userId) {
    this.http = http;
    this.api = api;
    this.userId = userId;
  }

  /**
   * An answer.
   *
   * @param json a missing node where there is none
   */
  public record Answer(int status, JsonNode json, String text) {

    /**
     * This one, if it is good.
     *
     * @throws IllegalStateException with what was answered, if not
     */
    public Answer expect(int wanted) {
      if (status != wanted) {
        throw new IllegalStateException("answered %d: %s".formatted(status, text));
      }
      return this;
    }
  }

  /** Somebody who is not logged in. */
  public static Visitor stranger(HttpClient http, URI api) {
    return new Visitor(http, api, "");
  }

  /**
   * A user of the Discord stand-in, logged in as in a browser: to Discord's page, and back.
   *
   * @param http must not follow redirects
   * @param api base URL of the API
   */
  public static Visitor loggedIn(HttpClient http, URI api, String userId) {
    Visitor visitor = new Visitor(http, api, userId);
    URI page = visitor.redirect(api.resolve("/api/v1/auth/login"));
    URI chosen = URI.create(page + (page.getRawQuery() == null ? "?" : "&") + "user=" + userId);
    URI back = visitor.redirect(chosen);
    visitor.exchange(visitor.request(back).GET().build()).expect(200);
    return visitor;
  }

  private URI redirect(URI from) {
    HttpResponse<String> response = send(request(from).GET().build());
    return response
        .headers()
        .firstValue("Location")
        .map(from::resolve)
        .orElseThrow(() ->
            new IllegalStateException(
                "%s answered %d: %s"
                    .formatted(from.getPath(), response.statusCode(), response.body())));
  }

  /** The user's id at Discord. */
  public String userId() {
    return userId;
  }

  public Answer get(String path) {
    return exchange(request(api.resolve(path)).GET().build());
  }

  public Answer post(String path, Object body) {
    return send("POST", path, body);
  }

  public Answer put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Answer delete(String path) {
    return exchange(request(api.resolve(path)).DELETE().build());
  }

  private Answer send(String method, String path, Object body) {
    try {
      String text = JSON.writeValueAsString(body);
      return exchange(
          request(api.resolve(path))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(text))
              .build());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private HttpRequest.Builder request(URI target) {
    HttpRequest.Builder request = HttpRequest.newBuilder(target).timeout(PATIENCE);
    if (!cookies.isEmpty() && target.getAuthority().equals(api.getAuthority())) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  private Answer exchange(HttpRequest request) {
    HttpResponse<String> response = send(request);
    String text = response.body();
    boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
    try {
      JsonNode json = isJson ? JSON.readTree(text) : MissingNode.getInstance();
      return new Answer(response.statusCode(), json, text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (request.uri().getAuthority().equals(api.getAuthority())) {
        response.headers().allValues("Set-Cookie").forEach(this::keep);
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(request.uri() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void keep(String cookie) {
    String pair = cookie.split(";", 2)[0];
    int at = pair.indexOf('=');
    cookies.put(pair.substring(0, at), pair.substring(at + 1));
  }
}
