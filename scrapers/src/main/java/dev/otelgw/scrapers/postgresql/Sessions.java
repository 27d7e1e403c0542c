package dev.otelgw.scrapers.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sessions of one server: a pool of one for the server as a whole, and for single databases
 * some that are kept from scrape to scrape, since beginning one costs the server more than asking
 * it. Used by one thread; only {@link #abort} may be called by another.
 */
final class Sessions implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  private final Login login;
  private final ConnectionPoolConfig limits;
  private final Dial dial;
  private final DialSource source;
  private final HikariDataSource pool;
  private final Map<String, Kept> kept = new LinkedHashMap<>();

  private record Kept(Connection connection, Instant opened, Instant used) {}

  Sessions(Login login, ConnectionPoolConfig limits) {
    this.login = login;
    this.limits = limits;
    this.dial = new Dial(login);
    this.source = new DialSource(dial, login.database());
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgresql " + login.target());
    config.setDataSource(source);
    config.setMaximumPoolSize(1);
    config.setMinimumIdle(0);
    config.setIdleTimeout(limits.maxIdleTime().toMillis());
    config.setMaxLifetime(limits.maxLifetime().toMillis());
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setValidationTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  /** How many sessions the pool has begun so far: another number is another session. */
  int begun() {
    return source.begun();
  }

  /**
   * Begins the session of the pool, if there is none, and fails at once if that fails: the pool by
   * itself would try, and be refused, again and again.
   */
  void begin() throws SQLException {
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      source.prepare();
    }
  }

  /** The server's session; give it back by closing it. */
  Connection server() throws SQLException {
    return pool.getConnection();
  }

  /** Whether a database is that of the server's session. */
  boolean isServers(String database) {
    return database.equals(login.database());
  }

  /** A session of a database; give it back with {@link #keep} or {@link #drop}. */
  Connection database(String database) throws SQLException {
    Kept there = kept.get(database);
    return there == null ? dial.open(database) : there.connection();
  }

  void keep(String database, Connection connection, Instant now) {
    Kept there = kept.remove(database);
    Instant opened = there == null ? now : there.opened();
    boolean old = Duration.between(opened, now).compareTo(limits.maxLifetime()) > 0;
    if (old || kept.size() >= limits.kept()) {
      close(connection);
    } else {
      kept.put(database, new Kept(connection, opened, now));
    }
  }

  void drop(String database, Connection connection) {
    kept.remove(database);
    close(connection);
  }

  /** Ends kept sessions that nobody has used for long. */
  void tidy(Instant now) {
    Iterator<Kept> all = kept.values().iterator();
    while (all.hasNext()) {
      Kept one = all.next();
      if (Duration.between(one.used(), now).compareTo(limits.maxIdleTime()) > 0) {
        all.remove();
        close(one.connection());
      }
    }
  }

  /** Ends all sessions: the server is gone, or was. */
  void reset() {
    List<Kept> gone = new ArrayList<>(kept.values());
    kept.clear();
    dial.abort();
    gone.forEach(one -> close(one.connection()));
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  /** Wakes whoever waits for the server. */
  void abort() {
    dial.abort();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException _) {
      // It is closed as far as that goes.
    }
  }

  @Override
  public void close() {
    kept.values().forEach(one -> close(one.connection()));
    kept.clear();
    pool.close();
    dial.abort();
  }
}
