package dev.otelgw.services.messaging;

import dev.otelgw.services.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Which messages have had their effect. Written in the transaction of the effect, so that a message
 * that comes again has none.
 */
public final class Processed {

  private Processed() {}

  /** Whether this consumer has done with the message. */
  public static boolean contains(Connection connection, String consumer, UUID message)
      throws SQLException {
    return Sql.first(
            connection,
            "select 1 from processed_messages where consumer = ? and message_id = ?",
            row -> true,
            consumer,
            message)
        .isPresent();
  }

  /** Writes that it has; false where that was written before. */
  public static boolean add(Connection connection, String consumer, UUID message)
      throws SQLException {
    return Sql.update(
            connection,
            "insert into processed_messages (consumer, message_id) values (?, ?)"
                + " on conflict do nothing",
            consumer,
            message)
        == 1;
  }
}
