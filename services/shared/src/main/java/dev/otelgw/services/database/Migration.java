package dev.otelgw.services.database;

import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date: numbered files of plain SQL, each applied once, in order, all of
 * them in one transaction. Every service does so when it starts; a lock lets one do it at a time.
 */
final class Migration {

  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);

  /** In their order; what was applied once is never changed, a later file changes it. */
  private static final List<String> FILES = List.of("001-games.sql", "002-schedules.sql");

  /** Any number that nothing else locks in this database. */
  private static final long LOCK = 7_011_205_142L;

  private static final long WAIT_MILLIS = 1_000;

  private Migration() {}

  /** Tries until the server is there: a service may be started before its database. */
  static void untilDone(Database.Options options) throws InterruptedException {
    Span span = Traces.root("init.database_migration", null).startSpan();
    try (Scope _ = span.makeCurrent()) {
      for (boolean said = false; ; said = true) {
        try (Connection connection = Database.connect(options, "migration")) {
          connection.setAutoCommit(false);
          migrate(connection);
          connection.commit();
          return;
        } catch (SQLException e) {
          if (!DatabaseException.isAway(e)) {
            Traces.failed(span, e);
            throw new DatabaseException(e);
          }
          if (!said) {
            LOG.warn(
                "no database at {}: {}; waiting for it", options.server().place(), e.getMessage());
          }
          Thread.sleep(WAIT_MILLIS);
        }
      }
    } finally {
      span.end();
    }
  }

  private static void migrate(Connection connection) throws SQLException {
    Sql.first(connection, "select pg_advisory_xact_lock(?)", row -> true, LOCK);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists schema_migrations "
              + "(name text primary key, applied_at timestamptz not null default now())");
    }
    List<String> applied =
        Sql.all(connection, "select name from schema_migrations", row -> row.getString(1));
    for (String file : FILES) {
      if (!applied.contains(file)) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(content(file));
        }
        Sql.update(connection, "insert into schema_migrations (name) values (?)", file);
        LOG.info("applied {}", file.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static String content(String file) {
    try (InputStream in = Migration.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
