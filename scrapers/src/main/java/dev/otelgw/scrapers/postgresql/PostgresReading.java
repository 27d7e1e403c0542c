package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Points;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One scrape: each statement runs once, for the first group that wants something of it. */
final class PostgresReading implements Reading {

  /**
   * What a statement brought.
   *
   * @param all its lines as they came
   * @param lines the same with bounded names
   */
  private record Outcome(List<Line> all, List<Line> lines, List<ScrapeFailure> failures) {}

  private final PostgresScraper scraper;
  private final ServerFacts facts;
  private final Statements statements;
  private final Map<String, Outcome> outcomes = new HashMap<>();
  private Set<String> groups = Set.of();

  PostgresReading(PostgresScraper scraper, ServerFacts facts, Deadline deadline) {
    this.scraper = scraper;
    this.facts = facts;
    this.statements = new Statements(scraper, facts, deadline);
  }

  @Override
  public void prepare(Set<String> itsGroups, Points into) {
    groups = itsGroups;
    into.resource("db.system.name", "postgresql");
    into.resource("postgresql.version", facts.text());
    scraper.sessions().tidy(into.time());
    if (groups.contains(PostgresSystem.SIZES)) {
      scraper.sizes().next(into.time());
    }
  }

  @Override
  public void read(String group, Points into) throws ScrapeFailure {
    for (Query query : scraper.reads().queries()) {
      List<Row> rows = query.wanted(group, facts.major(), into);
      if (!rows.isEmpty() && installed(query)) {
        Outcome outcome = outcome(query, into);
        scraper.writer().write(query, rows, lines(group, query, rows, outcome), into);
        outcome.failures().forEach(into::failed);
        if (!query.role().isEmpty() && !facts.roles().contains(query.role())) {
          into.failed(PostgresErrors.missing(query.role(), query.name(), facts.user()));
        }
      }
    }
    if (group.equals(PostgresSystem.TABLES) && into.wants(PostgresSystem.DATABASES)) {
      into.add(PostgresSystem.DATABASES, visited(into).size());
    }
  }

  private List<Line> lines(String group, Query query, List<Row> rows, Outcome outcome) {
    SpreadSizes sizes = scraper.sizes();
    return group.equals(PostgresSystem.SIZES) && !sizes.unspread()
        ? scraper.named(query, sizes.lines(query, rows, outcome.all()))
        : outcome.lines();
  }

  private boolean installed(Query query) {
    boolean there =
        query.extension().isEmpty() || facts.extensions().containsKey(query.extension());
    if (!there) {
      scraper.once(
          query.extension(),
          "has no %s, so group %s is empty. Cure: add it to shared_preload_libraries and CREATE EXTENSION %s"
              .formatted(query.extension(), query.name(), query.extension()));
    }
    return there;
  }

  private Outcome outcome(Query query, Points into) throws Unreachable {
    Outcome known = outcomes.get(query.name());
    if (known == null) {
      known = ask(query, into);
      outcomes.put(query.name(), known);
      if (query.name().equals(PostgresSystem.DATABASE)) {
        scraper
            .sizes()
            .know(
                known.all().stream()
                    .flatMap(line -> Stream.ofNullable(line.text("datname")))
                    .toList());
      }
    }
    return known;
  }

  private Outcome ask(Query query, Points into) throws Unreachable {
    List<ScrapeFailure> failures = new ArrayList<>();
    List<Line> lines;
    if (query.everyDatabase()) {
      lines =
          statements.inEach(
              visited(into), query, name -> variables(query, name), into.time(), failures);
    } else if (query.database() == null) {
      lines = statements.inServer(query, variables(query, null), failures);
    } else {
      lines =
          statements.inEach(
              List.of(query.database()),
              query,
              name -> variables(query, name),
              into.time(),
              failures);
    }
    return new Outcome(lines, scraper.bound(query, lines), failures);
  }

  /** What stands in braces in a statement that runs in a database, or in none of its own. */
  private Map<String, String> variables(Query query, @Nullable String database) {
    Map<String, String> variables = scraper.reads().variables();
    variables.put(PostgresSystem.SIZES, sizes(database));
    if (!query.extension().isEmpty()) {
      variables.put(
          query.extension(), facts.extensions().getOrDefault(query.extension(), "public"));
      String ids =
          scraper.chosen("queries", "queryid").stream()
              .filter(id -> id.matches("-?\\d+"))
              .map(id -> "'" + id + "'")
              .collect(Collectors.joining(", "));
      variables.put("queries", ids.isEmpty() ? "NULL" : ids);
    }
    return variables;
  }

  private String sizes(@Nullable String database) {
    if (!groups.contains(PostgresSystem.SIZES)) {
      return "false";
    }
    SpreadSizes sizes = scraper.sizes();
    return database == null
        ? sizes.condition("d.datname")
        : Boolean.toString(sizes.reads(database));
  }

  /** The databases that are visited: those where most happens, if there are too many. */
  private List<String> visited(Points into) throws Unreachable {
    Query query =
        scraper.reads().queries().stream()
            .filter(one -> one.name().equals(PostgresSystem.DATABASE))
            .findFirst()
            .orElseThrow();
    List<String> all =
        outcome(query, into).all().stream()
            .filter(line -> line.number("visitable") == 1)
            .sorted(Comparator.comparingDouble((Line line) -> -line.number("transactions")))
            .map(line -> String.valueOf(line.text("datname")))
            .toList();
    int most = scraper.reads().limit(PostgresSystem.VISITED);
    if (all.size() > most) {
      scraper.once(
          PostgresSystem.VISITED,
          "has %d databases; tables of the %d with most transactions are read (limits.%s)"
              .formatted(all.size(), most, PostgresSystem.VISITED));
    }
    return all.subList(0, Math.min(most, all.size()));
  }
}
