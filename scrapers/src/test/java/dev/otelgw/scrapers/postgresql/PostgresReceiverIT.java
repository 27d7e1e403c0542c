package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.otelgw.scrapers.scraping.Naming;
import dev.otelgw.scrapers.scraping.Scraped;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
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

  @Test
  void valuesAreThoseOfTheViewsAfterLoad() throws SQLException {
    try (PostgresServer server = PostgresServer.start(18)) {
      server.run("postgres", "CREATE DATABASE shop");
      server.run(
          "shop",
          "CREATE TABLE orders (id bigint PRIMARY KEY, note text)",
          "INSERT INTO orders SELECT g, 'note ' || g FROM generate_series(1, 5000) g",
          "UPDATE orders SET note = 'x' WHERE id <= 1000",
          "DELETE FROM orders WHERE id > 4900",
          "SELECT count(*) FROM orders",
          "ANALYZE orders",
          "VACUUM orders");
      PostgresConfig config =
          new Scraping.Wish(server.endpoint())
              .on("postgresql.sequential_scans", "postgresql.wal.delay")
              .config();
      try (Scraping scraping = Scraping.of(config)) {
        String orders = "{db.collection.name=orders,db.namespace=shop|public";
        Scraped scraped =
            scraping.until(
                "the load",
                one ->
                    one.has("postgresql.operations" + orders + ",operation=del}")
                        && one.value("postgresql.operations" + orders + ",operation=del}") == 100);
        database(server, scraped);
        table(server, orders, scraped);
        instance(server, scraped);
      }
    }
  }

  private static void table(PostgresServer server, String orders, Scraped scraped) {
    String view = " FROM pg_stat_user_tables WHERE relname = 'orders'";
    assertThat(scraped.value("postgresql.operations" + orders + ",operation=ins}"))
        .isEqualTo(server.number("shop", "SELECT n_tup_ins" + view));
    assertThat(scraped.value("postgresql.operations" + orders + ",operation=hot_upd}"))
        .isEqualTo(server.number("shop", "SELECT n_tup_hot_upd" + view));
    assertThat(scraped.value("postgresql.rows" + orders + ",state=live}"))
        .isEqualTo(server.number("shop", "SELECT n_live_tup" + view));
    assertThat(scraped.value("postgresql.sequential_scans" + orders + "}"))
        .isEqualTo(server.number("shop", "SELECT seq_scan" + view));
    assertThat(scraped.value("postgresql.table.vacuum.count" + orders + "}")).isEqualTo(1);
    assertThat(scraped.value("postgresql.table.maintenance.age" + orders + ",type=analyze}"))
        .isBetween(0.0, 60.0);
    assertThat(scraped.has("postgresql.table.maintenance.age" + orders + ",type=autovacuum}"))
        .isFalse();
    assertThat(scraped.value("postgresql.table.size" + orders + "}"))
        .isEqualTo(server.number("shop", "SELECT pg_relation_size('orders')"));
    String io = " FROM pg_statio_user_tables WHERE relname = 'orders'";
    for (String[] source :
        new String[][] {
          {"heap_read", "heap_blks_read"}, {"heap_hit", "heap_blks_hit"},
          {"idx_read", "idx_blks_read"}, {"idx_hit", "idx_blks_hit"},
          {"toast_hit", "toast_blks_hit"}, {"tidx_hit", "tidx_blks_hit"}
        }) {
      assertThat(scraped.value("postgresql.blocks_read" + orders + ",source=" + source[0] + "}"))
          .as(source[0])
          .isEqualTo(server.number("shop", "SELECT " + source[1] + io));
    }
    String key = orders + ",postgresql.index.name=orders_pkey}";
    assertThat(scraped.value("postgresql.index.scans" + key))
        .isEqualTo(
            server.number(
                "shop", "SELECT idx_scan FROM pg_stat_user_indexes WHERE relname = 'orders'"));
    assertThat(scraped.value("postgresql.index.size" + key))
        .isEqualTo(server.number("shop", "SELECT pg_relation_size('orders_pkey')"));
  }

  private static void database(PostgresServer server, Scraped scraped) {
    String view = " FROM pg_stat_database WHERE datname = 'shop'";
    assertThat(scraped.value("postgresql.tup_inserted{db.namespace=shop}"))
        .isEqualTo(server.number("postgres", "SELECT tup_inserted" + view));
    assertThat(scraped.value("postgresql.tup_deleted{db.namespace=shop}"))
        .isEqualTo(server.number("postgres", "SELECT tup_deleted" + view));
    assertThat(scraped.value("postgresql.commits{db.namespace=shop}"))
        .isCloseTo(server.number("postgres", "SELECT xact_commit" + view), within(20.0));
    assertThat(scraped.value("postgresql.db_size{db.namespace=shop}"))
        .isCloseTo(server.number("postgres", "SELECT pg_database_size('shop')"), within(1e5));
    assertThat(scraped.value("postgresql.table.count{db.namespace=shop}")).isEqualTo(1);
    assertThat(scraped.value("postgresql.database.count")).isEqualTo(2);
    assertThat(scraped.value("postgresql.xid.age{db.namespace=shop}"))
        .isCloseTo(
            server.number(
                "postgres", "SELECT age(datfrozenxid) FROM pg_database WHERE datname = 'shop'"),
            within(5.0));
    assertThat(scraped.has("postgresql.commits{db.namespace=template1}")).isFalse();
    // NULL is no point: there is no limit, and nothing was ever archived.
    assertThat(scraped.series("postgresql.database.connection.limit")).isZero();
    assertThat(scraped.series("postgresql.wal.age")).isZero();
  }

  private static void instance(PostgresServer server, Scraped scraped) {
    assertThat(scraped.value("scrape.up")).isEqualTo(1);
    assertThat(scraped.value("postgresql.connection.max")).isEqualTo(100);
    assertThat(scraped.value("postgresql.connection.utilization")).isBetween(0.0, 0.1);
    assertThat(scraped.value("postgresql.setting.size{setting=shared_buffers}"))
        .isEqualTo(128 * 1024 * 1024);
    assertThat(scraped.value("postgresql.setting.duration{setting=checkpoint_timeout}"))
        .isEqualTo(300);
    assertThat(scraped.value("postgresql.uptime")).isBetween(0.0, 120.0);
    assertThat(scraped.value("postgresql.wal.bytes")).isPositive();
    assertThat(scraped.value("postgresql.bgwriter.checkpoint.count{type=requested}"))
        .isCloseTo(
            server.number("postgres", "SELECT num_requested FROM pg_stat_checkpointer"),
            within(1.0));
    assertThat(
            scraped.value(
                "postgresql.io.bytes{backend_type=client backend,context=normal,"
                    + "object=relation,operation=extend}"))
        .isCloseTo(
            server.number(
                "postgres",
                "SELECT extend_bytes FROM pg_stat_io WHERE backend_type = 'client backend'"
                    + " AND context = 'normal' AND object = 'relation'"),
            within(1e5));
    assertThat(scraped.resource())
        .containsEntry("postgresql.version", "18.4")
        .containsEntry("db.system.name", "postgresql")
        .containsEntry("service.name", "postgresql")
        .containsEntry("server.port", Integer.toString(server.port()));
    // The zero of somebody's transactions is not ours: we are not among the sessions.
    assertThat(scraped.numbers().keySet())
        .noneMatch(name -> name.startsWith("postgresql.backends{db.namespace=shop"));
  }

  @Test
  void aResetOfStatisticsStartsTheCountersOfThatDatabaseAnew() {
    try (PostgresServer server = PostgresServer.start(18)) {
      server.run("postgres", "CREATE DATABASE shop", "CREATE DATABASE other");
      server.run("shop", "CREATE TABLE t AS SELECT generate_series(1, 1000) AS id");
      String rows =
          "postgresql.operations{db.collection.name=t,db.namespace=shop|public,operation=ins}";
      try (Scraping scraping = Scraping.of(server, Naming.OTEL)) {
        scraping.until("the table", one -> one.has(rows) && one.value(rows) == 1000);
        Scraped before = scraping.next();
        server.run("shop", "SELECT pg_stat_reset()");
        Scraped after = scraping.until("the reset", one -> one.value(rows) == 0);
        long reset =
            (long)
                (server.number(
                        "shop",
                        "SELECT extract(epoch FROM stats_reset) FROM pg_stat_database"
                            + " WHERE datname = 'shop'")
                    * 1e9);
        assertThat(after.point(rows).getStartTimeUnixNano()).isCloseTo(reset, within(1_000_000L));
        String inserted = "postgresql.tup_inserted{db.namespace=shop}";
        assertThat(after.point(inserted).getStartTimeUnixNano())
            .isCloseTo(reset, within(1_000_000L));
        String others = "postgresql.commits{db.namespace=other}";
        assertThat(after.point(others).getStartTimeUnixNano())
            .isEqualTo(before.point(others).getStartTimeUnixNano());
        server.run("postgres", "SELECT pg_stat_reset_shared('bgwriter')");
        Scraped later = scraping.next();
        String buffers = "postgresql.bgwriter.buffers.allocated";
        assertThat(later.point(buffers).getStartTimeUnixNano())
            .isGreaterThan(before.point(buffers).getTimeUnixNano());
        String checkpoints = "postgresql.bgwriter.checkpoint.count{type=requested}";
        assertThat(later.point(checkpoints).getStartTimeUnixNano())
            .isEqualTo(before.point(checkpoints).getStartTimeUnixNano());
      }
    }
  }

  @Test
  void whoWaitsForWhomIsShown() throws SQLException {
    try (PostgresServer server = PostgresServer.start(18)) {
      server.run("postgres", "CREATE DATABASE shop");
      server.run("shop", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (1)");
      try (Scraping scraping = Scraping.of(server, Naming.OTEL);
          Connection blocker = server.connect("shop");
          Connection blocked = server.connect("shop")) {
        blocker.setAutoCommit(false);
        blocker.createStatement().execute("UPDATE t SET id = 2");
        Thread waiting =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    blocked.createStatement().execute("UPDATE t SET id = 3");
                  } catch (SQLException e) {
                    throw new IllegalStateException(e);
                  }
                });
        Scraped scraped =
            scraping.until("somebody is blocked", one -> one.value("postgresql.blockers") == 1);
        assertThat(scraped.value("postgresql.blocker.transaction.age.max")).isBetween(0.0, 60.0);
        assertThat(scraped.series("postgresql.blocked")).isPositive();
        assertThat(
                scraped.value("postgresql.backends{db.namespace=shop,state=idle in transaction}"))
            .isEqualTo(1);
        assertThat(scraped.value("postgresql.backend.wait{event=transactionid,type=Lock}"))
            .isEqualTo(1);
        assertThat(
                scraped.value(
                    "postgresql.transaction.age.max{db.namespace=shop,state=idle in transaction}"))
            .isBetween(0.0, 60.0);
        blocker.rollback();
        waiting.join();
        scraping.until("nobody is", one -> one.value("postgresql.blockers") == 0);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void standbysSlotsAndTheirDelaysAreShown() {
    try (PostgresServer server = PostgresServer.start(18, "wal_level=logical");
        PostgresServer standby = server.standby();
        Scraping ofPrimary = Scraping.of(server, Naming.OTEL);
        Scraping ofStandby = Scraping.of(standby, Naming.OTEL)) {
      server.run("postgres", "SELECT pg_create_logical_replication_slot('idle', 'pgoutput')");
      String slot = "{slot_name=standby,slot_type=physical}";
      Scraped primary =
          ofPrimary.until(
              "the standby",
              one ->
                  one.has("postgresql.replication.slot.active" + slot)
                      && one.value("postgresql.replication.slot.active" + slot) == 1
                      && one.has(
                          "postgresql.replication.data_delay{replication_client=127.0.0.1}"));
      assertThat(primary.value("postgresql.replica")).isZero();
      assertThat(
              ofPrimary
                  .until(
                      "the other slot",
                      one ->
                          one.has(
                              "postgresql.replication.slot.retained{slot_name=idle,slot_type=logical}"))
                  .value("postgresql.replication.slot.active{slot_name=idle,slot_type=logical}"))
          .isZero();
      Scraped replica =
          ofStandby.until(
              "it streams",
              one ->
                  one.has("postgresql.standby.receiver.streaming")
                      && one.value("postgresql.standby.receiver.streaming") == 1);
      assertThat(replica.value("postgresql.replica")).isEqualTo(1);
      assertThat(replica.value("postgresql.standby.replay.backlog")).isNotNegative();
      assertThat(replica.has("postgresql.standby.receiver.message.age")).isTrue();
    }
  }
}
