package dev.otelgw.services.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What Discord answered: status, what the headers say about limits, and the body. */
record Answer(
    int status, JsonNode json, RateLimits.Headers limits, String scope, Duration retryAfter) {

  /** "Cannot send messages to this user", and the same for want of a guild in common. */
  private static final Set<Integer> MESSAGES_CLOSED = Set.of(50007, 50278);

  /** Where a 429 does not say for how long. */
  private static final Duration UNTOLD = Duration.ofSeconds(1);

  static Answer of(Response response) throws IOException {
    JsonNode json = parse(response.body().string());
    RateLimits.Headers limits =
        new RateLimits.Headers(
            text(response, "X-RateLimit-Bucket"),
            (int) number(response.header("X-RateLimit-Limit"), -1),
            (int) number(response.header("X-RateLimit-Remaining"), -1),
            seconds(number(response.header("X-RateLimit-Reset-After"), 0)));
    String scope = text(response, "X-RateLimit-Scope");
    return new Answer(
        response.code(),
        json,
        limits,
        scope.isEmpty() ? "user" : scope,
        seconds(
            json.path("retry_after")
                .asDouble(number(response.header("Retry-After"), UNTOLD.toMillis() / 1000.0))));
  }

  boolean global() {
    return scope.equals("global") || json.path("global").asBoolean();
  }

  /** Status, Discord's code and its words, in one line. */
  String text() {
    JsonNode words = json.has("message") ? json.path("message") : json.path("error_description");
    if (words.isMissingNode()) {
      words = json.path("error");
    }
    StringBuilder text = new StringBuilder().append(status);
    if (json.has("code")) {
      text.append(" (code ").append(json.path("code").asText()).append(')');
    }
    if (!words.isMissingNode()) {
      text.append(": ").append(words.asText());
    }
    if (json.has("errors")) {
      text.append(' ').append(json.path("errors"));
    }
    return text.toString().replace('\n', ' ');
  }

  DiscordException failure(Route route, String cure) {
    String message = "Discord " + route + ": " + text();
    return switch (status) {
      case 401 -> new DiscordException.Unauthorized(message + "; " + cure);
      case 403 ->
          MESSAGES_CLOSED.contains(json.path("code").asInt())
              ? new DiscordException.DirectMessagesClosed(message)
              : new DiscordException.Forbidden(message);
      case 404 -> new DiscordException.NotFound(message);
      default -> new DiscordException.Refused(message);
    };
  }

  private static JsonNode parse(String body) {
    if (body.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      // Proxies on the way answer in HTML; the status says enough.
      return MissingNode.getInstance();
    }
  }

  private static String text(Response response, String header) {
    String value = response.header(header);
    return value == null ? "" : value;
  }

  private static double number(@Nullable String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) Math.ceil(Math.clamp(seconds, 0, 86_400) * 1000));
  }
}
