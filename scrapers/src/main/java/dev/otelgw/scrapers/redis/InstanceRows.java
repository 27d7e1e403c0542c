package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server is. */
final class InstanceRows {

  private static final List<String> FIELDS =
      List.of(
          "role",
          "redis_version",
          "redis_build_id",
          "redis_mode",
          "os",
          "maxmemory_policy",
          "tcp_port",
          "run_id",
          "process_id",
          "master_replid",
          "valkey_version",
          "valkey_release_stage",
          "availability_zone");

  private static final Metric INFO =
      Metric.otel("redis.info", Kind.GAUGE, "{server}", "What the server is; always 1.")
          .by(
              "redis.role",
              "redis.version",
              "redis.mode",
              "redis.run_id",
              "redis.maxmemory_policy",
              "os.description")
          .in("server", "INFO server, memory, replication");
  private static final Metric ROLE =
      Metric.otel("redis.role", Kind.UP_DOWN, "{role}", "1 for the role that the server has.")
          .by("role")
          .off()
          .in("replication", "INFO role");
  private static final Metric MODE =
      Metric.otel("redis.mode", Kind.GAUGE, "{mode}", "1 for the mode that the server runs in.")
          .by("mode")
          .off()
          .in("server", "INFO redis_mode, server_mode");

  private static final Metric INSTANCE_INFO =
      Metric.prometheus("redis_instance_info", Kind.GAUGE, "What the server is; always 1.")
          .by(FIELDS.toArray(String[]::new))
          .in("server", "INFO");
  private static final Metric START_TIME =
      Metric.prometheus(
              "redis_start_time_seconds", Kind.GAUGE, "When the server started, since 1970.")
          .in("server", "INFO uptime_in_seconds");

  static final List<Metric> METRICS = List.of(INFO, ROLE, MODE, INSTANCE_INFO, START_TIME);

  private InstanceRows() {}

  static void server(InfoFields info, Points points) {
    Identity identity = Identity.of(info);
    points.add(
        INFO,
        1,
        primary(info.get("role", "")),
        identity.version(),
        identity.mode(),
        info.get("run_id"),
        info.get("maxmemory_policy"),
        info.get("os"));
    if (!identity.mode().isEmpty()) {
      for (String mode : List.of("cluster", "sentinel", "standalone")) {
        points.add(MODE, mode.equals(identity.mode()) ? 1 : 0, mode);
      }
    }
    @Nullable String[] values =
        FIELDS.stream().map(field -> label(field, info)).toArray(String[]::new);
    points.add(INSTANCE_INFO, 1, Arrays.copyOf(values, values.length));
    info.number("uptime_in_seconds")
        .ifPresent(
            uptime -> points.add(START_TIME, points.time().getEpochSecond() - Math.rint(uptime)));
    points.resource("db.system.name", "redis");
    points.resource("redis.version", identity.version());
    points.resource("redis.mode", identity.mode());
  }

  /** An absent label and an empty one are the same to Prometheus. */
  private static @Nullable String label(String field, InfoFields info) {
    String value = info.get(field);
    if (field.equals("redis_mode") && value == null) {
      value = info.get("server_mode");
    }
    return value == null || value.isEmpty() ? null : value;
  }

  static void role(InfoFields info, Points points) {
    String role = info.get("role");
    if (role != null) {
      for (String one : List.of("replica", "primary")) {
        points.add(ROLE, one.equals(primary(role)) ? 1 : 0, one);
      }
    }
  }

  private static String primary(String role) {
    return switch (role) {
      case "master" -> "primary";
      case "slave" -> "replica";
      default -> role;
    };
  }
}
