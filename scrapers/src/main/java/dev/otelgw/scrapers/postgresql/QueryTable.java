package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.postgresql.Query.Top;
import dev.otelgw.scrapers.postgresql.Query.Variant;
import dev.otelgw.scrapers.scraping.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads the tables among the resources; server.table explains how they are written. They are part
 * of the program, so anything wrong with them is a bug.
 */
final class QueryTable {

  private enum Part {
    HEAD,
    SQL,
    ROWS
  }

  private final List<Query> queries = new ArrayList<>();
  private String group = "";
  private Part part = Part.HEAD;
  private String name = "";
  private boolean everyDatabase;
  private String extension = "";
  private String role = "";
  private String since = "";
  private List<Top> tops = new ArrayList<>();
  private List<Variant> variants = new ArrayList<>();
  private List<Row> rows = new ArrayList<>();

  private QueryTable() {}

  static List<Query> read(String... resources) {
    QueryTable table = new QueryTable();
    for (String resource : resources) {
      text(resource).lines().forEach(table::line);
      table.end();
    }
    return List.copyOf(table.queries);
  }

  /** All metrics of some statements, each once, with all the columns that it comes from. */
  static List<Metric> metrics(List<Query> queries) {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    queries.stream()
        .flatMap(query -> query.rows().stream())
        .map(Row::metric)
        .forEach(metric ->
            metrics.merge(
                metric.name(),
                metric,
                (one, more) ->
                    one.source().contains(more.source())
                        ? one
                        : one.in(one.group(), one.source() + ", " + more.source())));
    return List.copyOf(metrics.values());
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(QueryTable.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    boolean margin = !line.startsWith(" ");
    if (margin && text.startsWith("[")) {
      end();
      group = text.substring(1, text.length() - 1);
    } else if (margin && text.startsWith("query ")) {
      end();
      name = text.substring("query ".length());
    } else if (margin && (text.equals("sql") || text.startsWith("sql "))) {
      variants.add(new Variant(Versions.parse(text.substring(3).strip()), ""));
      part = Part.SQL;
    } else if (margin && text.equals("rows")) {
      part = Part.ROWS;
    } else {
      switch (part) {
        case HEAD -> directive(Row.words(text));
        case SQL -> {
          Variant begun = variants.removeLast();
          variants.add(new Variant(begun.versions(), begun.sql() + line.substring(2) + "\n"));
        }
        case ROWS -> rows.add(Row.parse(text, name, group, null));
      }
    }
  }

  private void directive(List<String> words) {
    switch (words.getFirst()) {
      case "in" -> everyDatabase = true;
      case "with" -> extension = words.get(1);
      case "needs" -> role = words.get(1);
      case "since" -> since = words.get(1);
      case "top" -> tops.add(top(words));
      default -> throw new IllegalStateException("%s: %s".formatted(name, words));
    }
  }

  /** {@code top NAME N by COLUMN [growing COLUMN] replacing COLUMN...}. */
  private static Top top(List<String> words) {
    int growing = words.indexOf("growing");
    return new Top(
        words.get(1),
        Integer.parseInt(words.get(2)),
        words.get(4),
        growing < 0 ? "" : words.get(growing + 1),
        List.copyOf(words.subList(words.indexOf("replacing") + 1, words.size())));
  }

  private void end() {
    if (!name.isEmpty()) {
      queries.add(
          new Query(
              name,
              everyDatabase,
              null,
              extension,
              role,
              since,
              List.copyOf(tops),
              List.copyOf(variants),
              List.copyOf(rows)));
    }
    name = "";
    everyDatabase = false;
    extension = "";
    role = "";
    since = "";
    tops = new ArrayList<>();
    variants = new ArrayList<>();
    rows = new ArrayList<>();
    part = Part.HEAD;
  }
}
