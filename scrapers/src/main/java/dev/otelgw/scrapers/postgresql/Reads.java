package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Naming;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a user wants to have read.
 *
 * @param queries built-in ones and the user's
 * @param databases by name; empty for all
 * @param excluded databases by name
 * @param limits of names, where they are not the defaults
 */
record Reads(
    List<Query> queries,
    Naming naming,
    List<String> databases,
    List<String> excluded,
    Map<String, Integer> limits) {

  int limit(String name) {
    Integer limit = limits.get(name);
    return limit == null ? PostgresSystem.limits().getOrDefault(name, Integer.MAX_VALUE) : limit;
  }

  /** What stands in braces in the statements. */
  Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    variables.put("otel", Boolean.toString(naming == Naming.OTEL));
    variables.put("prometheus", Boolean.toString(naming == Naming.PROMETHEUS));
    variables.put("selected", selected());
    return variables;
  }

  /** Whether the user wants database {@code d}. The exporter shows templates, the receiver not. */
  private String selected() {
    String all = naming == Naming.OTEL ? "NOT d.datistemplate" : "d.oid IS NOT NULL";
    return "("
        + all
        + (databases.isEmpty() ? "" : " AND d.datname IN (" + quoted(databases) + ")")
        + (excluded.isEmpty() ? "" : " AND d.datname NOT IN (" + quoted(excluded) + ")")
        + ")";
  }

  /** A list of names as literals. */
  static String quoted(Collection<String> names) {
    return names.stream()
        .map(name -> "'" + name.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }
}
