package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Exposition;
import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code naming: prometheus}: what postgres_exporter says of the same server, we say too. */
class PostgresExporterComparisonIT {

  private static final String PROGRAM = "prometheus-postgres-exporter";

  /** About the exporter's own program, its HTTP server, and its parts, which are not ours. */
  private static final List<String> ITS_OWN =
      List.of(
          "go_", "process_", "promhttp_", "postgres_exporter_build_info", "pg_scrape_collector_");

  /** What changes from one moment to the next, if only since somebody asks. */
  private static final List<String> MOVES =
      List.of(
          "pg_exporter_",
          "pg_stat_database_xact_",
          "pg_stat_database_blks_",
          "pg_stat_database_tup_",
          "pg_stat_database_numbackends",
          "pg_stat_database_active_time",
          "pg_stat_database_session_time",
          "pg_stat_database_idle_in_transaction_time",
          "pg_stat_database_sessions{",
          "pg_stat_database_sessions_abandoned",
          "pg_stat_bgwriter_buffers_",
          "pg_stat_activity_max_tx_duration",
          "pg_stat_archiver_last_archive_age",
          "pg_stat_replication_pg_wal_lsn_diff",
          "pg_stat_replication_reply_time",
          "pg_stat_replication_pg_current_wal_lsn_bytes",
          "pg_replication_slots_pg_wal_lsn_diff",
          // Locks of whoever asks: it counts its own, we leave out ours.
          "pg_locks_count{datname=postgres,mode=accesssharelock",
          // Ours come with each new session's settings: read only, bounds of time, no compilation.
          "pg_settings_default_transaction_read_only",
          "pg_settings_transaction_read_only",
          "pg_settings_statement_timeout_seconds",
          "pg_settings_lock_timeout_seconds",
          "pg_settings_idle_in_transaction_session_timeout_seconds",
          "pg_settings_jit{",
          // pgjdbc wants all digits; so does lib/pq, but it says so otherwise.
          "pg_settings_extra_float_digits");

  @TempDir Path folder;

  @Test
  void everythingThatItShowsWeShowAlike() throws Exception {
    need();
    try (PostgresServer server = PostgresServer.start(15, "wal_level=logical")) {
      server.run(
          "postgres",
          "CREATE DATABASE shop",
          "SELECT pg_create_physical_replication_slot('spare', true)",
          "SELECT pg_stat_reset_shared('archiver')",
          "CHECKPOINT");
      server.run(
          "shop", "CREATE TABLE t AS SELECT generate_series(1, 1000)", "SELECT pg_stat_reset()");
      try (PostgresServer standby = server.standby();
          Connection busy = server.connect("shop");
          Scraping scraping = Scraping.of(server, Naming.PROMETHEUS);
          Scraping ofStandby = Scraping.of(standby, Naming.PROMETHEUS)) {
        busy.setAutoCommit(false);
        busy.createStatement().execute("DELETE FROM t WHERE generate_series < 10");
        scraping.until(
            "the standby", one -> one.series("pg_stat_replication_pg_wal_lsn_diff") == 1);
        Scraped ours = scraping.next();
        check(theirs(server), ours, 500);
        String labels = "{datname=shop,server=%s,".formatted(server.endpoint());
        assertThat(ours.value("pg_stat_activity_count" + labels + "state=idle in transaction}"))
            .isEqualTo(1);
        assertThat(
                ours.value(
                    "pg_locks_count{datname=shop,mode=rowexclusivelock,server=%s}"
                        .formatted(server.endpoint())))
            .isEqualTo(1);
        check(theirs(standby), ofStandby.next(), 400);
      }
    }
  }

  private static void check(Exposition theirs, Scraped ours, int atLeast) {
    assertThat(differences(theirs, ours)).isEmpty();
    assertThat(theirs.series()).hasSizeGreaterThan(atLeast);
  }

  private static List<String> differences(Exposition theirs, Scraped ours) {
    Map<String, Double> series = new TreeMap<>();
    theirs
        .series()
        .forEach((name, value) -> {
          // Not a number is how it writes NULL, of which we say nothing.
          if (ITS_OWN.stream().noneMatch(name::startsWith) && !value.isNaN()) {
            series.put(ourName(name), value);
          }
        });
    return new Exposition(series, theirs.types())
        .differences(
            ours, name -> MOVES.stream().noneMatch(name::startsWith) && !ofWhoeverAsks(name));
  }

  /**
   * Where it shows the process id of a standby's sender in the label slot_name, for want of such a
   * column in the view, we show the slot.
   */
  private static String ourName(String series) {
    return series.startsWith("pg_stat_replication_")
        ? series.replaceAll("slot_name=\\d+", "slot_name=standby")
        : series;
  }

  /** It counts its own sessions and ours, we leave out ours. */
  private static boolean ofWhoeverAsks(String series) {
    return series.startsWith("pg_stat_activity_count{")
        && (series.endsWith("state=idle}") || series.endsWith("state=active}"));
  }

  private static void need() {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, PROGRAM)));
    if (!there) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(PROGRAM + " is not on the PATH");
      }
      Assumptions.abort(PROGRAM + " is not on the PATH; install it");
    }
  }

  private Exposition theirs(PostgresServer server) throws Exception {
    int port = OwnPorts.next();
    ProcessBuilder program =
        new ProcessBuilder(PROGRAM, "--web.listen-address", "127.0.0.1:" + port);
    program
        .environment()
        .put(
            "DATA_SOURCE_NAME",
            "postgresql://postgres:secret@%s/postgres?sslmode=disable"
                .formatted(server.endpoint()));
    return Exposition.of(program, port, folder.resolve("exporter-" + port));
  }
}
