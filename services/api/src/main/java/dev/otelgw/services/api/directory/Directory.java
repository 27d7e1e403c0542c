package dev.otelgw.services.api.directory;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.discord.Channel;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordLogin;
import dev.otelgw.services.discord.DiscordPort;
import dev.otelgw.services.discord.Member;
import dev.otelgw.services.discord.Role;
import dev.otelgw.services.discord.UserGuild;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Discord's guilds, channels, roles and members, asked for once in five minutes. Thread-safe;
 * throws {@link DiscordException}.
 */
public final class Directory {

  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration KEEP_NOTHING = Duration.ofMinutes(1);
  private static final int MOST_MATCHES = 10;

  private static final TypeReference<List<UserGuild>> GUILDS = new TypeReference<>() {};
  private static final TypeReference<List<Channel>> CHANNELS = new TypeReference<>() {};
  private static final TypeReference<List<Role>> ROLES = new TypeReference<>() {};
  private static final TypeReference<List<Member>> MEMBERS = new TypeReference<>() {};

  private final DiscordPort discord;
  private final DiscordLogin login;
  private final Sessions sessions;
  private final Cache cache;

  /** One with these means. */
  public Directory(DiscordPort discord, DiscordLogin login, Sessions sessions, Cache cache) {
    this.discord = discord;
    this.login = login;
    this.sessions = sessions;
    this.cache = cache;
  }

  /** The guilds of the caller. */
  public List<UserGuild> guilds(Caller caller) {
    return cache.get(
        "user_guilds:" + caller.discordId(),
        GUILDS,
        KEEP,
        () -> {
          try {
            return login.currentUserGuilds(sessions.accessToken(caller));
          } catch (DiscordException.Unauthorized _) {
            throw Problem.of(
                401, "the login at Discord has run out; POST /api/v1/auth/refresh renews it");
          }
        });
  }

  /** The guild as the caller sees it; who is no member does not learn whether it is there. */
  public UserGuild guild(Caller caller, String guildId, String what) {
    return guilds(caller).stream()
        .filter(guild -> guild.id().equals(guildId))
        .findFirst()
        .orElseThrow(() -> Problem.notFound(what));
  }

  /** A member of a guild; empty for who is none. */
  public Optional<Member> member(String guildId, String userId) {
    // A list with one entry or none, as nothing cannot be told from not kept.
    return cache
        .get(
            "user_roles:%s:%s".formatted(guildId, userId),
            MEMBERS,
            found -> found.isEmpty() ? KEEP_NOTHING : KEEP,
            () -> {
              try {
                return List.of(discord.guildMember(guildId, userId));
              } catch (DiscordException.NotFound _) {
                return List.of();
              }
            })
        .stream()
        .findFirst();
  }

  /** The ids of the roles of a user; none for who is no member. */
  public List<String> roleIds(String guildId, String userId) {
    return member(guildId, userId).map(Member::roleIds).orElse(List.of());
  }

  /** Members whose name begins with a text. */
  public List<Member> search(String guildId, String text) {
    return discord.searchMembers(guildId, text, MOST_MATCHES);
  }

  /** The channels of a guild in which a card can be posted. */
  public List<Channel> channels(String guildId) {
    return cache.get(
        "discord:channel:" + guildId,
        CHANNELS,
        KEEP,
        () -> discord.guildChannels(guildId).stream().filter(Channel::takesMessages).toList());
  }

  /** The same, without what is kept; empty where the bot is not in the guild. */
  public Optional<List<Channel>> freshChannels(String guildId) {
    cache.forget("discord:channel:" + guildId);
    try {
      return Optional.of(channels(guildId));
    } catch (DiscordException.NotFound | DiscordException.Forbidden _) {
      return Optional.empty();
    }
  }

  /** The roles of a guild, the highest first; without those that belong to programs. */
  public List<Role> roles(String guildId) {
    return cache.get(
        "discord:guild_roles:" + guildId,
        ROLES,
        KEEP,
        () ->
            discord.guildRoles(guildId).stream()
                .filter(role -> !role.managed())
                .sorted(Comparator.comparingInt(Role::position).reversed())
                .toList());
  }
}
