package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Metric;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import dev.otelgw.scrapers.scraping.Naming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column of a statement and the metric that it becomes.
 *
 * @param factor what its number is multiplied by
 * @param fold what becomes of lines with the same attributes
 * @param since the column that says since when it counts; empty for the statement's
 * @param named the column with the end of the metric's name; empty if the name is known
 */
record Row(
    String column,
    Metric metric,
    List<Attribute> attributes,
    double factor,
    Fold fold,
    String since,
    String named,
    Versions versions) {

  private static final int COLUMNS = 7;

  /** How lines with the same attributes become one point. */
  enum Fold {
    /** They do not: the first counts. */
    FIRST,
    SUM,
    MAX
  }

  /**
   * An attribute of the metric.
   *
   * @param columns whose values it joins
   * @param constant its value where there are no columns
   */
  record Attribute(String name, List<String> columns, @Nullable String constant) {

    private static Attribute parse(String text) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? text : text.substring(equals + 1);
      return value.startsWith("'") && value.endsWith("'") && value.length() > 1
          ? new Attribute(name, List.of(), value.substring(1, value.length() - 1))
          : new Attribute(name, List.of(value.split("\\+", -1)), null);
    }
  }

  /**
   * Reads a line of a table.
   *
   * @param query the statement's name
   * @param naming the vocabulary of the metric; null if its name says: Prometheus' begin with pg_
   * @throws IllegalArgumentException with what is wrong, as the end of a sentence about the line
   */
  static Row parse(String line, String query, String group, @Nullable Naming naming) {
    List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (cells.size() != COLUMNS) {
      throw new IllegalArgumentException(
          "has %d cells; write: column | metric | kind | unit | attributes | notes | description"
              .formatted(cells.size()));
    }
    String column = cells.get(0);
    String name = cells.get(1);
    if (column.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("has no column or no metric");
    }
    Kind kind = kind(cells.get(2));
    String description = cells.get(6).isEmpty() ? "The column " + column + "." : cells.get(6);
    boolean otel = naming == null ? !name.startsWith("pg_") : naming == Naming.OTEL;
    Metric metric =
        otel
            ? Metric.otel(name, kind, cells.get(3), description)
            : Metric.prometheus(name, kind, description);
    List<Attribute> attributes = words(cells.get(4)).stream().map(Attribute::parse).toList();
    return noted(
        new Row(
            column,
            metric
                .by(attributes.stream().map(Attribute::name).toArray(String[]::new))
                .in(group, query + "." + column),
            attributes,
            1,
            Fold.FIRST,
            "",
            "",
            Versions.ALL),
        words(cells.get(5)));
  }

  private static Kind kind(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "gauge" -> Kind.GAUGE;
      case "counter" -> Kind.COUNTER;
      case "up_down" -> Kind.UP_DOWN;
      default ->
          throw new IllegalArgumentException(
              "has the kind \"%s\"; use gauge, counter or up_down".formatted(text));
    };
  }

  private static Row noted(Row plain, List<String> notes) {
    Metric metric = plain.metric;
    double factor = 1;
    Fold fold = Fold.FIRST;
    String since = "";
    String named = "";
    Versions versions = Versions.ALL;
    for (String note : notes) {
      if (note.equals("off")) {
        metric = metric.off();
      } else if (note.equals("double")) {
        metric = metric.decimals();
      } else if (note.equals("sum")) {
        fold = Fold.SUM;
      } else if (note.equals("max")) {
        fold = Fold.MAX;
      } else if (note.startsWith("@")) {
        metric = metric.in(note.substring(1), metric.source());
      } else if (note.startsWith("since=")) {
        since = note.substring("since=".length());
      } else if (note.startsWith("named=")) {
        named = note.substring("named=".length());
      } else if (note.matches("x[0-9.]+")) {
        factor = Double.parseDouble(note.substring(1));
      } else if (Versions.looksLikeOne(note)) {
        versions = versions.and(Versions.parse(note));
      } else {
        throw new IllegalArgumentException("has the note \"%s\", which is none".formatted(note));
      }
    }
    return new Row(
        plain.column,
        metric.on(versions.words()),
        plain.attributes,
        factor,
        fold,
        since,
        named,
        versions);
  }

  static List<String> words(String cell) {
    List<String> words = new ArrayList<>(Arrays.asList(cell.strip().split(" +", -1)));
    words.removeIf(String::isEmpty);
    return words;
  }
}
