package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong with real servers costs its own metrics only, and says what would cure it. */
class PostgresTroublesIT {

  @TempDir Path folder;

  @Test
  void aRoleWithoutPgMonitorLosesOnlyWhatNeedsMore() {
    try (PostgresServer server =
        PostgresServer.start(18, "shared_preload_libraries=pg_stat_statements")) {
      server.run(
          "postgres",
          "CREATE EXTENSION pg_stat_statements",
          "CREATE ROLE otelgw LOGIN PASSWORD 'poor'",
          "CREATE DATABASE closed",
          "REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
      PostgresConfig config = new Scraping.Wish(server.endpoint()).as("otelgw", "poor").config();
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isEqualTo(1);
        assertThat(scraped.has("postgresql.commits{db.namespace=closed}")).isTrue();
        assertThat(scraped.has("postgresql.db_size{db.namespace=closed}")).isFalse();
        assertThat(scraped.has("postgresql.db_size{db.namespace=postgres}")).isTrue();
        assertThat(scraped.value("postgresql.database.count")).isEqualTo(1);
        assertThat(scraped.series("postgresql.wal.segments")).isZero();
        for (String group : new String[] {"wal", "activity", "replication", "statements"}) {
          assertThat(
                  scraped.value("scrape.errors{error.type=42501,scrape.group=%s}".formatted(group)))
              .as(group)
              .isPositive();
        }
        assertThat(scraped.has("scrape.errors{error.type=42501,scrape.group=database}")).isFalse();
        server.run("postgres", "GRANT pg_monitor TO otelgw");
      }
      try (Scraping scraping = Scraping.of(config)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("postgresql.wal.segments")).isPositive();
        assertThat(scraped.series("scrape.errors")).isZero();
        assertThat(scraped.has("postgresql.db_size{db.namespace=closed}")).isTrue();
      }
    }
  }

  @Test
  void aStatementThatIsRefusedIsNotAskedAgainAndAgain() {
    try (PostgresServer server =
        PostgresServer.start(18, "shared_preload_libraries=pg_stat_statements")) {
      server.run(
          "postgres",
          "CREATE EXTENSION pg_stat_statements",
          "CREATE ROLE otelgw LOGIN PASSWORD 'poor'");
      PostgresConfig config = new Scraping.Wish(server.endpoint()).as("otelgw", "poor").config();
      try (Scraping scraping = Scraping.of(config)) {
        scraping.next();
        scraping.next();
        scraping.next();
        double rolledBack =
            server.number(
                "postgres",
                "SELECT xact_rollback FROM pg_stat_database WHERE datname = 'postgres'");
        assertThat(rolledBack).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void aWrongPasswordIsDownAndSaysWhy() {
    try (PostgresServer server = PostgresServer.start(18)) {
      PostgresConfig wrong = new Scraping.Wish(server.endpoint()).as("postgres", "wrong").config();
      try (Scraping scraping = Scraping.of(wrong)) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isZero();
        assertThat(scraped.value("scrape.errors{error.type=28P01,scrape.group=connect}"))
            .isPositive();
      }
      PostgresConfig nowhere = new Scraping.Wish(server.endpoint()).in("nowhere").config();
      try (Scraping scraping = Scraping.of(nowhere)) {
        assertThat(scraping.next().value("scrape.errors{error.type=3D000,scrape.group=connect}"))
            .isPositive();
      }
    }
  }

  @Test
  void aTableThatIsLockedCostsItsSizeOnly() throws SQLException {
    try (PostgresServer server = PostgresServer.start(18);
        Connection holder = server.connect("postgres")) {
      server.run("postgres", "CREATE TABLE t (id int)", "CREATE TABLE free (id int)");
      holder.setAutoCommit(false);
      holder.createStatement().execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE");
      try (Scraping scraping = Scraping.of(server, Naming.OTEL)) {
        Scraped scraped = scraping.next();
        assertThat(
                scraped.has(
                    "postgresql.table.size{db.collection.name=t,db.namespace=postgres|public}"))
            .isFalse();
        assertThat(
                scraped.has(
                    "postgresql.table.size{db.collection.name=free,db.namespace=postgres|public}"))
            .isTrue();
        assertThat(
                scraped.has(
                    "postgresql.rows{db.collection.name=t,db.namespace=postgres|public,state=live}"))
            .isTrue();
        assertThat(scraped.series("scrape.errors")).isZero();
      }
    }
  }

  @Test
  void aServerThatHangsAndIsRestartedInAScrapeIsScrapedAgain() {
    try (PostgresServer server = PostgresServer.start(18)) {
      server.run("postgres", "CREATE DATABASE shop");
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .every(Duration.ofMillis(500), Duration.ofSeconds(1))
              .config();
      try (Scraping scraping = Scraping.of(config)) {
        Scraped before = scraping.next();
        assertThat(before.value("scrape.up")).isEqualTo(1);
        server.signal("STOP");
        Scraped hung = scraping.until("a hung scrape", one -> one.value("scrape.up") == 0);
        assertThat(hung.value("scrape.errors{error.type=timeout,scrape.group=connect}"))
            .isPositive();
        server.signal("CONT");
        server.restart();
        scraping.until("it is back", one -> one.value("scrape.up") == 1);
        Scraped after = scraping.next();
        assertThat(after.value("scrape.up")).isEqualTo(1);
        assertThat(after.has("postgresql.table.count{db.namespace=shop}")).isFalse();
        // A clean restart keeps the statistics: their counters go on.
        String commits = "postgresql.commits{db.namespace=shop}";
        assertThat(after.point(commits).getStartTimeUnixNano())
            .isEqualTo(before.point(commits).getStartTimeUnixNano());
        assertThat(after.value(commits)).isGreaterThanOrEqualTo(before.value(commits));
      }
    }
  }

  @Test
  void tlsIsTheDefaultAndCertificatesAreChecked() throws IOException {
    TestAuthority authority = TestAuthority.named("ours");
    Issued.Place files = authority.forLocalhost().write(folder, "server");
    Path ca = authority.write(folder.resolve("ca.crt"));
    Path certificate = PostgresServer.given(files.certificate());
    Path key = PostgresServer.given(files.key());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    try (PostgresServer server =
        PostgresServer.start(18, "ssl=on", "ssl_cert_file=" + certificate, "ssl_key_file=" + key)) {
      Scraping.Wish wish = new Scraping.Wish(server.endpoint());
      try (Scraping scraping = Scraping.of(wish.tls(Scraping.tls(false, ca.toString())).config())) {
        assertThat(scraping.next().value("scrape.up")).isEqualTo(1);
        assertThat(server.number("postgres", "SELECT count(*) FROM pg_stat_ssl WHERE ssl"))
            .isPositive();
      }
      try (Scraping scraping = Scraping.of(wish.tls(Scraping.tls(false, "")).config())) {
        Scraped scraped = scraping.next();
        assertThat(scraped.value("scrape.up")).isZero();
        assertThat(scraped.value("scrape.errors{error.type=tls,scrape.group=connect}"))
            .isPositive();
      }
    }
    try (PostgresServer plain = PostgresServer.start(18);
        Scraping scraping =
            Scraping.of(
                new Scraping.Wish(plain.endpoint()).tls(Scraping.tls(false, "")).config())) {
      assertThat(scraping.next().value("scrape.errors{error.type=tls,scrape.group=connect}"))
          .isPositive();
    }
  }
}
