package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Users of Discord whom we know. */
public final class Users {

  private Users() {}

  /** Our id of a user, who is written down where we have not met before. */
  public static UUID idOf(Connection connection, String discordId) throws SQLException {
    return Sql.first(
            connection,
            // An update that changes nothing, so that the row is returned in both cases.
            "insert into users (id, discord_id) values (?, ?)"
                + " on conflict (discord_id) do update set discord_id = excluded.discord_id"
                + " returning id",
            row -> Sql.id(row, "id"),
            UUID.randomUUID(),
            discordId)
        .orElseThrow();
  }
}
