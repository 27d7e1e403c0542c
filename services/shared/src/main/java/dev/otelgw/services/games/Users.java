package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Our ids of several users, by their Discord ids, asked for at once. */
  public static Map<String, UUID> idsOf(Connection connection, Collection<String> discordIds)
      throws SQLException {
    // In one order everywhere, so that two transactions do not wait for each other.
    List<String> distinct = discordIds.stream().distinct().sorted().toList();
    Map<String, UUID> ids = new HashMap<>();
    if (!distinct.isEmpty()) {
      Sql.all(
          connection,
          "insert into users (id, discord_id) select gen_random_uuid(), one.discord_id"
              + " from unnest(cast(? as text[])) as one(discord_id)"
              + " on conflict (discord_id) do update set discord_id = excluded.discord_id"
              + " returning id, discord_id",
          row -> ids.put(row.getString("discord_id"), Sql.id(row, "id")),
          distinct);
    }
    return ids;
  }
}
