package dev.otelgw.scrapers.postgresql;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.scrapers.scraping.Naming;
import java.time.Duration;
import java.util.List;

/** A statement of a user's own, written as the built-in ones are. */
public record QueryConfig(
    @Setting("Its name, which is also the name of its group.") String name,
    @Setting("The statement. It runs in a read-only session with bounds of time.") String sql,
    @Setting(
            "What its columns become, as in the built-in tables: column | metric | kind | unit |"
                + " attributes | notes | description.")
        List<String> rows,
    @Setting("The database in which it runs; empty for connect_database, * for each one visited.")
        String database,
    @Setting("The column that says since when its counters count; empty for none.") String since,
    @Setting("How often it runs at most. 0: with each scrape.") Duration interval)
    implements Checked {

  /** Nothing. */
  public QueryConfig() {
    this("", "", List.of(), "", "", Duration.ZERO);
  }

  /** Copies the list. */
  public QueryConfig {
    rows = List.copyOf(rows);
  }

  @Override
  public void check(Problems problems) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      problems.error("name", "\"%s\" is none; use small letters, digits and _".formatted(name));
    }
    if (sql.isBlank()) {
      problems.error("sql", "is empty; write a SELECT");
    }
    if (rows.isEmpty()) {
      problems.error("rows", "is empty; say which columns become metrics");
    }
    for (String row : rows) {
      try {
        Row _ = Row.parse(row, name, name, Naming.OTEL);
      } catch (IllegalArgumentException e) {
        problems.error("rows", "\"%s\" %s".formatted(row, e.getMessage()));
      }
    }
    if (interval.isNegative()) {
      problems.error("interval", "is negative; use a time such as 5m, or 0");
    }
  }

  Query query(Naming naming) {
    return new Query(
        name,
        database.equals("*"),
        database.isEmpty() || database.equals("*") ? null : database,
        "",
        "",
        since,
        List.of(),
        List.of(new Query.Variant(Versions.ALL, sql)),
        rows.stream().map(row -> Row.parse(row, name, name, naming)).toList());
  }
}
