package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Points;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement and what its columns become.
 *
 * @param everyDatabase whether it runs in each database that is visited
 * @param database the one database in which it runs otherwise; null for the connection's own
 * @param extension without which it does not run; empty for none
 * @param role without which it sees less; empty for none
 * @param since the column that says since when its counters count; empty for none
 * @param tops which of its lines keep their names
 * @param variants by version
 */
record Query(
    String name,
    boolean everyDatabase,
    @Nullable String database,
    String extension,
    String role,
    String since,
    List<Top> tops,
    List<Variant> variants,
    List<Row> rows) {

  /** The statement itself, for some versions. */
  record Variant(Versions versions, String sql) {}

  /**
   * Bounds the names that its lines bring. Lines whose score is NULL are not among them.
   *
   * @param name as configurations write it, and as the column {@code what} has it, if there is one
   * @param most how many lines keep their names, unless the user says otherwise
   * @param score the column by which they are chosen
   * @param growing the column whose growth since the last scrape is added to that; empty for none
   * @param replaced columns that become "other" in the rest
   */
  record Top(String name, int most, String score, String growing, List<String> replaced) {}

  Optional<String> sql(int major, Map<String, String> variables) {
    return variants.stream()
        .filter(variant -> variant.versions().has(major))
        .findFirst()
        .map(variant -> {
          // Whoever looks at the server's sessions or statistics sees who asks, and what for. Newer
          // versions forget a comment before the first word.
          String sql =
              variant.sql().strip().replaceFirst("^(\\w+)", "$1 /* otelgw: " + name + " */");
          for (Map.Entry<String, String> variable : variables.entrySet()) {
            sql = sql.replace("{" + variable.getKey() + "}", variable.getValue());
          }
          return sql;
        });
  }

  /** The rows of a group that somebody wants, of such a server. */
  List<Row> wanted(String group, int major, Points points) {
    return rows.stream()
        .filter(row -> row.metric().group().equals(group))
        .filter(row -> row.versions().has(major) && points.wants(row.metric()))
        .toList();
  }
}
