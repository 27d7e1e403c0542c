package dev.otelgw.scrapers.postgresql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line that a statement returned. Columns are found by name, and one that is not there is as one
 * that is NULL: versions differ in little else.
 *
 * @param columns where each stands
 * @param other whether it has lost its names
 */
record Line(Map<String, Integer> columns, List<@Nullable Object> values, boolean other) {

  private static final String OTHER = "other";

  /** All lines. Of two columns with one name the first counts. */
  static List<Line> read(ResultSet results) throws SQLException {
    ResultSetMetaData head = results.getMetaData();
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < head.getColumnCount(); i++) {
      columns.putIfAbsent(head.getColumnLabel(i + 1), i);
    }
    List<Line> lines = new ArrayList<>();
    while (results.next()) {
      List<@Nullable Object> values = new ArrayList<>(head.getColumnCount());
      for (int i = 0; i < head.getColumnCount(); i++) {
        values.add(results.getObject(i + 1));
      }
      lines.add(new Line(columns, values, false));
    }
    return lines;
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  private @Nullable Object value(String column) {
    Integer index = columns.get(column);
    return index == null ? null : values.get(index);
  }

  /** NaN if there is none. Switches are 1 or 0, times are seconds since 1970. */
  double number(String column) {
    return switch (value(column)) {
      case null -> Double.NaN;
      case Number number -> number.doubleValue();
      case Boolean on -> on ? 1 : 0;
      case Timestamp time -> time.getTime() / 1e3;
      case Object text -> parse(text.toString());
    };
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  @Nullable String text(String column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Nullable Instant time(String column) {
    return value(column) instanceof Timestamp time ? time.toInstant() : null;
  }

  /** The same without names. */
  Line without(Collection<String> names) {
    List<@Nullable Object> changed = new ArrayList<>(values);
    for (String name : names) {
      Integer index = columns.get(name);
      if (index != null) {
        changed.set(index, OTHER);
      }
    }
    return new Line(columns, changed, true);
  }

  /** Some of its columns. */
  Line only(Collection<String> names) {
    Map<String, Integer> kept = new HashMap<>();
    List<@Nullable Object> some = new ArrayList<>();
    for (String name : names) {
      if (has(name)) {
        kept.put(name, some.size());
        some.add(value(name));
      }
    }
    return new Line(kept, some, other);
  }
}
