package dev.otelgw.services.scheduler;

import dev.otelgw.services.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a daemon watches: all that differs between the two.
 *
 * @param model names the rows in spans and metrics
 * @param table holds them; also names the notifications of its changes
 * @param columns its own, to be read
 * @param row what those become
 * @param effect what is done when one is due
 */
record Watch<T>(String model, String table, String columns, Sql.Row<T> row, Effect<T> effect) {

  /** What is done, within the transaction that marks the row as done. */
  @FunctionalInterface
  interface Effect<T> {

    /** Whether there was anything to do. */
    boolean apply(Connection connection, Due<T> due) throws SQLException;
  }
}
