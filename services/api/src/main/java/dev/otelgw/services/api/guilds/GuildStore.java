package dev.otelgw.services.api.guilds;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.database.Sql;
import dev.otelgw.services.json.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Guilds and channels in their tables, each method within a transaction of its caller. */
public final class GuildStore {

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private static final String GUILD =
      "select id, guild_id, bot_manager_role_ids, require_host_role from guild_configurations";

  private static final String CHANNEL =
      """
      select channel.id, guild.guild_id, channel.channel_id, channel.is_active
      from channel_configurations channel
      join guild_configurations guild on guild.id = channel.guild_id
      """;

  private static final String INSERT_GUILDS =
      """
      insert into guild_configurations (id, guild_id)
      select gen_random_uuid(), one.guild_id from unnest(cast(? as text[])) as one(guild_id)
      on conflict (guild_id) do nothing
      returning guild_id
      """;

  private static final String INSERT_CHANNELS =
      """
      insert into channel_configurations (id, guild_id, channel_id)
      select gen_random_uuid(), guild.id, one.channel_id
      from unnest(cast(? as text[]), cast(? as text[])) as one(guild_id, channel_id)
      join guild_configurations guild on guild.guild_id = one.guild_id
      on conflict (channel_id) do nothing
      returning channel_id
      """;

  private GuildStore() {}

  /** One guild, by its Discord id. */
  public static Optional<GuildConfig> find(Connection connection, String guildId)
      throws SQLException {
    return Sql.first(connection, GUILD + " where guild_id = ?", GuildStore::guild, guildId);
  }

  /** The same, which nobody else changes until the transaction ends. */
  public static Optional<GuildConfig> lock(Connection connection, String guildId)
      throws SQLException {
    return Sql.first(
        connection, GUILD + " where guild_id = ? for update", GuildStore::guild, guildId);
  }

  /** Those of the guilds that take part, by their Discord ids. */
  public static Map<String, GuildConfig> find(Connection connection, List<String> guildIds)
      throws SQLException {
    Map<String, GuildConfig> found = new HashMap<>();
    for (GuildConfig guild :
        Sql.all(connection, GUILD + " where guild_id = any(?)", GuildStore::guild, guildIds)) {
      found.put(guild.guildId(), guild);
    }
    return found;
  }

  /** Writes a new guild; false where it is there already. */
  static boolean insert(Connection connection, GuildConfig guild) throws SQLException {
    return Sql.update(
            connection,
            "insert into guild_configurations (id, guild_id, bot_manager_role_ids,"
                + " require_host_role) values (?, ?, cast(? as jsonb), ?)"
                + " on conflict (guild_id) do nothing",
            guild.id(),
            guild.guildId(),
            Json.write(guild.botManagerRoleIds()),
            guild.requireHostRole())
        == 1;
  }

  static void update(Connection connection, GuildConfig guild) throws SQLException {
    Sql.update(
        connection,
        "update guild_configurations set bot_manager_role_ids = cast(? as jsonb),"
            + " require_host_role = ?, updated_at = now() where id = ?",
        Json.write(guild.botManagerRoleIds()),
        guild.requireHostRole(),
        guild.id());
  }

  /** Channels, by their Discord ids. */
  static List<ChannelConfig> channels(Connection connection, List<String> channelIds)
      throws SQLException {
    return Sql.all(
        connection,
        CHANNEL + " where channel.channel_id = any(?)",
        GuildStore::channel,
        channelIds);
  }

  /** The channels of a guild, by the guild's Discord id. */
  static List<ChannelConfig> channels(Connection connection, String guildId) throws SQLException {
    return Sql.all(connection, CHANNEL + " where guild.guild_id = ?", GuildStore::channel, guildId);
  }

  /** One channel, by its Discord id. */
  public static Optional<ChannelConfig> channel(Connection connection, String channelId)
      throws SQLException {
    return Sql.first(
        connection, CHANNEL + " where channel.channel_id = ?", GuildStore::channel, channelId);
  }

  /** Writes those guilds that are not there yet; which. */
  static List<String> insertGuilds(Connection connection, List<String> guildIds)
      throws SQLException {
    return Sql.all(connection, INSERT_GUILDS, row -> row.getString(1), guildIds);
  }

  /**
   * Writes those channels that are not there yet; which.
   *
   * @param guildIds for each channel that of its guild, which must be there
   */
  static List<String> insertChannels(
      Connection connection, List<String> guildIds, List<String> channelIds) throws SQLException {
    return Sql.all(connection, INSERT_CHANNELS, row -> row.getString(1), guildIds, channelIds);
  }

  static void setActive(Connection connection, UUID channel, boolean active) throws SQLException {
    Sql.update(
        connection,
        "update channel_configurations set is_active = ?, updated_at = now() where id = ?",
        active,
        channel);
  }

  private static GuildConfig guild(ResultSet row) throws SQLException {
    return new GuildConfig(
        Sql.id(row, "id"),
        row.getString("guild_id"),
        Json.read(row.getString("bot_manager_role_ids"), TEXTS),
        row.getBoolean("require_host_role"));
  }

  private static ChannelConfig channel(ResultSet row) throws SQLException {
    return new ChannelConfig(
        Sql.id(row, "id"),
        row.getString("guild_id"),
        row.getString("channel_id"),
        row.getBoolean("is_active"));
  }
}
