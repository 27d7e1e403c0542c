package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.scrapers.postgresql.PostgresConfig;
import dev.otelgw.scrapers.postgresql.PostgresTargetConfig;
import dev.otelgw.scrapers.postgresql.QueryConfig;
import dev.otelgw.scrapers.scraping.Naming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The {@code postgresql} receiver as the Collector's users write it, and with what is ours. */
class PostgresReceiverConfigTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  @Test
  void readsWhatTheCollectorsReceiverTakes() {
    PostgresConfig config =
        config(
            """
            endpoint: db1:5432
            transport: tcp
            username: otel
            password: ${env:POSTGRES_PASSWORD}
            databases: [shop, users]
            exclude_databases: [template2]
            connect_database: shop
            collection_interval: 10s
            initial_delay: 1s
            tls: {insecure: false, insecure_skip_verify: false, ca_file: /ca.crt}
            connection_pool: {max_idle_time: 10m, max_lifetime: 20m, max_idle: 2, max_open: 5}
            metrics:
              postgresql.deadlocks: {enabled: false}
              postgresql.sequential_scans: {enabled: true}
            """);
    assertThat(config.endpoint()).isEqualTo("db1:5432");
    assertThat(config.password().reveal()).isEqualTo("secret");
    assertThat(config.databases()).containsExactly("shop", "users");
    assertThat(config.excludeDatabases()).containsExactly("template2");
    assertThat(config.connectDatabase()).isEqualTo("shop");
    assertThat(config.tls().caFile()).isEqualTo("/ca.crt");
    assertThat(config.connectionPool().maxLifetime()).isEqualTo(Duration.ofMinutes(20));
    assertThat(config.connectionPool().maxIdle()).isEqualTo(2);
    assertThat(config.connectionPool().maxOpen()).isEqualTo(5);
    assertThat(config.metrics().get("postgresql.deadlocks").enabled()).isFalse();
  }

  @Test
  void readsTargetsGroupsLimitsAndQueries() {
    PostgresConfig config =
        config(
            """
            username: otel
            targets:
              - endpoint: one:5432
              - {endpoint: two:5433, username: me, password: other, connect_database: shop, tls: {insecure: true}}
            naming: prometheus
            groups:
              statements: {enabled: false}
              jobs: {interval: 5m}
            limits: {tables: 20, visited_databases: 5}
            queries:
              - name: jobs
                sql: SELECT queue, count(*) AS waiting FROM jobs GROUP BY queue
                database: shop
                interval: 30s
                rows:
                  - waiting | shop_jobs | gauge | | queue | sum | Jobs that wait.
            """);
    assertThat(config.naming()).isEqualTo(Naming.PROMETHEUS);
    assertThat(config.targets())
        .extracting(PostgresTargetConfig::endpoint)
        .containsExactly("one:5432", "two:5433");
    assertThat(config.targets().getLast().connectDatabase()).isEqualTo("shop");
    assertThat(config.limits()).containsEntry("tables", 20);
    assertThat(config.groups().get("jobs").interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.queries())
        .singleElement()
        .returns("shop", QueryConfig::database)
        .returns(Duration.ofSeconds(30), QueryConfig::interval);
  }

  @Test
  void saysWhatIsWrong() {
    Loaded loaded =
        load(
            """
            endpoint: postgres://localhost
            metrics: {postgresql.commit: {enabled: true}}
            limits: {tabels: 3, indexes: 0}
            connection_pool: {max_lifetime: 1s}
            queries:
              - {name: Jobs, sql: "", rows: ["a | b"]}
              - {name: jobs, sql: SELECT 1, rows: ["a | my.a | histogram | | | |", "a | my.b | gauge | | | maybe |"]}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .anyMatch(line -> line.contains("receivers.postgresql.endpoint: "))
        .anyMatch(line -> line.contains("postgresql.username: is empty"))
        .anyMatch(line -> line.contains("limits.tabels: no such limit"))
        .anyMatch(line -> line.contains("limits.indexes: must be at least 1"))
        .anyMatch(line -> line.contains("connection_pool.max_lifetime: is too short"))
        .anyMatch(line -> line.contains("name: \"Jobs\" is none"))
        .anyMatch(line -> line.contains("has 2 cells"))
        .anyMatch(line -> line.contains("has the kind \"histogram\""))
        .anyMatch(line -> line.contains("has the note \"maybe\""));
  }

  @Test
  void namesOfQueriesAndMetricsAreTakenOnce() {
    Loaded loaded =
        load(
            """
            username: otel
            queries:
              - {name: locks, sql: SELECT 1, rows: ["a | my.a | gauge | | | |"]}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .anyMatch(line -> line.contains("the name locks is taken"));
    loaded =
        load(
            """
            username: otel
            queries:
              - {name: own, sql: SELECT 1, rows: ["a | postgresql.commits | gauge | | | |"]}
            """);
    assertThat(((Loaded.Invalid) loaded).errors().stream().map(Problem::toString))
        .anyMatch(line -> line.contains("the metric postgresql.commits is a built-in one"));
  }

  private static PostgresConfig config(String keys) {
    Loaded loaded = load(keys);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return (PostgresConfig)
        ((Loaded.Ok) loaded)
            .configuration()
            .component(new ComponentId(Kind.RECEIVER, "postgresql", ""))
            .config();
  }

  private static Loaded load(String keys) {
    String yaml =
        """
        receivers:
          postgresql:
        %s
        exporters:
          debug:
        service:
          pipelines:
            metrics: {receivers: [postgresql], exporters: [debug]}
        """
            .formatted(keys.indent(4).stripTrailing());
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)),
            Components.all(),
            Map.of("POSTGRES_PASSWORD", "secret"));
    EDITOR.agreesWith(loaded, yaml);
    return loaded;
  }
}
