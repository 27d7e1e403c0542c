package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.scraping.Naming;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receiver against real servers; their numbers are read by plain JDBC beside it. */
class PostgresReceiverIT {

  @ParameterizedTest
  @CsvSource({
    "12, OTEL",
    "12, PROMETHEUS",
    "15, OTEL",
    "15, PROMETHEUS",
    "18, OTEL",
    "18, PROMETHEUS"
  })
  void everyStatementRunsOnEveryVersion(int major, Naming naming) {
    try (PostgresServer server =
        PostgresServer.start(major, "shared_preload_libraries=pg_stat_statements")) {
      server.run(
          "postgres",
          "CREATE EXTENSION pg_stat_statements",
          "CREATE TABLE t (id int PRIMARY KEY)",
          "CREATE DATABASE other");
      String[] all =
          new PostgresReceiverFactory()
              .metrics().stream()
                  .filter(doc ->
                      doc.vocabulary().endsWith(naming.name().toLowerCase(java.util.Locale.ROOT)))
                  .filter(doc -> !doc.enabled())
                  .map(doc -> doc.name())
                  .toArray(String[]::new);
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .naming(naming)
              .on(all)
              .group("query_text", true)
              .config();
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.numbers().keySet())
            .noneMatch(
                name -> name.startsWith("scrape.errors") || name.startsWith("scrape_errors"));
        assertThat(scraped.numbers()).hasSizeGreaterThan(150);
      }
    }
  }
}
