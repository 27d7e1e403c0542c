package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of rabbitmq_prometheus: a table among the resources. What a server shows beyond it
 * passes through under a row that ends in an asterisk. Immutable.
 *
 * @param rows by their names
 */
record PluginTable(Map<String, Row> rows) {

  private static final int COLUMNS = 4;

  /** One name. */
  record Row(Metric metric, Notes notes) {}

  static PluginTable read(String resource) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (TableText.Line line : TableText.read(resource, COLUMNS)) {
      String kind = line.cell(1);
      Notes notes = Notes.of(line.words(3));
      Metric metric =
          Metric.prometheus(
                  line.cell(0),
                  kind.equals("sum") ? Kind.UP_DOWN : Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
                  line.cell(0).endsWith("*")
                      ? "What this version of otelgw does not know by name."
                      : "As the server describes it.")
              .by(line.words(2).toArray(String[]::new))
              .in(line.group(), source(line.group()));
      rows.put(line.cell(0), new Row(notes.on(metric), notes));
    }
    return new PluginTable(rows);
  }

  private static String source(String group) {
    return switch (group) {
      case "queues", "queue_details", "queue_raft", "exchanges" -> "/metrics/detailed";
      case "memory" -> "/metrics/memory-breakdown";
      default -> "/metrics";
    };
  }

  List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    rows.values().forEach(row -> metrics.add(row.metric()));
    return metrics;
  }

  /** The row of a name, be it one for all that begin so. Null for names that are of no interest. */
  @Nullable Row row(String name) {
    Row row = rows.get(name);
    return row != null || name.indexOf('_') < 0
        ? row
        : rows.get(name.substring(0, name.indexOf('_')) + "_*");
  }

  /**
   * The metric of a number as the server shows it.
   *
   * @param labels their names, in the order in which values are given
   */
  static Metric metric(Row row, Sample sample, List<String> labels) {
    Metric known = row.metric();
    return new Metric(
        Naming.PROMETHEUS,
        sample.name(),
        known.kind() == Kind.UP_DOWN ? Kind.UP_DOWN : sample.kind(),
        true,
        "",
        sample.family().help(),
        labels,
        known.group(),
        known.enabled(),
        known.source(),
        known.versions(),
        known.row());
  }
}
