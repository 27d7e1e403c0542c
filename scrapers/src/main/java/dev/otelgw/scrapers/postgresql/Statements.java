package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the statements of one scrape, one after the other. */
final class Statements {

  /** More lines than that are not read. */
  private static final int MOST_LINES = 20_000;

  /** With less time than that no other database is begun with. */
  private static final Duration ENOUGH = Duration.ofMillis(200);

  /** When so many databases in a row fail, the others are not tried. */
  private static final int MOST_FAILURES = 3;

  private final PostgresScraper scraper;
  private final ServerFacts facts;
  private final Deadline deadline;

  Statements(PostgresScraper scraper, ServerFacts facts, Deadline deadline) {
    this.scraper = scraper;
    this.facts = facts;
    this.deadline = deadline;
  }

  /** In the server's session. */
  List<Line> inServer(Query query, Map<String, String> variables, List<ScrapeFailure> failures)
      throws Unreachable {
    ScrapeFailure refused = scraper.refused(query.name());
    if (refused != null) {
      failures.add(refused);
      return List.of();
    }
    try (Connection connection = scraper.sessions().server()) {
      return ask(connection, query, variables, failures);
    } catch (SQLException e) {
      ScrapeFailure failure = failure(query.name(), e);
      if (failure instanceof Unreachable down) {
        scraper.sessions().reset();
        throw down;
      }
      scraper.refuse(query.name(), failure);
      failures.add(failure);
      return List.of();
    }
  }

  private ScrapeFailure failure(String name, SQLException e) {
    return PostgresErrors.statement(name, e, facts.user());
  }

  /** In databases, as far as time suffices. One that fails costs the others nothing. */
  List<Line> inEach(
      List<String> databases,
      Query query,
      Function<String, Map<String, String>> variables,
      Instant now,
      List<ScrapeFailure> failures)
      throws Unreachable {
    List<Line> lines = new ArrayList<>();
    int failed = 0;
    for (int i = 0; i < databases.size(); i++) {
      if (deadline.left().compareTo(ENOUGH) < 0 || failed >= MOST_FAILURES) {
        failures.add(unvisited(query, databases.size() - i, failed));
        break;
      }
      if (scraper.sessions().isServers(databases.get(i))) {
        lines.addAll(inServer(query, variables.apply(databases.get(i)), failures));
      } else {
        int before = failures.size();
        lines.addAll(in(databases.get(i), query, variables.apply(databases.get(i)), now, failures));
        failed = failures.size() > before ? failed + 1 : 0;
      }
      if (lines.size() > MOST_LINES) {
        failures.add(
            new ScrapeFailure(
                query.name(),
                "too_many",
                "more than " + MOST_LINES + " lines; the rest is not read",
                "Narrow databases, or exclude some."));
        break;
      }
    }
    return lines;
  }

  private static ScrapeFailure unvisited(Query query, int left, int failed) {
    return new ScrapeFailure(
        query.name(),
        failed >= MOST_FAILURES ? "not_tried" : "timeout",
        left + " databases were not visited in this scrape",
        "Raise timeout, lower limits.visited_databases, or exclude some.");
  }

  private List<Line> in(
      String database,
      Query query,
      Map<String, String> variables,
      Instant now,
      List<ScrapeFailure> failures)
      throws Unreachable {
    String name = query.name() + " in " + database;
    ScrapeFailure refused = scraper.refused(name);
    if (refused != null) {
      failures.add(refused);
      return List.of();
    }
    // A session that was kept may have been lost meanwhile; a new one has not.
    for (int tries = 2; tries > 0; tries--) {
      Connection connection = null;
      try {
        connection = scraper.sessions().database(database);
        List<Line> lines = ask(connection, query, variables, failures);
        scraper.sessions().keep(database, connection, now);
        return lines;
      } catch (SQLException e) {
        ScrapeFailure failure = lost(name, database, connection, e);
        if (scraper.aborted()) {
          throw new Unreachable(name, "timeout", "the scrape was given up", "", false);
        }
        if (!(failure instanceof Unreachable) || tries == 1 || connection == null) {
          ScrapeFailure only =
              new ScrapeFailure(
                  name, failure.errorType(), String.valueOf(failure.getMessage()), failure.cure());
          scraper.refuse(name, only);
          failures.add(only);
          return List.of();
        }
      }
    }
    return List.of();
  }

  private ScrapeFailure lost(
      String name, String database, @Nullable Connection connection, SQLException e) {
    if (connection == null) {
      return PostgresErrors.connecting(e, facts.user());
    }
    ScrapeFailure failure = failure(name, e);
    if (failure instanceof Unreachable) {
      scraper.sessions().drop(database, connection);
    }
    return failure;
  }

  /** Sizes may be in the way of a lock or cost too much: then all but them. */
  private List<Line> ask(
      Connection connection,
      Query query,
      Map<String, String> variables,
      List<ScrapeFailure> failures)
      throws SQLException {
    try {
      return run(connection, query, variables);
    } catch (SQLException e) {
      ScrapeFailure failure = failure(query.name(), e);
      if (!PostgresErrors.late(failure) || "false".equals(variables.get(PostgresSystem.SIZES))) {
        throw e;
      }
      failures.add(failure);
      Map<String, String> without = new HashMap<>(variables);
      without.put(PostgresSystem.SIZES, "false");
      return run(connection, query, without);
    }
  }

  private List<Line> run(Connection connection, Query query, Map<String, String> variables)
      throws SQLException {
    Optional<String> sql = query.sql(facts.major(), variables);
    if (sql.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(sql.get())) {
      statement.setMaxRows(MOST_LINES);
      try (ResultSet results = statement.executeQuery()) {
        return Line.read(results);
      }
    }
  }
}
