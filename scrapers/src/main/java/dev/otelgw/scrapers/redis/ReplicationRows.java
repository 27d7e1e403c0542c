package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Each replica as its primary sees it, and a replica's link to its primary. */
final class ReplicationRows {

  /** A primary with more replicas is told nothing of the rest. */
  private static final int MOST = 32;

  private static final Metric LAG =
      Metric.otel("redis.replica.lag", Kind.GAUGE, "s", "Time since the replica's last word.")
          .by("redis.replica.address", "redis.replica.state")
          .in("replication", "INFO slaveN lag");
  private static final Metric OFFSET_LAG =
      Metric.otel(
              "redis.replica.offset_lag", Kind.GAUGE, "By", "What the replica has not confirmed.")
          .by("redis.replica.address", "redis.replica.state")
          .in("replication", "INFO master_repl_offset less slaveN offset");

  private static final Metric PROM_OFFSET =
      replica("redis_connected_slave_offset_bytes", "Offset of a replica.", "offset");
  private static final Metric PROM_LAG =
      replica("redis_connected_slave_lag_seconds", "Time since a replica's last word.", "lag");
  private static final Metric LINK_UP = link("redis_master_link_up", "master_link_status");
  private static final Metric LAST_IO =
      link("redis_master_last_io_seconds_ago", "master_last_io_seconds_ago");
  private static final Metric SYNCING =
      link("redis_master_sync_in_progress", "master_sync_in_progress");
  private static final Metric REPLICA_OFFSET = link("redis_slave_repl_offset", "slave_repl_offset");
  private static final Metric SLAVE_INFO =
      Metric.prometheus("redis_slave_info", Kind.GAUGE, "What the replica follows; always 1.")
          .by("master_host", "master_port", "read_only")
          .in("replication", "INFO replication");

  static final List<Metric> METRICS =
      List.of(
          LAG,
          OFFSET_LAG,
          PROM_OFFSET,
          PROM_LAG,
          LINK_UP,
          LAST_IO,
          SYNCING,
          REPLICA_OFFSET,
          SLAVE_INFO);

  private ReplicationRows() {}

  private static Metric replica(String name, String description, String part) {
    return Metric.prometheus(name, Kind.GAUGE, description)
        .by("slave_ip", "slave_port", "slave_state")
        .in("replication", "INFO slaveN " + part);
  }

  private static Metric link(String name, String field) {
    return Metric.prometheus(name, Kind.GAUGE, "The field " + field + ".")
        .by("master_host", "master_port")
        .in("replication", "INFO " + field);
  }

  static void write(InfoFields info, Points points) {
    OptionalDouble written = info.number("master_repl_offset");
    int[] replicas = {0};
    info.parts(
        "slave",
        (number, parts) -> {
          if (number.chars().allMatch(Character::isDigit) && replicas[0]++ < MOST) {
            replica(parts, written, points);
          }
        });
    if (info.get("role", "").equals("slave")) {
      String host = info.get("master_host");
      String port = info.get("master_port");
      info.number("master_link_status").ifPresent(up -> points.add(LINK_UP, up, host, port));
      info.number("master_last_io_seconds_ago")
          .ifPresent(ago -> points.add(LAST_IO, ago, host, port));
      info.number("master_sync_in_progress")
          .ifPresent(syncing -> points.add(SYNCING, syncing, host, port));
      info.number("slave_repl_offset")
          .ifPresent(offset -> points.add(REPLICA_OFFSET, offset, host, port));
      points.add(SLAVE_INFO, 1, host, port, info.get("slave_read_only"));
    }
  }

  private static void replica(Map<String, String> parts, OptionalDouble written, Points points) {
    String ip = parts.get("ip");
    String port = parts.get("port");
    String state = parts.get("state");
    OptionalDouble offset = InfoFields.number(parts.getOrDefault("offset", ""), false);
    OptionalDouble lag = InfoFields.number(parts.getOrDefault("lag", ""), true);
    String address = ip + ":" + port;
    if (offset.isPresent()) {
      points.add(PROM_OFFSET, offset.getAsDouble(), ip, port, state);
      if (written.isPresent()) {
        double behind = Math.max(0, written.getAsDouble() - offset.getAsDouble());
        points.add(OFFSET_LAG, behind, address, state);
      }
    }
    if (lag.isPresent()) {
      points.add(LAG, lag.getAsDouble(), address, state);
      points.add(PROM_LAG, lag.getAsDouble(), ip, port, state);
    }
  }
}
