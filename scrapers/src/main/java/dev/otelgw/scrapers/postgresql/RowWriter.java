package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.postgresql.Row.Attribute;
import dev.otelgw.scrapers.postgresql.Row.Fold;
import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Points;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes points of lines. Stateless. */
final class RowWriter {

  /** The pseudo column that names the server. */
  private static final String SERVER = "server";

  private final String server;

  /**
   * For one server.
   *
   * @param server as the column {@code server} has it: host:port
   */
  RowWriter(String server) {
    this.server = server;
  }

  /**
   * A point in the making.
   *
   * @param since null if the server does not say
   */
  private record Point(double value, @Nullable Instant since) {

    Point with(Fold fold, Point other) {
      double both =
          switch (fold) {
            case FIRST -> value;
            case SUM -> value + other.value;
            case MAX -> Math.max(value, other.value);
          };
      Instant later =
          other.since != null && (since == null || other.since.isAfter(since))
              ? other.since
              : since;
      return new Point(both, later);
    }
  }

  /** Adds what some rows of a statement say of its lines. */
  void write(Query query, List<Row> rows, List<Line> lines, Points points) {
    for (Row row : rows) {
      if (row.named().isEmpty()) {
        folded(row, sinceColumn(query, row), lines)
            .forEach((attributes, point) ->
                points
                    .since(point.since())
                    .add(row.metric(), point.value(), attributes.toArray(String[]::new)));
      } else {
        lines.forEach(line -> named(row, line, points));
      }
    }
  }

  private static String sinceColumn(Query query, Row row) {
    return row.since().isEmpty() ? query.since() : row.since();
  }

  private Map<List<@Nullable String>, Point> folded(Row row, String since, List<Line> lines) {
    Map<List<@Nullable String>, Point> folded = new LinkedHashMap<>();
    for (Line line : lines) {
      double value = line.number(row.column()) * row.factor();
      // What is not added up means nothing for lines without names.
      if (!Double.isNaN(value) && !(line.other() && row.fold() == Fold.FIRST)) {
        folded.merge(
            Arrays.asList(attributes(row, line)),
            new Point(value, line.time(since)),
            (one, more) -> one.with(row.fold(), more));
      }
    }
    return folded;
  }

  private void named(Row row, Line line, Points points) {
    String end = line.text(row.named());
    double value = line.number(row.column()) * row.factor();
    if (end != null && !Double.isNaN(value)) {
      Metric metric =
          row.metric().named(row.metric().name().replace("*", end), row.metric().description());
      points.add(metric, value, attributes(row, line));
    }
  }

  private @Nullable String[] attributes(Row row, Line line) {
    @Nullable String[] values = new String[row.attributes().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row.attributes().get(i), line);
    }
    return values;
  }

  private @Nullable String value(Attribute attribute, Line line) {
    if (attribute.columns().isEmpty()) {
      return attribute.constant();
    }
    StringBuilder joined = new StringBuilder();
    for (String column : attribute.columns()) {
      String text = column.equals(SERVER) && !line.has(SERVER) ? server : line.text(column);
      if (text == null) {
        return null;
      }
      joined.append(joined.isEmpty() ? "" : "|").append(text);
    }
    // An empty attribute and none are the same to Prometheus.
    return joined.isEmpty() ? null : joined.toString();
  }
}
