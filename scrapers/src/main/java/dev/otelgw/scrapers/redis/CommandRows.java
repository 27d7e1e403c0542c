package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Each command, and each kind of error. */
final class CommandRows {

  /** Servers bound the kinds themselves since 7.2, at 128. */
  private static final int MOST_ERRORS = 64;

  private static final Metric CALLS = otel("redis.cmd.calls", "{call}", "Calls.", "calls").off();
  private static final Metric USEC =
      otel("redis.cmd.usec", "us", "Time in the command.", "usec").off();
  private static final Metric REJECTED =
      otel("redis.cmd.rejected", "{call}", "Calls refused before they ran.", "rejected_calls")
          .off();
  private static final Metric FAILED =
      otel("redis.cmd.failed", "{call}", "Calls that failed.", "failed_calls").off();
  private static final Metric LATENCY =
      Metric.otel("redis.cmd.latency", Kind.GAUGE, "s", "Latency since the start, by percentile.")
          .decimals()
          .by("cmd", "percentile")
          .in("commands", "INFO latency_percentiles_usec_CMD")
          .on("7.0 and later")
          .off();
  private static final Metric ERRORS =
      Metric.otel("redis.errors", Kind.COUNTER, "{error}", "Error replies by their first word.")
          .by("error.type")
          .in("errors", "INFO errorstat_TYPE count")
          .on("6.2 and later");

  private static final Metric PROM_CALLS = prometheus("redis_commands_total", "calls");
  private static final Metric PROM_SECONDS =
      prometheus("redis_commands_duration_seconds_total", "usec");
  private static final Metric PROM_REJECTED =
      prometheus("redis_commands_rejected_calls_total", "rejected_calls");
  private static final Metric PROM_FAILED =
      prometheus("redis_commands_failed_calls_total", "failed_calls");
  private static final Metric PROM_PERCENTILES =
      Metric.prometheus(
              "redis_latency_percentiles_usec", Kind.GAUGE, "Latency since the start, by quantile.")
          .by("cmd", "quantile")
          .in("commands", "INFO latency_percentiles_usec_CMD");
  private static final Metric PROM_PERCENTILES_SUM =
      prometheus("redis_latency_percentiles_usec_sum", "usec");
  private static final Metric PROM_PERCENTILES_COUNT =
      prometheus("redis_latency_percentiles_usec_count", "calls");
  private static final Metric PROM_ERRORS =
      Metric.prometheus("redis_errors_total", Kind.COUNTER, "Error replies by their first word.")
          .by("err")
          .in("errors", "INFO errorstat_TYPE count");

  static final List<Metric> METRICS =
      List.of(
          CALLS,
          USEC,
          REJECTED,
          FAILED,
          LATENCY,
          ERRORS,
          PROM_CALLS,
          PROM_SECONDS,
          PROM_REJECTED,
          PROM_FAILED,
          PROM_PERCENTILES,
          PROM_PERCENTILES_SUM,
          PROM_PERCENTILES_COUNT,
          PROM_ERRORS);

  private CommandRows() {}

  private static Metric otel(String name, String unit, String description, String part) {
    return Metric.otel(name, Kind.COUNTER, unit, description)
        .by("cmd")
        .in("commands", "INFO cmdstat_CMD " + part);
  }

  private static Metric prometheus(String name, String part) {
    return Metric.prometheus(name, Kind.COUNTER, "The part " + part + " of a command's statistics.")
        .by("cmd")
        .in("commands", "INFO cmdstat_CMD " + part);
  }

  static void commands(InfoFields info, Points points) {
    info.parts(
        "cmdstat_",
        (command, parts) -> {
          part(parts, "calls", 1, CALLS, command, points);
          part(parts, "usec", 1, USEC, command, points);
          part(parts, "rejected_calls", 1, REJECTED, command, points);
          part(parts, "failed_calls", 1, FAILED, command, points);
          part(parts, "calls", 1, PROM_CALLS, command, points);
          part(parts, "usec", 1e-6, PROM_SECONDS, command, points);
          part(parts, "rejected_calls", 1, PROM_REJECTED, command, points);
          part(parts, "failed_calls", 1, PROM_FAILED, command, points);
        });
    info.parts(
        "latency_percentiles_usec_",
        (command, percentiles) -> {
          Map<String, String> totals = InfoFields.parts(info.get("cmdstat_" + command, ""));
          part(totals, "usec", 1, PROM_PERCENTILES_SUM, command, points);
          part(totals, "calls", 1, PROM_PERCENTILES_COUNT, command, points);
          percentiles.forEach((percentile, value) ->
              InfoFields.number(value, true)
                  .ifPresent(usec -> {
                    points.add(LATENCY, usec / 1e6, command, percentile);
                    points.add(PROM_PERCENTILES, usec, command, percentile.substring(1));
                  }));
        });
  }

  static void errors(InfoFields info, Points points) {
    int[] kinds = {0};
    info.parts(
        "errorstat_",
        (kind, parts) -> {
          if (kinds[0]++ < MOST_ERRORS) {
            part(parts, "count", 1, ERRORS, kind, points);
            part(parts, "count", 1, PROM_ERRORS, kind, points);
          }
        });
  }

  private static void part(
      Map<String, String> parts,
      String part,
      double factor,
      Metric metric,
      String name,
      Points points) {
    OptionalDouble value = InfoFields.number(parts.getOrDefault(part, ""), false);
    value.ifPresent(number -> points.add(metric, number * factor, name));
  }
}
