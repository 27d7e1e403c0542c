package dev.otelgw.scrapers.postgresql;

import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.Reading;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Scraper;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of one server from scrape to scrape, and its sessions. */
final class PostgresScraper implements Scraper {

  private static final Logger log = LoggerFactory.getLogger(PostgresScraper.class);

  /** Older servers lack columns and views; what they have is read. */
  private static final int OLDEST = 12;

  private final Login login;
  private final Reads reads;
  private final SpreadSizes sizes;
  private final Sessions sessions;
  private final RowWriter writer;
  private final Map<String, TopLines> tops = new HashMap<>();

  /** Statements that the server refuses to this session, and why. */
  private final Map<String, ScrapeFailure> refused = new HashMap<>();

  private final Set<String> said = new HashSet<>();
  private @Nullable ServerFacts facts;
  private int session;
  private volatile boolean aborted;

  PostgresScraper(Login login, ConnectionPoolConfig limits, Reads reads, SpreadSizes sizes) {
    this.login = login;
    this.reads = reads;
    this.sizes = sizes;
    this.sessions = new Sessions(login, limits);
    this.writer = new RowWriter(login.target().toString());
  }

  @Override
  public Reading begin(Deadline deadline) throws Unreachable {
    if (aborted) {
      aborted = false;
      sessions.reset();
    }
    try {
      sessions.begin();
      try (Connection connection = sessions.server()) {
        ServerFacts known = facts;
        if (known == null || session != sessions.begun()) {
          known = ServerFacts.ask(connection);
          learned(known);
          facts = known;
          session = sessions.begun();
          refused.clear();
        }
        return new PostgresReading(this, known, deadline);
      }
    } catch (SQLException e) {
      sessions.reset();
      throw PostgresErrors.connecting(e, login.username());
    }
  }

  private void learned(ServerFacts now) {
    if (now.major() < OLDEST) {
      once(
          "version",
          "is PostgreSQL " + now.text() + ", older than " + OLDEST + ": some groups will fail");
    }
  }

  /** Says something that is no failure, in the log. */
  void once(String subject, String message) {
    if (said.add(subject)) {
      log.info("postgresql: {} {}", login.target(), message);
    }
  }

  Reads reads() {
    return reads;
  }

  SpreadSizes sizes() {
    return sizes;
  }

  Sessions sessions() {
    return sessions;
  }

  RowWriter writer() {
    return writer;
  }

  /** Whether the scrape was given up. */
  boolean aborted() {
    return aborted;
  }

  /** Null if the server takes the statement, as far as we know. */
  @Nullable ScrapeFailure refused(String statement) {
    return refused.get(statement);
  }

  void refuse(String statement, ScrapeFailure why) {
    if (PostgresErrors.lasting(why)) {
      refused.put(statement, why);
    }
  }

  /** The lines of a statement, with bounded names. */
  List<Line> bound(Query query, List<Line> lines) {
    List<Line> bound = lines;
    for (Query.Top top : query.tops()) {
      bound = top(top).bound(bound);
    }
    return bound;
  }

  /** Lines that are known from other scrapes, with the names that are bounded now. */
  List<Line> named(Query query, List<Line> lines) {
    List<Line> named = lines;
    for (Query.Top top : query.tops()) {
      named = top(top).named(named);
    }
    return named;
  }

  private TopLines top(Query.Top top) {
    return tops.computeIfAbsent(top.name(), name -> new TopLines(top, reads.limit(name)));
  }

  /** The values of a column in the lines that kept their names last. */
  List<String> chosen(String top, String column) {
    TopLines known = tops.get(top);
    return known == null ? new ArrayList<>() : known.chosen(column);
  }

  @Override
  public void abort() {
    aborted = true;
    sessions.abort();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
