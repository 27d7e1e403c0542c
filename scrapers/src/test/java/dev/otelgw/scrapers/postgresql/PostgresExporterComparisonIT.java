package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.OwnPorts;
import dev.otelgw.scrapers.scraping.Naming;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
    List<String> differences = new ArrayList<>();
    theirs
        .series()
        .forEach((series, value) -> {
          if (ITS_OWN.stream().anyMatch(series::startsWith) || value.isNaN()) {
            // Not a number is how it writes NULL, of which we say nothing.
            return;
          }
          String own = ourName(series);
          if (!ours.has(own)) {
            differences.add("missing: " + own);
          } else if (MOVES.stream().noneMatch(own::startsWith)
              && !ofWhoeverAsks(own)
              && Math.abs(ours.value(own) - value) > 1e-9 * Math.abs(value)) {
            differences.add("%s: theirs %s, ours %s".formatted(own, value, ours.value(own)));
          }
        });
    theirs
        .types()
        .forEach((name, type) -> {
          String kind = ours.kinds().get(name);
          if (kind != null && !kind.equals(type) && !type.equals("untyped")) {
            differences.add("%s: theirs a %s, ours a %s".formatted(name, type, kind));
          }
        });
    return differences;
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

  /**
   * What it shows.
   *
   * @param series {@code name{a=b}}, labels sorted, empty ones left out
   * @param types by name, as ours: a counter without _total is a sum
   */
  private record Exposition(Map<String, Double> series, Map<String, String> types) {}

  private Exposition theirs(PostgresServer server) throws Exception {
    int port = OwnPorts.next();
    ProcessBuilder builder =
        new ProcessBuilder(PROGRAM, "--web.listen-address", "127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("exporter-" + port).toFile());
    builder
        .environment()
        .put(
            "DATA_SOURCE_NAME",
            "postgresql://postgres:secret@%s/postgres?sslmode=disable"
                .formatted(server.endpoint()));
    Process exporter = builder.start();
    try {
      Exposition shown = new Exposition(new TreeMap<>(), new TreeMap<>());
      Await.until(
          "the exporter answers",
          () -> {
            page(port).ifPresent(page -> page.lines().forEach(line -> put(line, shown)));
            return !shown.series().isEmpty();
          });
      return shown;
    } finally {
      exporter.destroyForcibly().waitFor();
    }
  }

  private static Optional<String> page(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return Optional.of(response.body());
    } catch (IOException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(String line, Exposition into) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ", -1);
      boolean plain = words[3].equals("counter") && !words[2].endsWith("_total");
      into.types().put(words[2], plain ? "sum" : words[3]);
    }
    if (line.startsWith("#") || line.isBlank()) {
      return;
    }
    int space = line.lastIndexOf(' ');
    String series = line.substring(0, space);
    int brace = series.indexOf('{');
    if (brace >= 0) {
      String labels =
          Arrays.stream(series.substring(brace + 1, series.length() - 1).split("(?<=\"),", -1))
              .filter(label -> !label.endsWith("=\"\""))
              .map(label -> label.replace("\"", ""))
              .sorted()
              .collect(Collectors.joining(","));
      series = series.substring(0, brace) + (labels.isEmpty() ? "" : "{" + labels + "}");
    }
    into.series().put(series, Double.valueOf(line.substring(space + 1)));
  }
}
