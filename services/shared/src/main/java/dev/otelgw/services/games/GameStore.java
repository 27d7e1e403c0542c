package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Games in their tables, each method within a transaction of its caller. */
public final class GameStore {

  private static final String SELECT =
      """
      select g.*, guild.guild_id as guild_discord_id, channel.channel_id as channel_discord_id,
        host.discord_id as host_discord_id
      from game_sessions g
      join guild_configurations guild on guild.id = g.guild_id
      join channel_configurations channel on channel.id = g.channel_id
      join users host on host.id = g.host_id
      """;

  private static final String INSERT =
      """
      insert into game_sessions (id, template_id, guild_id, channel_id, host_id, title, description,
        signup_instructions, scheduled_at, "where", max_players, expected_duration_minutes,
        reminder_minutes, signup_method, notify_role_ids, allowed_player_role_ids, status)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, cast(? as jsonb),
        cast(? as jsonb), ?)
      """;

  private static final String UPDATE =
      """
      update game_sessions set title = ?, description = ?, signup_instructions = ?,
        scheduled_at = ?, "where" = ?, max_players = ?, expected_duration_minutes = ?,
        reminder_minutes = cast(? as jsonb), signup_method = ?, version = version + 1,
        updated_at = now()
      where id = ?
      """;

  private static final String PARTICIPANTS =
      """
      select p.*, u.discord_id from game_participants p left join users u on u.id = p.user_id
      where p.game_session_id = ?
      """;

  private GameStore() {}

  /**
   * Which games to list.
   *
   * @param guildDiscordIds of which guilds; empty: of none
   * @param channelDiscordId null: of all channels
   * @param status null: of any
   * @param playerDiscordId null: whoever plays; else those that this user leads or is in
   * @param upcoming only those that have not ended
   * @param limit at most so many
   * @param offset after so many
   */
  public record Filter(
      List<String> guildDiscordIds,
      @Nullable String channelDiscordId,
      @Nullable GameStatus status,
      @Nullable String playerDiscordId,
      boolean upcoming,
      int limit,
      int offset) {}

  /** One game. */
  public static Optional<Game> find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, SELECT + " where g.id = ?", GameRows::game, id);
  }

  /**
   * One game, which nobody else changes until the transaction ends: whoever counts its players must
   * have it like this.
   */
  public static Optional<Game> lock(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, SELECT + " where g.id = ? for update of g", GameRows::game, id);
  }

  /** Games by the time of their start. */
  public static List<Game> list(Connection connection, Filter filter) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String where = where(filter, values);
    values.add(filter.limit());
    values.add(filter.offset());
    return Sql.all(
        connection,
        SELECT + where + " order by g.scheduled_at, g.id limit ? offset ?",
        GameRows::game,
        values.toArray());
  }

  /** How many there are, limit and offset aside. */
  public static long count(Connection connection, Filter filter) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    String from = SELECT.substring(SELECT.indexOf("from game_sessions"));
    return Sql.first(
            connection,
            "select count(*) " + from + where(filter, values),
            row -> row.getLong(1),
            values.toArray())
        .orElse(0L);
  }

  /** How many are in each of these games, the waitlist included; a game without any is missing. */
  public static Map<UUID, Integer> participantCounts(Connection connection, List<UUID> games)
      throws SQLException {
    Map<UUID, Integer> counts = new HashMap<>();
    if (!games.isEmpty()) {
      Sql.all(
          connection,
          "select game_session_id, count(*) as participants from game_participants"
              + " where game_session_id = any(?) group by game_session_id",
          row -> counts.put(Sql.id(row, "game_session_id"), row.getInt("participants")),
          games);
    }
    return counts;
  }

  private static String where(Filter filter, List<@Nullable Object> values) {
    StringBuilder where = new StringBuilder(" where guild.guild_id = any(?)");
    values.add(filter.guildDiscordIds());
    if (filter.channelDiscordId() != null) {
      where.append(" and channel.channel_id = ?");
      values.add(filter.channelDiscordId());
    }
    GameStatus status = filter.status();
    if (status != null) {
      where.append(" and g.status = ?");
      values.add(status.name());
    }
    if (filter.upcoming()) {
      where.append(" and g.status = any(?)");
      values.add(List.of(GameStatus.SCHEDULED.name(), GameStatus.IN_PROGRESS.name()));
    }
    if (filter.playerDiscordId() != null) {
      where.append(
          " and (host.discord_id = ? or exists (select 1 from game_participants p join users u"
              + " on u.id = p.user_id where p.game_session_id = g.id and u.discord_id = ?))");
      values.add(filter.playerDiscordId());
      values.add(filter.playerDiscordId());
    }
    return where.toString();
  }

  /** Writes a new game. */
  public static void insert(Connection connection, Game game) throws SQLException {
    Game.Plan plan = game.plan();
    Sql.update(
        connection,
        INSERT,
        game.id(),
        game.templateId(),
        game.place().guildId(),
        game.place().channelId(),
        game.hostId(),
        plan.title(),
        plan.description(),
        plan.signupInstructions(),
        plan.scheduledAt(),
        plan.where(),
        plan.maxPlayers(),
        plan.expectedDurationMinutes(),
        Json.write(plan.reminderMinutes()),
        plan.signupMethod().name(),
        Json.write(game.notifyRoleIds()),
        Json.write(game.allowedPlayerRoleIds()),
        game.status().name());
  }

  /** Writes another plan. */
  public static void update(Connection connection, UUID id, Game.Plan plan) throws SQLException {
    Sql.update(
        connection,
        UPDATE,
        plan.title(),
        plan.description(),
        plan.signupInstructions(),
        plan.scheduledAt(),
        plan.where(),
        plan.maxPlayers(),
        plan.expectedDurationMinutes(),
        Json.write(plan.reminderMinutes()),
        plan.signupMethod().name(),
        id);
  }

  /** Writes which message at Discord shows it. */
  public static void setMessageId(Connection connection, UUID id, String messageId)
      throws SQLException {
    Sql.update(
        connection,
        "update game_sessions set message_id = ?, updated_at = now() where id = ?",
        messageId,
        id);
  }

  /** Writes what has become of it. */
  public static void setStatus(Connection connection, UUID id, GameStatus status)
      throws SQLException {
    Sql.update(
        connection,
        "update game_sessions set status = ?, version = version + 1, updated_at = now()"
            + " where id = ?",
        status.name(),
        id);
  }

  /** Who is in it. */
  public static Roster roster(Connection connection, Game game) throws SQLException {
    return Roster.of(
        Sql.all(connection, PARTICIPANTS, GameRows::participant, game.id()),
        game.plan().maxPlayers());
  }
}
