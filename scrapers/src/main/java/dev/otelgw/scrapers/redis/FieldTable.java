package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Naming;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The fields of INFO and what each becomes: a table among the resources, whose head explains its
 * columns. Immutable.
 *
 * @param rows in the order of the table
 */
record FieldTable(List<Row> rows) {

  private static final int COLUMNS = 7;

  /**
   * One field.
   *
   * @param field its name in INFO
   * @param values of the metric's attributes
   * @param factor what its number is multiplied by
   * @param unsigned whether a negative number says that there is none
   */
  record Row(String field, Metric metric, List<String> values, double factor, boolean unsigned) {}

  /** Reads a table; it is part of the program, so anything wrong with it is a bug. */
  static FieldTable read(String resource, Naming naming) {
    List<Row> rows = new ArrayList<>();
    String group = "";
    for (String line : text(resource).lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        group = line.substring(1, line.length() - 1);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        rows.add(row(line, group, naming));
      }
    }
    return new FieldTable(List.copyOf(rows));
  }

  private static String text(String resource) {
    try (InputStream in =
        Objects.requireNonNull(FieldTable.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line, String group, Naming naming) {
    List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != COLUMNS) {
      throw new IllegalStateException("%d columns: %s".formatted(cells.size(), line));
    }
    String field = cells.get(0);
    Kind kind = Kind.valueOf(cells.get(2).toUpperCase(Locale.ROOT));
    String description = cells.get(6).isEmpty() ? "The field " + field + "." : cells.get(6);
    Metric metric =
        naming == Naming.OTEL
            ? Metric.otel(cells.get(1), kind, cells.get(3), description)
            : Metric.prometheus(cells.get(1), kind, description);
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String attribute : words(cells.get(4))) {
      int equals = attribute.indexOf('=');
      names.add(attribute.substring(0, equals));
      values.add(attribute.substring(equals + 1));
    }
    return noted(
        field,
        metric.by(names.toArray(String[]::new)).in(group, "INFO " + field),
        List.copyOf(values),
        words(cells.get(5)));
  }

  private static Row noted(String field, Metric plain, List<String> values, List<String> notes) {
    Metric metric = plain;
    double factor = 1;
    boolean unsigned = false;
    for (String note : notes) {
      if (note.equals("off")) {
        metric = metric.off();
      } else if (note.equals("double")) {
        metric = metric.decimals();
      } else if (note.equals("unsigned")) {
        unsigned = true;
      } else if (note.startsWith("x")) {
        factor = Double.parseDouble(note.substring(1));
      } else {
        metric = metric.on(note + " and later");
      }
    }
    return new Row(field, metric, values, factor, unsigned);
  }

  private static List<String> words(String cell) {
    return Arrays.stream(cell.split(" +", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** Whether a row reads that field. */
  boolean knows(String field) {
    return rows.stream().anyMatch(row -> row.field().equals(field));
  }

  /** Its metrics, each once, with all the fields that it comes from. */
  List<Metric> metrics() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (Row row : rows) {
      metrics.merge(
          row.metric().name(),
          row.metric(),
          (one, more) -> one.in(one.group(), one.source() + ", " + row.field()));
    }
    return List.copyOf(metrics.values());
  }
}
