package dev.otelgw.services.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.settings.Settings;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL, through a pool. Thread-safe. */
public final class Database implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int TRIES = 4;
  private static final int LOGIN_SECONDS = 5;

  private final Options options;
  private final HikariDataSource pool;

  private Database(Options options, HikariDataSource pool) {
    this.options = options;
    this.pool = pool;
  }

  /**
   * Which database.
   *
   * @param server DATABASE_URL
   * @param poolSize DATABASE_POOL_SIZE: the most connections of the pool
   * @param name of the service: names the pool in metrics, and the sessions at the server
   */
  public record Options(ServerUrl server, int poolSize, String name) {

    /** Those of an environment. */
    public static Options from(Settings settings, String name) {
      return new Options(
          settings.server("DATABASE_URL", 5432, "postgresql", "postgres"),
          settings.number("DATABASE_POOL_SIZE", 10, 1, 200),
          name);
    }

    private String jdbcUrl() {
      return "jdbc:postgresql://%s/%s".formatted(server.place(), server.path());
    }

    private Properties properties(String purpose) {
      Properties properties = new Properties();
      properties.setProperty("user", server.user());
      properties.setProperty("password", server.password().value());
      properties.setProperty("ApplicationName", name + purpose);
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("connectTimeout", Integer.toString(LOGIN_SECONDS));
      properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
      properties.setProperty("socketTimeout", "30");
      return properties;
    }
  }

  /** Work within one transaction. */
  @FunctionalInterface
  public interface Work<T> {

    /** Does it; may be called again where the transaction had to be repeated. */
    T run(Connection connection) throws SQLException;
  }

  /** Work that gives nothing. */
  @FunctionalInterface
  public interface Task {

    /** Does it; may be called again where the transaction had to be repeated. */
    void run(Connection connection) throws SQLException;
  }

  /** Opens the pool, waits until the server is there, and brings the schema up to date. */
  public static Database open(Options options) throws InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(options.jdbcUrl());
    config.setDataSourceProperties(options.properties(""));
    config.setPoolName(options.name());
    config.setMaximumPoolSize(options.poolSize());
    config.setMinimumIdle(Math.min(2, options.poolSize()));
    config.setConnectionTimeout(LOGIN_SECONDS * 1000L);
    config.setAutoCommit(false);
    config.setInitializationFailTimeout(-1);
    config.setThreadFactory(Database::quietThread);
    Migration.untilDone(options);
    return new Database(options, new HikariDataSource(config));
  }

  /** For the pool's own work: what it asks a new connection is of no interest to anybody. */
  private static Thread quietThread(Runnable work) {
    Thread thread = new Thread(Traces.quiet().wrap(work), "database-pool");
    thread.setDaemon(true);
    return thread;
  }

  /** A connection outside of the pool, in auto-commit, for whoever listens for notifications. */
  public Connection dedicated(String purpose) throws SQLException {
    return connect(options, purpose);
  }

  static Connection connect(Options options, String purpose) throws SQLException {
    return DriverManager.getConnection(options.jdbcUrl(), options.properties(" " + purpose));
  }

  /**
   * Does work in a transaction. Where the server says that it collided with another, or the
   * connection proves dead before the commit, nothing was done, and it is tried again.
   *
   * @throws DatabaseException where it cannot be done; also where it is unknown whether the commit
   *     was
   */
  public <T> T transaction(Work<T> work) {
    for (int attempt = 1; ; attempt++) {
      boolean committing = false;
      try (Connection connection = borrowed()) {
        try {
          T result = work.run(connection);
          committing = true;
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException e) {
          rollback(connection, e);
          throw e;
        }
      } catch (SQLException e) {
        boolean again =
            DatabaseException.isCollision(e) || (!committing && DatabaseException.isAway(e));
        if (!again || attempt == TRIES || e instanceof java.sql.SQLTransientConnectionException) {
          throw new DatabaseException(e);
        }
      }
    }
  }

  /** The pool asks a connection that was idle whether it lives, in nobody's trace. */
  private Connection borrowed() throws SQLException {
    try (Scope _ = Traces.quiet().makeCurrent()) {
      return pool.getConnection();
    }
  }

  /** The same for work that gives nothing. */
  public void execute(Task task) {
    transaction(connection -> {
      task.run(connection);
      return true;
    });
  }

  private static void rollback(Connection connection, Exception cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is gone; with it the transaction.
      cause.addSuppressed(e);
    }
  }

  /** Whether the server answers. */
  public boolean answers() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      LOG.debug("no answer", e);
      return false;
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
