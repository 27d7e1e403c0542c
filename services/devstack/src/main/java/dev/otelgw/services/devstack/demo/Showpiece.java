package dev.otelgw.services.devstack.demo;

import dev.otelgw.services.devstack.sink.ReceivedSpan;
import dev.otelgw.services.devstack.sink.Telemetry;
import dev.otelgw.services.devstack.sink.Trace;
import java.util.Optional;

/** Finds one whole trace, from the planning of a game to its message at Discord. */
final class Showpiece {

  private static final String BEGIN = "POST /api/v1/games";

  private Showpiece() {}

  /** One that has come whole: with the bot's call to Discord and what it wrote down after it. */
  static Optional<Trace> find(Telemetry telemetry) {
    return telemetry.spans(span -> span.isRoot() && span.name().equals(BEGIN)).stream()
        .map(root -> telemetry.trace(root.traceId()))
        .filter(trace -> trace.isComplete() && isPosted(trace) && isWrittenDown(trace))
        .findFirst();
  }

  private static boolean isPosted(Trace trace) {
    return !trace.spans(Showpiece::postsMessage).isEmpty();
  }

  private static boolean postsMessage(ReceivedSpan span) {
    return span.service().equals("bot-service")
        && span.kind().equals("CLIENT")
        && span.attribute("url.full").endsWith("/messages");
  }

  private static boolean isWrittenDown(Trace trace) {
    return !trace
        .spans(span ->
            span.service().equals("bot-service")
                && span.attribute("db.query.text").startsWith("update game_sessions"))
        .isEmpty();
  }
}
