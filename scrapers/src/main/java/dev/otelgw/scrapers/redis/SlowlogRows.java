package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.Map;

/** How many commands were slow. What they were is nobody's business here. */
final class SlowlogRows {

  static final String LEN = "SLOWLOG LEN";
  static final String LAST = "SLOWLOG GET 1";

  /** Valkey 8.1 keeps three logs. */
  static final Map<String, String> COMMANDLOGS =
      Map.of(
          "COMMANDLOG LEN slow", "slow",
          "COMMANDLOG LEN large-request", "large_request",
          "COMMANDLOG LEN large-reply", "large_reply");

  private static final Metric LENGTH =
      Metric.otel("redis.slowlog.length", Kind.GAUGE, "{entry}", "Entries in the slow log.")
          .in("slowlog", LEN);
  private static final Metric LOGS =
      Metric.otel("redis.commandlog.length", Kind.GAUGE, "{entry}", "Entries in a command log.")
          .by("type")
          .in("slowlog", "COMMANDLOG LEN")
          .on("Valkey 8.1 and later");
  private static final Metric PROM_LENGTH =
      Metric.prometheus("redis_slowlog_length", Kind.GAUGE, "Entries in the slow log.")
          .in("slowlog", LEN);
  private static final Metric PROM_LOGS =
      Metric.prometheus("redis_commandlog_*", Kind.GAUGE, "Entries in a command log.")
          .in("slowlog", "COMMANDLOG LEN")
          .on("Valkey 8.1 and later");
  static final Metric PROM_LAST_ID =
      Metric.prometheus("redis_slowlog_last_id", Kind.GAUGE, "Id of the newest entry.")
          .in("slowlog", LAST);
  private static final Metric PROM_LAST_DURATION =
      Metric.prometheus(
              "redis_last_slow_execution_duration_seconds",
              Kind.GAUGE,
              "How long the newest entry's command took.")
          .in("slowlog", LAST);

  static final List<Metric> METRICS =
      List.of(LENGTH, LOGS, PROM_LENGTH, PROM_LOGS, PROM_LAST_ID, PROM_LAST_DURATION);

  private SlowlogRows() {}

  static void write(Answers answers, Points points) {
    answers
        .number(LEN)
        .ifPresent(length -> {
          points.add(LENGTH, length);
          points.add(PROM_LENGTH, length);
        });
    COMMANDLOGS.forEach((command, type) ->
        answers
            .number(command)
            .ifPresent(length -> {
              points.add(LOGS, length, type);
              points.add(
                  PROM_LOGS.named("redis_commandlog_" + type + "_length", "Entries in the log."),
                  length);
            }));
    if (answers.replies().containsKey(LAST)) {
      List<?> entries = answers.list(LAST);
      long id = 0;
      long usec = 0;
      if (!entries.isEmpty()
          && entries.getFirst() instanceof List<?> entry
          && entry.size() > 2
          && entry.get(0) instanceof Long itsId
          && entry.get(2) instanceof Long itsTime) {
        id = itsId;
        usec = itsTime;
      }
      points.add(PROM_LAST_ID, id);
      points.add(PROM_LAST_DURATION, usec / 1e6);
    }
  }
}
