package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Group;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.ResourceAttribute;
import dev.otelgw.scrapers.scraping.ScrapedSystem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Redis as tables. */
final class RedisSystem {

  /** 150 points, some for each command, database and replica, and room. */
  private static final int MAX_SERIES = 3000;

  static final FieldTable OTEL = FieldTable.read("otel.table", Naming.OTEL);
  static final FieldTable PROMETHEUS = FieldTable.read("prometheus.table", Naming.PROMETHEUS);

  private static final List<Group> GROUPS =
      List.of(
          new Group("server", "INFO server: what it is, and since when."),
          new Group("cpu", "INFO cpu."),
          new Group("clients", "INFO clients."),
          new Group("memory", "INFO memory."),
          new Group("persistence", "INFO persistence."),
          new Group("stats", "INFO stats."),
          new Group("replication", "INFO replication: the link to the primary, and each replica."),
          new Group("keyspace", "INFO keyspace: each database."),
          new Group("commands", "INFO commandstats and latencystats: each command."),
          new Group("errors", "INFO errorstats: each kind of error."),
          new Group("cluster", "CLUSTER INFO, where the server is a cluster's node."),
          new Group("sentinel", "INFO sentinel and SENTINEL, where the server is a sentinel."),
          new Group(
              "slowlog", "SLOWLOG LEN, COMMANDLOG LEN; SLOWLOG GET 1 with naming prometheus."),
          new Group(
              "latency", "LATENCY HISTOGRAM and LATENCY LATEST.", true, Duration.ofMinutes(1)),
          new Group("config", "CONFIG GET of three names, only with naming prometheus."));

  static final ScrapedSystem SYSTEM =
      new ScrapedSystem(
          "redis",
          "redis_exporter",
          "redis",
          GROUPS,
          Stream.of(
                  OTEL.metrics(),
                  PROMETHEUS.metrics(),
                  InstanceRows.METRICS,
                  ReplicationRows.METRICS,
                  KeyspaceRows.METRICS,
                  CommandRows.METRICS,
                  ClusterRows.METRICS,
                  SentinelRows.METRICS,
                  SlowlogRows.METRICS,
                  LatencyRows.METRICS,
                  ConfigRows.METRICS)
              .<Metric>flatMap(List::stream)
              .toList(),
          List.of(
              new ResourceAttribute("db.system.name", "redis, for Valkey too.", true),
              new ResourceAttribute("redis.version", "Version; of Valkey its own.", true),
              new ResourceAttribute("redis.mode", "standalone, cluster or sentinel.", false)),
          MAX_SERIES);

  private RedisSystem() {}
}
