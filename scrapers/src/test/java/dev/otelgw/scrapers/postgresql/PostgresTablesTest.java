package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.MetricDoc;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.scrapers.postgresql.Query.Top;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Naming;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostgresTablesTest {

  @Test
  void everyMetricStandsInTheDocumentationOnce() {
    List<MetricDoc> docs = new PostgresReceiverFactory().metrics();
    assertThat(docs.stream().collect(Collectors.groupingBy(MetricDoc::name, Collectors.counting())))
        .allSatisfy((name, count) -> assertThat(count).as(name).isOne());
    assertThat(docs)
        .filteredOn(doc -> doc.vocabulary().equals("naming: prometheus"))
        .hasSizeGreaterThan(130)
        .filteredOn(doc -> doc.type().equals("counter"))
        .allSatisfy(doc -> assertThat(doc.name()).endsWith("_total"));
    assertThat(docs)
        .filteredOn(doc -> doc.name().equals("postgresql.blocks_read"))
        .singleElement()
        .satisfies(doc -> {
          assertThat(doc.stored()).isEqualTo("postgresql_blocks_read_total");
          assertThat(doc.attributes())
              .containsExactly("db.namespace", "db.collection.name", "source");
          assertThat(doc.source()).contains("relations.heap_read", "relations.tidx_hit");
        });
  }

  @Test
  void everyMetricOfTheCollectorsReceiverThatIsOnThereIsOnHere() {
    assertThat(
            new PostgresReceiverFactory()
                .metrics().stream()
                    .filter(MetricDoc::enabled)
                    .map(MetricDoc::name)
                    .collect(Collectors.toSet()))
        .contains(
            "postgresql.backends",
            "postgresql.bgwriter.buffers.allocated",
            "postgresql.bgwriter.buffers.writes",
            "postgresql.bgwriter.checkpoint.count",
            "postgresql.bgwriter.duration",
            "postgresql.bgwriter.maxwritten",
            "postgresql.blocks_read",
            "postgresql.commits",
            "postgresql.rollbacks",
            "postgresql.connection.max",
            "postgresql.database.count",
            "postgresql.db_size",
            "postgresql.index.scans",
            "postgresql.index.size",
            "postgresql.operations",
            "postgresql.replication.data_delay",
            "postgresql.rows",
            "postgresql.table.count",
            "postgresql.table.size",
            "postgresql.table.vacuum.count",
            "postgresql.wal.age",
            "postgresql.wal.lag");
  }

  @Test
  void oneMetricHasOneShapeInAllItsRows() {
    Map<String, Metric> shapes = new HashMap<>();
    PostgresSystem.QUERIES.stream()
        .flatMap(query -> query.rows().stream())
        .map(Row::metric)
        .forEach(metric -> {
          Metric first = shapes.putIfAbsent(metric.name(), metric);
          if (first != null) {
            assertThat(List.of(metric.unit(), metric.kind(), metric.decimal(), metric.enabled()))
                .as(metric.name())
                .isEqualTo(List.of(first.unit(), first.kind(), first.decimal(), first.enabled()));
            assertThat(metric.attributes()).as(metric.name()).isEqualTo(first.attributes());
          }
        });
  }

  @Test
  void rowsThatAreWrongSayWhatIs() {
    assertThatThrownBy(() -> Row.parse("a | b", "q", "g", Naming.OTEL))
        .hasMessageContaining("has 2 cells");
    assertThatThrownBy(() -> Row.parse("a | b | thing | | | |", "q", "g", Naming.OTEL))
        .hasMessageContaining("\"thing\"");
    assertThatThrownBy(() -> Row.parse("a | b | gauge | | | wild |", "q", "g", Naming.OTEL))
        .hasMessageContaining("\"wild\"");
  }

  @Test
  void versionsAreOpenAtEitherEnd() {
    assertThat(Versions.parse("14+").has(18)).isTrue();
    assertThat(Versions.parse("14+").has(13)).isFalse();
    assertThat(Versions.parse("-16").has(17)).isFalse();
    assertThat(Versions.parse("13-13").has(13)).isTrue();
    assertThat(Versions.parse("14+").and(Versions.parse("-17")).words()).isEqualTo("14 to 17");
    assertThat(Versions.parse("-16").words()).isEqualTo("up to 16");
  }

  private static Line line(Object... pairs) {
    Map<String, Integer> columns = new HashMap<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      columns.put((String) pairs[i], i / 2);
      values.add(pairs[i + 1]);
    }
    return new Line(columns, values, false);
  }

  @Test
  void theLargestAndThoseThatGrowKeepTheirNames() {
    TopLines top = new TopLines(new Top("tables", 2, "score", "reads", List.of("relname")), 2);
    assertThat(names(top.bound(tables(100)))).containsExactlyInAnyOrder("t3", "t4", "other");
    assertThat(top.chosen("relname")).containsExactlyInAnyOrder("t3", "t4");
    // Who was chosen stays for some scrapes.
    assertThat(names(top.bound(tables(900)))).contains("t3", "t4").doesNotContain("t0");
    for (int reads = 1700; reads < 6000; reads += 800) {
      top.bound(tables(reads));
    }
    assertThat(names(top.bound(tables(9000)))).containsExactlyInAnyOrder("t0", "t4", "other");
  }

  /** Five, each larger than the one before; the first is read more and more. */
  private static List<Line> tables(int reads) {
    return IntStream.range(0, 5)
        .mapToObj(i ->
            line("datname", "d", "relname", "t" + i, "score", i, "reads", i == 0 ? reads : 100))
        .toList();
  }

  private static Set<String> names(List<Line> lines) {
    return lines.stream()
        .map(line -> String.valueOf(line.text("relname")))
        .collect(Collectors.toSet());
  }

  @Test
  void linesWithoutAScoreAreLeftAlone() {
    TopLines top = new TopLines(new Top("events", 1, "waiting", "", List.of("event")), 1);
    Line summary = line("event", "keep", "waiting", null);
    assertThat(top.bound(Arrays.asList(summary, line("event", "a", "waiting", 2L))))
        .contains(summary)
        .noneMatch(Line::other);
  }

  @Test
  void whatTheServerSaysNamesTheCure() {
    assertThat(PostgresErrors.statement("wal", new SQLException("no", "42501"), "otelgw").cure())
        .isEqualTo("GRANT pg_monitor TO otelgw");
    assertThat(PostgresErrors.connecting(new SQLException("no", "53300"), "otelgw").cure())
        .contains("GRANT pg_use_reserved_connections TO otelgw");
    assertThat(PostgresErrors.connecting(new SQLException("no", "28P01"), "otelgw").cure())
        .contains("password");
    assertThat(
            PostgresErrors.connecting(
                    new SQLException("The server does not support SSL.", "08004"), "otelgw")
                .cure())
        .contains("tls: {insecure: true}");
  }

  @Test
  void theDefaultsAreOneServerEachMinute() {
    PostgresConfig config = new PostgresConfig();
    assertThat(config.servers())
        .singleElement()
        .satisfies(server -> {
          assertThat(server.address()).hasToString("localhost:5432");
          assertThat(server.tls().insecure()).isFalse();
          assertThat(server.connectDatabase()).isEqualTo("postgres");
        });
    assertThat(config.collectionInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.connectionPool().kept()).isEqualTo(10);
    assertThat(CheckedConfig.problems(config))
        .containsExactly("username: is empty; name a user that is a member of pg_monitor");
  }

  @Test
  void namesOfDatabasesAreQuotedInStatements() {
    Reads reads =
        new Reads(List.of(), Naming.OTEL, List.of("o'hara"), List.of("x"), Map.of("tables", 3));
    assertThat(reads.variables().get("selected"))
        .isEqualTo("(NOT d.datistemplate AND d.datname IN ('o''hara') AND d.datname NOT IN ('x'))");
    assertThat(reads.limit("tables")).isEqualTo(3);
    assertThat(reads.limit("indexes")).isEqualTo(50);
  }
}
