package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Large servers: what a scrape costs them, and what comes of it, is bounded. */
class PostgresScaleIT {

  @Test
  void aScrapeOfTenDatabasesIsAtMostTwentyStatements() {
    try (PostgresServer server =
        PostgresServer.start(18, "shared_preload_libraries=pg_stat_statements")) {
      server.run("postgres", "CREATE EXTENSION pg_stat_statements");
      for (int i = 1; i < 10; i++) {
        server.run("postgres", "CREATE DATABASE shop" + i);
      }
      server.run(
          "postgres", "CREATE ROLE otelgw LOGIN PASSWORD 'it'", "GRANT pg_monitor TO otelgw");
      PostgresConfig config = new Scraping.Wish(server.endpoint()).as("otelgw", "it").config();
      String calls =
          "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements"
              + " WHERE userid = 'otelgw'::regrole";
      try (Scraping scraping = Scraping.of(config)) {
        scraping.next();
        double before = server.number("postgres", calls);
        double scrapes = server.number("postgres", calls + " AND query LIKE '%otelgw: server %'");
        Scraped scraped = scraping.next();
        scraping.next();
        double after = server.number("postgres", calls);
        double more =
            server.number("postgres", calls + " AND query LIKE '%otelgw: server %'") - scrapes;
        assertThat(scraped.value("postgresql.database.count")).isEqualTo(10);
        assertThat(more).isGreaterThanOrEqualTo(2);
        // The last one may have been under way before and after.
        assertThat((after - before) / (more + 1)).isLessThanOrEqualTo(20);
        assertThat((after - before) / more).isGreaterThan(15);
      }
    }
  }

  @Test
  void sizesAreSpreadOverTheScrapesOfTheirInterval() {
    try (PostgresServer server =
        PostgresServer.start(18, "shared_preload_libraries=pg_stat_statements")) {
      server.run("postgres", "CREATE EXTENSION pg_stat_statements", "CREATE TABLE t (id int)");
      for (int i = 1; i < 10; i++) {
        server.run("postgres", "CREATE DATABASE shop" + i);
        server.run("shop" + i, "CREATE TABLE t AS SELECT 1 AS id");
      }
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .every(Duration.ofMillis(400), Duration.ofSeconds(5))
              .group("sizes", Duration.ofMillis(1600))
              .config();
      List<Scraped> scrapes = new ArrayList<>();
      try (Scraping scraping = Scraping.of(config)) {
        scraping.until("scrapes", one -> scrapes.add(one) && scrapes.size() == 5);
        List<Scraped> more = new ArrayList<>();
        scraping.until("more", one -> more.add(one) && grown(server) && more.size() == 12);
        assertSizesHaveTheirTurns(more);
        server.run("postgres", "DROP DATABASE shop9 WITH (FORCE)");
        scraping.until("it is gone", one -> one.series("postgresql.db_size") == 9);
      }
      // The first scrape knows its own database only; all others have their turns in four more.
      Scraped complete = scrapes.get(4);
      for (int i = 1; i < 10; i++) {
        String shop = "db.namespace=shop" + i;
        assertThat(complete.value("postgresql.db_size{" + shop + "}")).isPositive();
        assertThat(
                complete.value("postgresql.table.size{db.collection.name=t," + shop + "|public}"))
            .isEqualTo(8192);
      }
      for (int i = 0; i < 4; i++) {
        assertThat(scrapes.get(i).series("postgresql.db_size")).isBetween(1L, 1 + 3L * i);
      }
    }
  }

  /** So that whatever is read anew is another number. */
  private static boolean grown(PostgresServer server) {
    for (int i = 1; i < 10; i++) {
      server.run("shop" + i, "INSERT INTO t SELECT generate_series(1, 1000)");
    }
    return true;
  }

