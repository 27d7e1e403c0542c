package dev.otelgw.services.api.templates;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.database.Sql;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Templates in their table, each method within a transaction of its caller. */
public final class TemplateStore {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<Integer>> NUMBERS = new TypeReference<>() {};
  private static final TypeReference<List<Game.SignupMethod>> METHODS = new TypeReference<>() {};

  private static final String SELECT =
      """
      select t.*, guild.guild_id as guild_discord_id, channel.channel_id as channel_discord_id
      from game_templates t
      join guild_configurations guild on guild.id = t.guild_id
      join channel_configurations channel on channel.id = t.channel_id
      """;

  private static final String INSERT =
      """
      insert into game_templates (guild_id, "order", is_default, channel_id, name, notify_role_ids,
        allowed_player_role_ids, allowed_host_role_ids, max_players, expected_duration_minutes,
        reminder_minutes, "where", signup_instructions, allowed_signup_methods,
        default_signup_method, id)
      values (?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), cast(? as jsonb), ?, ?,
        cast(? as jsonb), ?, ?, cast(? as jsonb), ?, ?)
      """;

  private static final String UPDATE =
      """
      update game_templates set channel_id = ?, name = ?, notify_role_ids = cast(? as jsonb),
        allowed_player_role_ids = cast(? as jsonb), allowed_host_role_ids = cast(? as jsonb),
        max_players = ?, expected_duration_minutes = ?, reminder_minutes = cast(? as jsonb),
        "where" = ?, signup_instructions = ?, allowed_signup_methods = cast(? as jsonb),
        default_signup_method = ?, updated_at = now()
      where id = ?
      """;

  private static final String REORDER =
      """
      update game_templates t set "order" = one.place - 1, updated_at = now()
      from unnest(cast(? as uuid[])) with ordinality as one(id, place)
      where t.id = one.id and t.guild_id = ?
      """;

  private TemplateStore() {}

  /** One template. */
  public static Optional<Template> find(Connection connection, UUID id) throws SQLException {
    return Sql.first(connection, SELECT + " where t.id = ?", TemplateStore::template, id);
  }

  static Optional<Template> lock(Connection connection, UUID id) throws SQLException {
    return Sql.first(
        connection, SELECT + " where t.id = ? for update of t", TemplateStore::template, id);
  }

  /** Those of a guild, by the guild's Discord id, in their order. */
  static List<Template> list(Connection connection, String guildId) throws SQLException {
    return Sql.all(
        connection,
        SELECT + " where guild.guild_id = ? order by t.\"order\", t.name, t.id",
        TemplateStore::template,
        guildId);
  }

  /** Writes a new one. */
  public static void insert(Connection connection, Template template) throws SQLException {
    @Nullable Object[] values = values(template);
    @Nullable Object[] all = new @Nullable Object[values.length + 3];
    all[0] = template.place().guildId();
    all[1] = template.order();
    all[2] = template.isDefault();
    System.arraycopy(values, 0, all, 3, values.length);
    Sql.update(connection, INSERT, all);
  }

  static void update(Connection connection, Template template) throws SQLException {
    Sql.update(connection, UPDATE, values(template));
  }

  /** What an insert and an update have in common, in the order of both. */
  private static @Nullable Object[] values(Template template) {
    Template.Defaults defaults = template.defaults();
    Game.SignupMethod method = defaults.defaultSignupMethod();
    return new @Nullable Object[] {
      template.place().channelId(),
      template.name(),
      Json.write(template.roles().notifyRoleIds()),
      Json.write(template.roles().allowedPlayerRoleIds()),
      Json.write(template.roles().allowedHostRoleIds()),
      defaults.maxPlayers(),
      defaults.expectedDurationMinutes(),
      json(defaults.reminderMinutes()),
      defaults.where(),
      defaults.signupInstructions(),
      json(defaults.allowedSignupMethods()),
      method == null ? null : method.name(),
      template.id()
    };
  }

  static void delete(Connection connection, UUID id) throws SQLException {
    Sql.update(connection, "delete from game_templates where id = ?", id);
  }

  /** Makes one the only default of its guild. */
  static void setDefault(Connection connection, Template template) throws SQLException {
    Sql.update(
        connection,
        "update game_templates set is_default = (id = ?), updated_at = now() where guild_id = ?",
        template.id(),
        template.place().guildId());
  }

  /** Gives those of a guild the places in which they are named; how many it were. */
  static int reorder(Connection connection, UUID guild, List<UUID> templates) throws SQLException {
    return Sql.update(connection, REORDER, templates, guild);
  }

  private static @Nullable String json(@Nullable List<?> list) {
    return list == null ? null : Json.write(list);
  }

  private static Template template(ResultSet row) throws SQLException {
    String method = row.getString("default_signup_method");
    return new Template(
        Sql.id(row, "id"),
        new Game.Place(
            Sql.id(row, "guild_id"),
            row.getString("guild_discord_id"),
            Sql.id(row, "channel_id"),
            row.getString("channel_discord_id")),
        row.getString("name"),
        row.getInt("order"),
        row.getBoolean("is_default"),
        new Template.Roles(
            Json.read(row.getString("notify_role_ids"), TEXTS),
            Json.read(row.getString("allowed_player_role_ids"), TEXTS),
            Json.read(row.getString("allowed_host_role_ids"), TEXTS)),
        new Template.Defaults(
            Sql.number(row, "max_players"),
            Sql.number(row, "expected_duration_minutes"),
            list(row, "reminder_minutes", NUMBERS),
            row.getString("where"),
            row.getString("signup_instructions"),
            list(row, "allowed_signup_methods", METHODS),
            method == null ? null : Game.SignupMethod.valueOf(method)));
  }

  private static <T> @Nullable List<T> list(
      ResultSet row, String column, TypeReference<List<T>> type) throws SQLException {
    String json = row.getString(column);
    return json == null ? null : Json.read(json, type);
  }
}
