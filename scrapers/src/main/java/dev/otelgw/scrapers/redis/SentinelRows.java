package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Points;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The primaries that a sentinel watches. */
final class SentinelRows {

  static final String MASTERS = "SENTINEL MASTERS";

  /** No more of them are described. */
  private static final int MOST = 64;

  private static final Metric UP =
      otel("redis.sentinel.master.up", "{status}", "1 if the primary is well.", "status");
  private static final Metric REPLICAS =
      otel("redis.sentinel.master.replicas", "{replica}", "Its replicas.", "slaves");
  private static final Metric SENTINELS =
      otel(
          "redis.sentinel.master.sentinels", "{sentinel}", "Sentinels that watch it.", "sentinels");

  private static final Metric PROM_STATUS =
      Metric.prometheus("redis_sentinel_master_status", Kind.GAUGE, "1 if the primary is well.")
          .by("master_name", "master_address", "master_status")
          .in("sentinel", "INFO masterN status");
  private static final Metric PROM_SLAVES = prometheus("redis_sentinel_master_slaves");
  private static final Metric PROM_SENTINELS = prometheus("redis_sentinel_master_sentinels");

  /** What SENTINEL MASTERS tells beyond that: its field, and redis_exporter's name. */
  private static final Map<String, Metric> DETAILS =
      Map.of(
          "quorum", detail("redis_sentinel_master_setting_ckquorum"),
          "failover-timeout", detail("redis_sentinel_master_setting_failover_timeout"),
          "parallel-syncs", detail("redis_sentinel_master_setting_parallel_syncs"),
          "down-after-milliseconds",
              detail("redis_sentinel_master_setting_down_after_milliseconds"),
          "config-epoch", detail("redis_sentinel_master_config_epoch"));

  private static final Metric LAST_PING =
      detail("redis_sentinel_master_last_ok_ping_reply_seconds");

  static final List<Metric> METRICS = metrics();

  private SentinelRows() {}

  private static List<Metric> metrics() {
    List<Metric> metrics =
        new ArrayList<>(
            List.of(UP, REPLICAS, SENTINELS, PROM_STATUS, PROM_SLAVES, PROM_SENTINELS, LAST_PING));
    DETAILS.values().stream().sorted(Comparator.comparing(Metric::name)).forEach(metrics::add);
    return List.copyOf(metrics);
  }

  private static Metric otel(String name, String unit, String description, String part) {
    return Metric.otel(name, Kind.GAUGE, unit, description)
        .by("redis.sentinel.master.name", "server.address")
        .in("sentinel", "INFO masterN " + part);
  }

  private static Metric prometheus(String name) {
    return Metric.prometheus(name, Kind.GAUGE, "What the sentinel knows of a primary.")
        .by("master_name", "master_address")
        .in("sentinel", "INFO masterN");
  }

  private static Metric detail(String name) {
    return prometheus(name).in("sentinel", MASTERS);
  }

  static void write(Answers answers, Points points) {
    int[] masters = {0};
    answers
        .info()
        .parts(
            "master",
            (number, parts) -> {
              if (number.chars().allMatch(Character::isDigit) && masters[0]++ < MOST) {
                master(parts, points);
              }
            });
    List<?> reply = answers.list(MASTERS);
    for (Object one : reply.subList(0, Math.min(reply.size(), MOST))) {
      if (one instanceof List<?> pairs) {
        details(pairs, points);
      }
    }
  }

  private static void master(Map<String, String> parts, Points points) {
    String name = parts.get("name");
    String address = parts.get("address");
    String status = parts.getOrDefault("status", "");
    double up = status.equals("ok") ? 1 : 0;
    points.add(UP, up, name, address);
    points.add(PROM_STATUS, up, name, address, status);
    InfoFields.number(parts.getOrDefault("slaves", ""), true)
        .ifPresent(slaves -> {
          points.add(REPLICAS, slaves, name, address);
          points.add(PROM_SLAVES, slaves, name, address);
        });
    InfoFields.number(parts.getOrDefault("sentinels", ""), true)
        .ifPresent(sentinels -> {
          points.add(SENTINELS, sentinels, name, address);
          points.add(PROM_SENTINELS, sentinels, name, address);
        });
  }

  private static void details(List<?> pairs, Points points) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      fields.put(Answers.text(pairs.get(i)), Answers.text(pairs.get(i + 1)));
    }
    String name = fields.get("name");
    String address = fields.get("ip") + ":" + fields.get("port");
    DETAILS.forEach((field, metric) ->
        InfoFields.number(fields.getOrDefault(field, ""), false)
            .ifPresent(value -> points.add(metric, value, name, address)));
    InfoFields.number(fields.getOrDefault("last-ok-ping-reply", ""), false)
        .ifPresent(millis -> points.add(LAST_PING, millis / 1e3, name, address));
  }
}
