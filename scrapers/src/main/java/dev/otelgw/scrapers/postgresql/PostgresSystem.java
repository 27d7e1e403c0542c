package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Group;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.ResourceAttribute;
import dev.otelgw.scrapers.scraping.ScrapedSystem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL as tables. */
final class PostgresSystem {

  private static final int MAX_SERIES = 10_000;

  /** How old sizes may be. */
  static final Duration SIZES_INTERVAL = Duration.ofMinutes(10);

  /** The group with sizes, in statements of other groups too. */
  static final String SIZES = "sizes";

  /** The statement that knows the databases. */
  static final String DATABASE = "database";

  /** The group that visits databases. */
  static final String TABLES = "tables";

  /** The limit of databases that are visited. */
  static final String VISITED = "visited_databases";

  private static final int MOST_VISITED = 50;

  static final List<Query> QUERIES =
      QueryTable.read("server.table", "io.table", "relations.table", "statements.table");

  static final Metric DATABASES =
      Metric.otel(
              "postgresql.database.count",
              Kind.UP_DOWN,
              "{databases}",
              "Databases that are visited for their tables.")
          .in(TABLES, "the receiver itself");

  private static final List<Group> GROUPS =
      List.of(
          new Group("server", "The server, its settings, and a standby's state."),
          new Group(DATABASE, "pg_stat_database and pg_database."),
          new Group("activity", "pg_stat_activity: sessions, what they wait for, ages."),
          new Group("locks", "pg_locks, and who blocks whom."),
          new Group("background", "Background writer, checkpointer, archiver, write-ahead log."),
          new Group("io", "pg_stat_io, since 16."),
          new Group("replication", "Standbys and replication slots."),
          new Group("progress", "Vacuum and other long commands under way."),
          new Group(TABLES, "Tables and indexes of each database."),
          new Group(
              SIZES,
              "Sizes of databases, tables and indexes; each scrape reads some databases' only.",
              true,
              SIZES_INTERVAL,
              true),
          new Group("wal", "Files of the write-ahead log.", true, Duration.ofMinutes(4)),
          new Group(
              "statements",
              "pg_stat_statements, where that is installed.",
              true,
              Duration.ofMinutes(1)),
          new Group(
              "query_text",
              "Texts of statements, without literals.",
              false,
              Duration.ofMinutes(10)),
          new Group("settings", "pg_settings, only with naming prometheus."),
          new Group("roles", "Limits of roles, only with naming prometheus."));

  static final ScrapedSystem SYSTEM =
      new ScrapedSystem(
          "postgresql",
          "postgres_exporter",
          "pg",
          GROUPS,
          Stream.concat(Stream.of(DATABASES), QueryTable.metrics(QUERIES).stream()).toList(),
          List.of(
              new ResourceAttribute("db.system.name", "postgresql.", true),
              new ResourceAttribute("postgresql.version", "Version, as 18.4.", true)),
          MAX_SERIES);

  private PostgresSystem() {}

  /** The same with statements of a user, each a group of its own. */
  static ScrapedSystem with(List<QueryConfig> queries, List<Metric> metrics) {
    List<Group> groups =
        queries.stream()
            .map(query -> new Group(query.name(), "A query of yours.", true, query.interval()))
            .toList();
    return new ScrapedSystem(
        SYSTEM.name(),
        SYSTEM.exporter(),
        SYSTEM.prefix(),
        Stream.concat(GROUPS.stream(), groups.stream()).toList(),
        Stream.concat(SYSTEM.metrics().stream(), metrics.stream()).toList(),
        SYSTEM.resourceAttributes(),
        SYSTEM.maxSeries());
  }

  /** The limits of names, as they are unless the user says otherwise. */
  static Map<String, Integer> limits() {
    Map<String, Integer> limits = new LinkedHashMap<>();
    QUERIES.forEach(query -> query.tops().forEach(top -> limits.put(top.name(), top.most())));
    limits.put(VISITED, MOST_VISITED);
    return limits;
  }
}
