package dev.otelgw.services.api.guilds;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.Channel;
import dev.otelgw.services.discord.UserGuild;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Channels in which games can be announced. They go by their Discord id. */
public final class ChannelRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(ChannelRoutes.class);

  private final Sessions sessions;
  private final Directory directory;
  private final Database database;

  /** Those with these means. */
  public ChannelRoutes(Sessions sessions, Directory directory, Database database) {
    this.sessions = sessions;
    this.directory = directory;
    this.database = database;
  }

  /**
   * A channel of a guild.
   *
   * @param id ours; null where it takes no part
   * @param isActive whether games can be announced there
   */
  record ChannelView(@Nullable UUID id, String channelId, String name, boolean isActive) {

    static ChannelView of(Channel channel, @Nullable ChannelConfig config) {
      return config == null
          ? new ChannelView(null, channel.id(), channel.name(), false)
          : new ChannelView(config.id(), channel.id(), channel.name(), config.isActive());
    }
  }

  /** Adds them. */
  public void add(RoutesConfig routes) {
    routes.get("/api/v1/guilds/{guild_id}/channels", sessions.requiring(this::list));
    routes.post("/api/v1/channels", sessions.requiring(this::create));
    routes.get("/api/v1/channels/{channel_id}", sessions.requiring(this::get));
    routes.put("/api/v1/channels/{channel_id}", sessions.requiring(this::update));
  }

  private void list(Context request, Caller caller) {
    UserGuild guild =
        directory.guild(caller, Requests.discordId(request, "guild_id", "guild"), "guild");
    Map<String, ChannelConfig> configs = new HashMap<>();
    database
        .transaction(connection -> {
          known(connection, guild.id());
          return GuildStore.channels(connection, guild.id());
        })
        .forEach(config -> configs.put(config.channelId(), config));
    List<ChannelView> views =
        directory.channels(guild.id()).stream()
            .map(channel -> ChannelView.of(channel, configs.get(channel.id())))
            .toList();
    Answers.json(request, Map.of("channels", views));
  }

  private void get(Context request, Caller caller) {
    ChannelConfig channel = find(Requests.discordId(request, "channel_id", "channel"));
    directory.guild(caller, channel.guildId(), "channel");
    Answers.json(request, channel);
  }

  private void create(Context request, Caller caller) {
    Fields fields = Requests.body(request).require("guild_id", "channel_id").notNull("is_active");
    String guildId = fields.discordId("guild_id");
    String channelId = fields.discordId("channel_id");
    Boolean active = fields.flag("is_active");
    fields.done();
    if (guildId == null || channelId == null) {
      throw new IllegalStateException("done() let a missing field pass");
    }
    UserGuild guild = directory.guild(caller, guildId, "guild");
    Rights.requireManageGuild(guild);
    if (directory.channels(guildId).stream().noneMatch(one -> one.id().equals(channelId))) {
      throw Problem.invalid("channel_id: the guild has no such channel that takes messages");
    }
    ChannelConfig created =
        database.transaction(connection -> {
          known(connection, guildId);
          if (GuildStore.insertChannels(connection, List.of(guildId), List.of(channelId))
              .isEmpty()) {
            throw Problem.conflict("the channel is configured already; change that with PUT");
          }
          ChannelConfig channel = GuildStore.channel(connection, channelId).orElseThrow();
          return set(connection, channel, active);
        });
    LOG.info(
        "channel {} of guild {} configured by user {}", channelId, guildId, caller.discordId());
    Answers.created(request, created);
  }

  private void update(Context request, Caller caller) {
    ChannelConfig channel = find(Requests.discordId(request, "channel_id", "channel"));
    UserGuild guild = directory.guild(caller, channel.guildId(), "channel");
    Rights.requireManageGuild(guild);
    Fields fields = Requests.body(request).notNull("is_active");
    Boolean active = fields.flag("is_active");
    fields.done();
    ChannelConfig changed = database.transaction(connection -> set(connection, channel, active));
    LOG.info(
        "channel {} of guild {} changed by user {}",
        channel.channelId(),
        guild.id(),
        caller.discordId());
    Answers.json(request, changed);
  }

  private static ChannelConfig set(
      Connection connection, ChannelConfig channel, @Nullable Boolean active) throws SQLException {
    if (active == null || active == channel.isActive()) {
      return channel;
    }
    GuildStore.setActive(connection, channel.id(), active);
    return new ChannelConfig(channel.id(), channel.guildId(), channel.channelId(), active);
  }

  private static void known(Connection connection, String guildId) throws SQLException {
    if (GuildStore.find(connection, guildId).isEmpty()) {
      throw Problem.notFound("guild");
    }
  }

  private ChannelConfig find(String channelId) {
    return database
        .transaction(connection -> GuildStore.channel(connection, channelId))
        .orElseThrow(() -> Problem.notFound("channel"));
  }
}
