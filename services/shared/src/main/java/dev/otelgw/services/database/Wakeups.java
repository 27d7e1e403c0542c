package dev.otelgw.services.database;

import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for notifications of one channel, on a connection of its own. After it has (re)connected it
 * wakes its user at once: what happened meanwhile told nobody. For one thread; {@link #close} may
 * be called from any.
 */
public final class Wakeups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
  private static final long RECONNECT_MILLIS = 1_000;

  private final Database database;
  private final String channel;
  private volatile @Nullable Connection connection;
  private volatile boolean closed;
  private boolean away;

  /** Those of a channel, which is a name of ours and no value. */
  public Wakeups(Database database, String channel) {
    this.database = database;
    this.channel = channel;
  }

  /** Returns when notified, or (re)connected, or closed, or after that time at the latest. */
  public void await(Duration most) throws InterruptedException {
    try (Scope _ = Traces.quiet().makeCurrent()) {
      Connection open = connection;
      if (open == null) {
        connect();
        return;
      }
      // Zero would wait for ever.
      int millis = Math.clamp(most.toMillis(), 1, Integer.MAX_VALUE);
      PGNotification[] told = open.unwrap(PGConnection.class).getNotifications(millis);
      LOG.trace("{}: {} notifications", channel, told == null ? 0 : told.length);
    } catch (SQLException e) {
      disconnect();
      if (!closed) {
        if (!away) {
          away = true;
          LOG.warn("cannot hear of {}: {}; connecting again", channel, e.getMessage());
        }
        Thread.sleep(Math.min(RECONNECT_MILLIS, Math.max(1, most.toMillis())));
      }
    }
  }

  private void connect() throws SQLException {
    Connection open = database.dedicated(channel);
    try (Statement statement = open.createStatement()) {
      statement.execute("listen " + channel);
    } catch (SQLException e) {
      open.close();
      throw e;
    }
    connection = open;
    if (closed) {
      disconnect();
    } else if (away) {
      away = false;
      LOG.info("hears of {} again", channel);
    }
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("already closed", e);
      }
    }
  }

  /** Ends a wait that is under way. */
  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
