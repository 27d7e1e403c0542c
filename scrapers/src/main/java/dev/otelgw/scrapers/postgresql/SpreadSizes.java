package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.postgresql.Query.Top;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sizes cost a server a look at every file. So each scrape reads those of some databases only, so
 * many that all have their turn within the interval of the sizes; of the others it tells what was
 * read when they had theirs. Not thread-safe.
 */
final class SpreadSizes {

  private final Duration interval;

  /** How many scrapes share the work. */
  private final int scrapes;

  /** When each database had its turn last. */
  private final Map<String, Instant> turns = new LinkedHashMap<>();

  /** Lines by statement and database. */
  private final Map<String, Map<String, List<Line>>> read = new HashMap<>();

  private Set<String> turn = Set.of();

  /**
   * Nothing is read yet.
   *
   * @param sizes how often a database's sizes are read at most
   * @param scrape between two scrapes
   * @param first the database that is known without asking
   */
  SpreadSizes(Duration sizes, Duration scrape, String first) {
    // A tenth of a scrape's interval early is not early.
    this.interval = sizes.minus(scrape.dividedBy(10));
    this.scrapes =
        interval.compareTo(scrape) <= 0
            ? 1
            : (int)
                Math.min(Integer.MAX_VALUE, interval.plus(scrape).minusNanos(1).dividedBy(scrape));
    turns.put(first, Instant.MIN);
  }

  /** Whether every scrape reads all sizes. */
  boolean unspread() {
    return scrapes == 1;
  }

  /** Whose turn it is, from now until the next call: who waits longest comes first. */
  void next(Instant now) {
    int share = Math.ceilDiv(turns.size(), scrapes);
    turn =
        new HashSet<>(
            turns.entrySet().stream()
                .filter(one -> due(one.getValue(), now))
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .limit(share)
                .map(Map.Entry::getKey)
                .toList());
    turn.forEach(database -> turns.put(database, now));
  }

  private boolean due(Instant last, Instant now) {
    // Where the clock was set back, nobody should wait for it.
    return last.equals(Instant.MIN) || now.isBefore(last) || !now.isBefore(last.plus(interval));
  }

  /** Whether a database's sizes are read in this scrape. */
  boolean reads(String database) {
    return unspread() || turn.contains(database);
  }

  /** The same of the database that a column names, as SQL. */
  String condition(String column) {
    if (unspread()) {
      return "true";
    }
    return turn.isEmpty() ? "false" : column + " IN (" + Reads.quoted(turn) + ")";
  }

  /** All databases that there are. */
  void know(Collection<String> databases) {
    turns.keySet().retainAll(databases);
    databases.forEach(database -> turns.putIfAbsent(database, Instant.MIN));
  }

  /**
   * All lines of a statement with sizes: those that this scrape has read, and what is known of the
   * databases whose turn it was not.
   *
   * @param rows what is wanted of them
   */
  List<Line> lines(Query query, List<Row> rows, List<Line> fresh) {
    Map<String, List<Line>> known = read.computeIfAbsent(query.name(), _ -> new LinkedHashMap<>());
    known.keySet().retainAll(turns.keySet());
    known.keySet().removeAll(turn);
    Set<String> columns = columns(query, rows);
    for (Line line : fresh) {
      String database = String.valueOf(line.text("datname"));
      boolean sized = rows.stream().anyMatch(row -> !Double.isNaN(line.number(row.column())));
      if (sized && turn.contains(database)) {
        known.computeIfAbsent(database, _ -> new ArrayList<>()).add(line.only(columns));
      }
    }
    return known.values().stream().flatMap(List::stream).toList();
  }

  private static Set<String> columns(Query query, List<Row> rows) {
    Set<String> columns = new HashSet<>(Set.of("datname", "what"));
    for (Row row : rows) {
      columns.add(row.column());
      row.attributes().forEach(attribute -> columns.addAll(attribute.columns()));
    }
    for (Top top : query.tops()) {
      columns.add(top.score());
      columns.addAll(top.replaced());
    }
    return columns;
  }
}
