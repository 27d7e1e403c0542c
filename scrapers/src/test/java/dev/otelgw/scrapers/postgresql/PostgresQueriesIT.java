package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Scraped;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Top statements, statements of users, and which servers and databases are read. */
class PostgresQueriesIT {

  @Test
  void statementsOfMostTimeHaveSeriesAndTextsWithoutLiterals() {
    try (PostgresServer server =
        PostgresServer.start(18, "shared_preload_libraries=pg_stat_statements")) {
      server.run(
          "postgres",
          "CREATE EXTENSION pg_stat_statements",
          "SELECT pg_sleep(0.2)",
          "CREATE ROLE secretive PASSWORD 'hunter2'");
      for (int i = 0; i < 10; i++) {
        server.run("postgres", "SELECT 1 AS c" + i);
      }
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .group("query_text", true)
              .limit("queries", 5)
              .on("postgresql.query.execution.time")
              .config();
      String sleeping =
          server.ask(
              "postgres",
              "SELECT queryid FROM pg_stat_statements WHERE query LIKE 'SELECT pg_sleep(%'");
      try (Scraping scraping = Scraping.of(config)) {
        String labels =
            "{db.namespace=postgres,postgresql.queryid=%s,postgresql.rolname=postgres}"
                .formatted(sleeping);
        Scraped scraped = scraping.next();
        assertThat(scraped.value("postgresql.statement.calls" + labels)).isEqualTo(1);
        assertThat(
                scraped.value(
                    "postgresql.statement.time{db.namespace=postgres,phase=execution,"
                        + "postgresql.queryid=%s,postgresql.rolname=postgres}".formatted(sleeping)))
            .isBetween(0.2, 1.0);
        assertThat(
                scraped.value(
                    "postgresql.statement.calls{db.namespace=postgres,postgresql.queryid=other,"
                        + "postgresql.rolname=other}"))
            .isGreaterThanOrEqualTo(8);
        // Those chosen stay for five scrapes, so there may be some more than five for a while.
        assertThat(scraped.series("postgresql.statement.calls")).isLessThanOrEqualTo(6);
        assertThat(scraped.value("postgresql.query.execution.time{db.namespace=postgres}"))
            .isGreaterThan(0.2);
        assertThat(scraped.numbers().keySet())
            .anyMatch(name ->
                name.startsWith("postgresql.statement.text{") && name.contains("SELECT pg_sleep("))
            .noneMatch(name -> name.contains("hunter2"));
      }
    }
  }

  @Test
  void statementsOfAUserAreTablesToo() {
    try (PostgresServer server = PostgresServer.start(18)) {
      server.run("postgres", "CREATE DATABASE shop");
      server.run(
          "shop",
          "CREATE TABLE jobs AS SELECT CASE WHEN g < 8 THEN 'mail' ELSE 'bill' END AS queue"
              + " FROM generate_series(1, 10) g");
      QueryConfig jobs =
          new QueryConfig(
              "jobs",
              "SELECT queue, count(*) AS waiting FROM jobs GROUP BY queue",
              List.of(
                  "waiting | shop.jobs | up_down | {job} | queue kind='all' | | Jobs that wait."),
              "shop",
              "",
              Duration.ZERO);
      QueryConfig writes =
          new QueryConfig(
              "writes",
              "DELETE FROM jobs RETURNING queue, 1 AS one",
              List.of("one | shop.deleted | gauge | {job} | queue | | Nothing."),
              "shop",
              "",
              Duration.ZERO);
      QueryConfig each =
          new QueryConfig(
              "relations_each",
              "SELECT current_database() AS db, count(*) AS n FROM pg_class",
              List.of("n | my.relations | gauge | {relation} | db | | Relations."),
              "*",
              "",
              Duration.ZERO);
      PostgresConfig config =
          new Scraping.Wish(server.endpoint()).queries(jobs, writes, each).config();
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("shop.jobs{kind=all,queue=mail}")).isEqualTo(7);
        assertThat(scraped.value("shop.jobs{kind=all,queue=bill}")).isEqualTo(3);
        assertThat(scraped.value("my.relations{db=shop}")).isPositive();
        assertThat(scraped.value("my.relations{db=postgres}")).isPositive();
        assertThat(scraped.value("scrape.errors{error.type=25006,scrape.group=writes}"))
            .isPositive();
        assertThat(server.ask("shop", "SELECT count(*) FROM jobs")).isEqualTo("10");
      }
    }
  }

  @Test
  void severalServersAndOnlySomeDatabasesAreRead() {
    try (PostgresServer one = PostgresServer.start(18);
        PostgresServer two = PostgresServer.start(18)) {
      one.run("postgres", "CREATE DATABASE a", "CREATE DATABASE b");
      PostgresConfig config =
          new Scraping.Wish("localhost:1")
              .without("b")
              .targets(
                  new PostgresTargetConfig(one.endpoint(), null, null, null, null),
                  new PostgresTargetConfig(two.endpoint(), "postgres", null, "template1", null))
              .config();
      try (Scraping scraping = Scraping.of(config)) {
        for (PostgresServer server : List.of(one, two)) {
          Scraped scraped =
              scraping.until(
                  server.endpoint(),
                  any -> any.resource().get("server.port").equals(Integer.toString(server.port())));
          assertThat(scraped.value("scrape.up")).isEqualTo(1);
          assertThat(scraped.has("postgresql.commits{db.namespace=a}")).isEqualTo(server == one);
          assertThat(scraped.has("postgresql.commits{db.namespace=b}")).isFalse();
        }
      }
    }
  }
}