  /** At most three databases in a scrape, and each once in its interval. */
  private static void assertSizesHaveTheirTurns(List<Scraped> scrapes) {
    Map<String, NumberDataPoint> last = new HashMap<>();
    Map<String, Long> changed = new HashMap<>();
    for (Scraped scrape : scrapes) {
      int anew = 0;
      for (int i = 1; i < 10; i++) {
        String point =
            "postgresql.table.size{db.collection.name=t,db.namespace=shop%d|public}".formatted(i);
        NumberDataPoint now = scrape.point(point);
        NumberDataPoint before = last.put(point, now);
        if (before != null && before.getAsInt() != now.getAsInt()) {
          anew++;
          Long turn = changed.put(point, now.getTimeUnixNano());
          if (turn != null) {
            assertThat(Duration.ofNanos(now.getTimeUnixNano() - turn))
                .as(point)
                .isGreaterThanOrEqualTo(Duration.ofMillis(1500));
          }
        }
      }
      assertThat(anew).isLessThanOrEqualTo(3);
    }
    assertThat(changed).hasSize(9);
  }

  @Test
  void fiveHundredDatabasesAndFiveThousandTablesAreBoundedInTimeAndSeries() {
    try (PostgresServer server =
        PostgresServer.start(
            18,
            "max_connections=50",
            "max_locks_per_transaction=6000",
            "autovacuum=off",
            "synchronous_commit=off")) {
      databases(server, 12, 500);
      tables(server, 5000);
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .every(Duration.ofSeconds(2), Duration.ofSeconds(10))
              .limit("visited_databases", 10)
              .config();
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isEqualTo(1);
        assertThat(scraped.series("scrape.errors")).isZero();
        assertThat(scraped.value("scrape.dropped_series")).isZero();
        assertThat(scraped.value("postgresql.database.count")).isEqualTo(10);
        assertThat(scraped.series("postgresql.commits")).isEqualTo(101);
        assertThat(scraped.series("postgresql.table.size")).isEqualTo(101);
        assertThat(
                scraped.has(
                    "postgresql.table.size{db.collection.name=other,db.namespace=postgres|other}"))
            .isTrue();
        assertThat(scraped.series("postgresql.index.scans")).isEqualTo(51);
        assertThat(scraped.value("postgresql.table.count{db.namespace=postgres}")).isEqualTo(5000);
        assertThat(scraped.numbers()).hasSizeLessThan(10_000);
        double seconds =
            scraped.numbers().keySet().stream()
                .filter(name -> name.startsWith("scrape.duration{"))
                .mapToDouble(scraped::value)
                .sum();
        assertThat(seconds).isLessThan(8);
        assertThat(
                server.number(
                    "postgres",
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'otelgw'"))
            .isLessThanOrEqualTo(12);
      }
    }
  }

  /** Some are whole; the others are names only, that nobody may connect to. */
  private static void databases(PostgresServer server, int whole, int all) {
    for (int i = 1; i < whole; i++) {
      server.run("template1", "CREATE DATABASE db" + i + " TEMPLATE template0");
    }
    String columns =
        server.ask(
            "postgres",
            """
            SELECT string_agg(CASE attname WHEN 'oid' THEN '100000 + g'
                                           WHEN 'datname' THEN '''db'' || g'
                                           WHEN 'datallowconn' THEN 'false'
                                           WHEN 'datistemplate' THEN 'false'
                                           ELSE attname END, ', ' ORDER BY attnum)
            FROM pg_attribute WHERE attrelid = 'pg_database'::regclass AND attnum > 0
            """);
    server.run(
        "postgres",
        "SET allow_system_table_mods = on",
        "INSERT INTO pg_database SELECT %s FROM pg_database, generate_series(%d, %d) g"
                .formatted(columns, whole, all - 2)
            + " WHERE datname = 'template1'");
  }

  private static void tables(PostgresServer server, int count) {
    server.run(
        "postgres",
        """
        DO $$ BEGIN
          FOR i IN 1..%d LOOP
            EXECUTE format('CREATE TABLE t%%s (id int PRIMARY KEY)', i);
          END LOOP;
        END $$
        """
            .formatted(count));
  }

  @Test
  void anExporterWithThatManyIsBoundedToo() {
    try (PostgresServer server =
        PostgresServer.start(18, "max_locks_per_transaction=1000", "autovacuum=off")) {
      tables(server, 500);
      try (Scraping scraping = Scraping.of(server, Naming.PROMETHEUS)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.series("pg_stat_user_tables_n_live_tup")).isEqualTo(101);
        assertThat(scraped.value("scrape_dropped_series")).isZero();
      }
    }
  }
}
