package dev.otelgw.services.database;

import java.sql.SQLException;

/** PostgreSQL could not do what was asked. */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean away;

  DatabaseException(SQLException cause) {
    super(cause.getMessage(), cause);
    this.away = isAway(cause);
  }

  /** Whether the server cannot be reached or is going down: the same may succeed later. */
  public boolean away() {
    return away;
  }

  /**
   * Connection exceptions (08), shutdown and crash (57P01 to 57P03); no state: the pool timed out.
   */
  static boolean isAway(SQLException e) {
    String state = e.getSQLState();
    return state == null
        ? e instanceof java.sql.SQLTransientConnectionException
        : state.startsWith("08") || state.startsWith("57P0");
  }

  /** Serialization failure and deadlock: the transaction did nothing, and may be tried again. */
  static boolean isCollision(SQLException e) {
    return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
  }
}
