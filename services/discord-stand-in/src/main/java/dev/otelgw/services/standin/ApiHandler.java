package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.otelgw.services.standin.Replies.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests to the API: first as ordered, then within the rate limits, then as Discord
 * would. Thread-safe.
 */
final class ApiHandler implements HttpHandler {

  private final String prefix;
  private final List<Endpoint> endpoints;
  private final Faults faults;
  private final Buckets buckets;
  private final Logins logins;
  private final Memory memory;

  /** What the handler reads of and writes to the stand-in's memory. */
  record Memory(
      Changes changes, Journal journal, Function<String, @Nullable String> userOfChannel) {}

  ApiHandler(
      String prefix,
      List<Endpoint> endpoints,
      Faults faults,
      Buckets buckets,
      Logins logins,
      Memory memory) {
    this.prefix = prefix;
    this.endpoints = endpoints;
    this.faults = faults;
    this.buckets = buckets;
    this.logins = logins;
    this.memory = memory;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Instant at = Instant.now();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String path = exchange.getRequestURI().getRawPath().substring(prefix.length());
      Reply reply = answer(exchange, path, body);
      String query = exchange.getRequestURI().getRawQuery();
      memory
          .changes()
          .change(() -> {
            memory
                .journal()
                .add(
                    new RecordedRequest(
                        memory.journal().next(),
                        at,
                        exchange.getRequestMethod(),
                        query == null ? path : path + "?" + query,
                        body,
                        exchange.getRequestHeaders().getFirst("traceparent"),
                        reply.status()));
            return true;
          });
      Exchanges.answer(exchange, reply);
    }
  }

  private Reply answer(HttpExchange exchange, String path, String body) {
    String method = exchange.getRequestMethod();
    Fault fault = faults.take(method, path, userOf(path));
    if (fault != null) {
      pause(fault.delay());
      if (fault.status() == 429) {
        return limited(exchange, fault.retryAfter(), fault.global() ? "global" : "user");
      }
      if (fault.status() != 0) {
        return Replies.ordered(fault.status(), fault.code());
      }
    }
    for (Endpoint endpoint : endpoints) {
      Map<String, String> ids = endpoint.match(method, path);
      if (ids != null) {
        return withinLimit(exchange, endpoint, ids, body);
      }
    }
    return Replies.error(404, 0, "404: Not Found");
  }

  private Reply withinLimit(
      HttpExchange exchange, Endpoint endpoint, Map<String, String> ids, String body) {
    Buckets.State state = buckets.take(endpoint.route(), endpoint.major(ids));
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-RateLimit-Bucket", state.bucket());
    headers.set("X-RateLimit-Limit", Integer.toString(state.limit()));
    headers.set("X-RateLimit-Remaining", Integer.toString(state.remaining()));
    headers.set("X-RateLimit-Reset-After", seconds(state.resetAfter()));
    if (!state.taken()) {
      return limited(exchange, state.resetAfter(), "user");
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Optional<String> user = caller(endpoint, authorization == null ? "" : authorization);
    if (user.isEmpty()) {
      return Replies.unauthorized();
    }
    JsonNode json = Exchanges.json(body);
    if (json == null) {
      return Replies.error(400, 50109, "The request body contains invalid JSON.");
    }
    Map<String, String> query = Exchanges.form(exchange.getRequestURI().getRawQuery());
    String traceparent = exchange.getRequestHeaders().getFirst("traceparent");
    return endpoint
        .handler()
        .answer(new Endpoint.Call(ids, query, body, json, user.get(), traceparent));
  }

  /**
   * Whose token it is, the empty text for the bot; nothing where the token is not good for the
   * route.
   */
  private Optional<String> caller(Endpoint endpoint, String authorization) {
    boolean bot = authorization.startsWith("Bot ") && authorization.length() > 4;
    return switch (endpoint.who()) {
      case ANYBODY -> Optional.of("");
      case CLIENT -> authorization.startsWith("Basic ") ? Optional.of("") : Optional.empty();
      case BOT -> bot ? Optional.of("") : Optional.empty();
      case USER ->
          bot
              ? Optional.of("")
              : authorization.startsWith("Bearer ")
                  ? logins.userOf(authorization.substring("Bearer ".length()))
                  : Optional.empty();
    };
  }

  private static Reply limited(HttpExchange exchange, Duration retryAfter, String scope) {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Via", "1.1 google");
    headers.set("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
    headers.set("X-RateLimit-Scope", scope);
    if (scope.equals("global")) {
      headers.set("X-RateLimit-Global", "true");
    }
    return new Reply(
        429,
        Replies.object()
            .put("message", "You are being rate limited.")
            .put("retry_after", retryAfter.toMillis() / 1000.0)
            .put("global", scope.equals("global")));
  }

  private @Nullable String userOf(String path) {
    String[] parts = path.split("/", -1);
    return parts.length > 2 && parts[1].equals("channels")
        ? memory.userOfChannel().apply(parts[2])
        : null;
  }

  private static void pause(Duration delay) {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
  }
}
