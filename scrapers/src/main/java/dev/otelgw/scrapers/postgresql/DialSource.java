package dev.otelgw.scrapers.postgresql;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the pool has its session from: one that was begun for it, or a new one. Thread-safe. */
final class DialSource implements DataSource {

  private final Dial dial;
  private final String database;
  private final AtomicReference<@Nullable Connection> ready = new AtomicReference<>();
  private final AtomicInteger begun = new AtomicInteger();

  DialSource(Dial dial, String database) {
    this.dial = dial;
    this.database = database;
  }

  /** Begins a session for the pool to take. */
  void prepare() throws SQLException {
    Connection unused = ready.getAndSet(dial.open(database));
    if (unused != null) {
      unused.close();
    }
  }

  int begun() {
    return begun.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    begun.incrementAndGet();
    Connection waiting = ready.getAndSet(null);
    return waiting == null ? dial.open(database) : waiting;
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("one user only");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // Nothing is written.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The dial has bounds of its own.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("no java.util.logging");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLFeatureNotSupportedException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
