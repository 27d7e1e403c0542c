package dev.otelgw.services.api.http;

import dev.otelgw.services.cache.RedisUnavailable;
import dev.otelgw.services.database.DatabaseException;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.telemetry.Traces;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every error has one form: {@code {"detail": "...", "trace_id": "..."}}, the trace id where there
 * is a trace. What is away for now is 503 with Retry-After; what nobody expected is 500, and is
 * logged with its stack.
 */
public final class Errors {

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int UNAVAILABLE = 503;

  private Errors() {}

  /** Answers what handlers throw. */
  public static void answer(RoutesConfig routes) {
    routes
        .exception(Problem.class, (e, request) -> answer(request, e))
        .exception(
            RedisUnavailable.class,
            (e, request) -> {
              Traces.failed(Span.current(), e);
              answer(request, Problem.away("Redis, which keeps the sessions, is away", SOON));
            })
        .exception(DatabaseException.class, Errors::database)
        .exception(DiscordException.class, Errors::discord)
        .exception(HttpResponseException.class, (e, request) -> answer(request, of(e)))
        .exception(Exception.class, (e, request) -> unexpected(request, e));
  }

  private static void database(DatabaseException e, Context request) {
    if (e.away()) {
      Traces.failed(Span.current(), e);
      answer(request, Problem.away("the database is away", SOON));
    } else {
      unexpected(request, e);
    }
  }

  private static void discord(DiscordException e, Context request) {
    Traces.failed(Span.current(), e);
    if (e instanceof DiscordException.Unavailable unavailable) {
      Duration wait = unavailable.retryAfter();
      answer(request, Problem.away("Discord is away", wait.isZero() ? SOON : wait));
    } else {
      LOG.warn("Discord does not do what was asked: {}", e.getMessage());
      answer(request, Problem.of(502, "Discord refused what was asked of it"));
    }
  }

  /** Those of the server itself, such as routes that are not there. */
  private static Problem of(HttpResponseException e) {
    return switch (e.getStatus()) {
      case 404 -> Problem.notFound("route");
      case 405 -> Problem.of(405, "the route does not take this method");
      default -> Problem.of(e.getStatus(), String.valueOf(e.getMessage()));
    };
  }

  private static void unexpected(Context request, Exception e) {
    Traces.failed(Span.current(), e);
    LOG.error("{} {} failed", request.method().name(), request.path(), e);
    answer(request, Problem.of(500, "the service failed at this; its log says why"));
  }

  private static void answer(Context request, Problem problem) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", String.valueOf(problem.getMessage()));
    body.putAll(problem.more());
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      body.put("trace_id", span.getTraceId());
    }
    if (problem.status() == UNAVAILABLE) {
      long seconds = Math.max(1, problem.retryAfter().plusMillis(999).toSeconds());
      request.header("Retry-After", Long.toString(seconds));
    }
    Answers.json(request.status(problem.status()), body);
  }
}
