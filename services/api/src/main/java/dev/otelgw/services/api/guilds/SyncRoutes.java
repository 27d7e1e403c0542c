package dev.otelgw.services.api.guilds;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Mentions;
import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.Channel;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Signups;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Taking over what Discord has: guilds and channels that are new, and who is meant by a name. */
public final class SyncRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(SyncRoutes.class);
  private static final int MOST_MENTION = 100;

  private final Sessions sessions;
  private final Directory directory;
  private final Mentions mentions;
  private final Database database;

  /** What a guild gets that is new. */
  @FunctionalInterface
  public interface NewGuild {

    /** Called in the transaction in which the guild is written; it has at least one channel. */
    void welcome(Connection connection, GuildConfig guild, ChannelConfig channel)
        throws SQLException;
  }

  private final NewGuild newGuild;

  /** Those with these means. */
  public SyncRoutes(
      Sessions sessions,
      Directory directory,
      Mentions mentions,
      Database database,
      NewGuild newGuild) {
    this.sessions = sessions;
    this.directory = directory;
    this.mentions = mentions;
    this.database = database;
    this.newGuild = newGuild;
  }

  /** How much was new. */
  record Synced(int newGuilds, int newChannels) {}

  /** What Discord has of a guild. */
  private record Found(String guildId, List<String> channelIds) {}

  /** Adds them. */
  public void add(RoutesConfig routes) {
    routes.post("/api/v1/guilds/sync", sessions.requiring(this::sync));
    routes.post("/api/v1/guilds/{guild_id}/validate-mention", sessions.requiring(this::validate));
  }

  /** Writes down the guilds that the caller manages and the bot is in, with their channels. */
  private void sync(Context request, Caller caller) {
    List<Found> all = new ArrayList<>();
    for (UserGuild guild : directory.guilds(caller)) {
      if (guild.managed()) {
        Optional<List<Channel>> channels = directory.freshChannels(guild.id());
        channels.ifPresent(
            found -> all.add(new Found(guild.id(), found.stream().map(Channel::id).toList())));
      }
    }
    Synced synced = database.transaction(connection -> write(connection, all));
    LOG.info(
        "{} new guilds and {} new channels by user {}",
        synced.newGuilds(),
        synced.newChannels(),
        caller.discordId());
    Answers.json(request, synced);
  }

  private Synced write(Connection connection, List<Found> all) throws SQLException {
    List<String> guilds = new ArrayList<>();
    List<String> guildsOfChannels = new ArrayList<>();
    List<String> channels = new ArrayList<>();
    Map<String, String> firstChannels = new HashMap<>();
    for (Found found : all) {
      guilds.add(found.guildId());
      for (String channel : found.channelIds()) {
        guildsOfChannels.add(found.guildId());
        channels.add(channel);
        firstChannels.putIfAbsent(found.guildId(), channel);
      }
    }
    List<String> newGuilds = GuildStore.insertGuilds(connection, guilds);
    List<String> newChannels = GuildStore.insertChannels(connection, guildsOfChannels, channels);
    if (!newGuilds.isEmpty()) {
      firstChannels.keySet().retainAll(newGuilds);
      Map<String, GuildConfig> configs = GuildStore.find(connection, newGuilds);
      for (ChannelConfig channel :
          GuildStore.channels(connection, List.copyOf(firstChannels.values()))) {
        GuildConfig guild = configs.get(channel.guildId());
        if (guild != null) {
          newGuild.welcome(connection, guild, channel);
        }
      }
    }
    return new Synced(newGuilds.size(), newChannels.size());
  }

  private void validate(Context request, Caller caller) {
    UserGuild guild =
        directory.guild(caller, Requests.discordId(request, "guild_id", "guild"), "guild");
    Fields fields = Requests.body(request).require("mention");
    String mention = fields.text("mention", 1, MOST_MENTION);
    fields.done();
    Mentions.Meaning meaning = mentions.meaning(guild.id(), String.valueOf(mention).strip());
    Map<String, Object> answer = new LinkedHashMap<>();
    Signups.Guest guest = meaning.guest();
    Mentions.Invalid invalid = meaning.invalid();
    answer.put("valid", guest != null);
    if (guest != null) {
      answer.put("participant", guest);
    }
    if (invalid != null) {
      answer.put("reason", invalid.reason());
      answer.put("suggestions", invalid.suggestions());
    }
    Answers.json(request, answer);
  }
}
