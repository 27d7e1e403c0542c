package dev.otelgw.services.games;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.database.Sql;
import dev.otelgw.services.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows as records. */
final class GameRows {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<Integer>> NUMBERS = new TypeReference<>() {};

  private GameRows() {}

  static Game game(ResultSet row) throws SQLException {
    return new Game(
        Sql.id(row, "id"),
        Sql.uuid(row, "template_id"),
        new Game.Place(
            Sql.id(row, "guild_id"),
            row.getString("guild_discord_id"),
            Sql.id(row, "channel_id"),
            row.getString("channel_discord_id")),
        Sql.id(row, "host_id"),
        row.getString("host_discord_id"),
        new Game.Plan(
            row.getString("title"),
            row.getString("description"),
            row.getString("signup_instructions"),
            Sql.time(row, "scheduled_at"),
            row.getString("where"),
            row.getInt("max_players"),
            row.getInt("expected_duration_minutes"),
            list(row, "reminder_minutes", NUMBERS),
            Game.SignupMethod.valueOf(row.getString("signup_method"))),
        list(row, "notify_role_ids", TEXTS),
        list(row, "allowed_player_role_ids", TEXTS),
        row.getString("message_id"),
        GameStatus.valueOf(row.getString("status")));
  }

  static Participant participant(ResultSet row) throws SQLException {
    return new Participant(
        Sql.id(row, "id"),
        Sql.uuid(row, "user_id"),
        row.getString("discord_id"),
        row.getString("display_name"),
        row.getInt("position_type"),
        row.getInt("position"),
        Sql.time(row, "joined_at"));
  }

  private static <T> List<T> list(ResultSet row, String column, TypeReference<List<T>> type)
      throws SQLException {
    String json = row.getString(column);
    try {
      return json == null ? List.of() : List.copyOf(Json.MAPPER.readValue(json, type));
    } catch (JsonProcessingException e) {
      throw new SQLException("column " + column + " is not what it should be", e);
    }
  }
}
