package dev.otelgw.services.devstack.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otelgw.services.devstack.DevStack;
import dev.otelgw.services.devstack.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Somebody with a browser, who gives each request a trace id of his own to find it again. */
final class Player {

  static final ObjectMapper JSON = new ObjectMapper();

  private final DevStack stack;
  private final String id;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(cookies).connectTimeout(Duration.ofSeconds(10)).build();

  private Player(DevStack stack, String id) {
    this.stack = stack;
    this.id = id;
  }

  /**
   * An answer.
   *
   * @param traceId of the request
   */
  record Answer(int status, String body, String traceId, HttpResponse<String> response) {

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(body, e);
      }
    }

    /** The same, if its status is this one. */
    Answer expect(int wanted) {
      if (status != wanted) {
        throw new AssertionError(
            "%s answered %d, not %d: %s".formatted(response.uri(), status, wanted, body));
      }
      return this;
    }
  }

  /** Logs in as a user of the stand-in. */
  static Player login(DevStack stack, String id) {
    Player player = new Player(stack, id);
    player.login();
    return player;
  }

  /** One who has not logged in. */
  static Player stranger(DevStack stack) {
    return new Player(stack, "");
  }

  /** The two requests to the API that a login takes; the second one's answer. */
  Answer login() {
    Answer begun = send("GET", "/api/v1/auth/login", null).expect(302);
    String page = begun.response().headers().firstValue("Location").orElseThrow() + "&user=" + id;
    try {
      HttpResponse<String> agreed =
          http.send(
              HttpRequest.newBuilder(URI.create(page)).build(),
              HttpResponse.BodyHandlers.ofString());
      URI back = URI.create(agreed.headers().firstValue("Location").orElseThrow());
      return send("GET", back.getRawPath() + "?" + back.getRawQuery(), null).expect(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String id() {
    return id;
  }

  /** What the session's cookie says: a secret. */
  String session() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("session_token"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, ObjectNode body) {
    return send("POST", path, body);
  }

  Answer send(String method, String path, ObjectNode body) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String trace = "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.service(Service.API).url() + path))
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .header("traceparent", "00-%s-%016x-01".formatted(trace, random.nextLong() | 1))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), trace, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the guild known with its channels, as its manager does once; the first template's id. */
  String template() {
    post("/api/v1/guilds/sync", object()).expect(200);
    JsonNode templates =
        get("/api/v1/guilds/" + Whole.GUILD + "/templates").expect(200).json().path("templates");
    return templates.path(0).path("id").asText();
  }

  /** Plans a game. */
  Answer game(String title, Instant start, int players) {
    ObjectNode body =
        object()
            .put("template_id", template())
            .put("title", title)
            .put("scheduled_at", start.toString())
            .put("max_players", players);
    body.putArray("reminder_minutes");
    return post("/api/v1/games", body).expect(201);
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
