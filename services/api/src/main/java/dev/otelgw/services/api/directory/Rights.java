package dev.otelgw.services.api.directory;

import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.discord.UserGuild;
import java.util.List;

/** What a caller may do in a guild. Thread-safe. */
public final class Rights {

  private final Directory directory;

  /** Those that follow from a directory. */
  public Rights(Directory directory) {
    this.directory = directory;
  }

  /** Throws where the caller may not change the guild's settings (MANAGE_GUILD). */
  public static void requireManageGuild(UserGuild guild) {
    if (!guild.managed()) {
      throw Problem.forbidden("this needs the permission MANAGE_GUILD");
    }
  }

  /**
   * Whether the caller manages games: by MANAGE_GUILD, or by a role that the guild named for it.
   */
  public boolean manages(Caller caller, UserGuild guild, List<String> botManagerRoleIds) {
    return guild.managed()
        || (!botManagerRoleIds.isEmpty() && hasOneOf(caller, guild.id(), botManagerRoleIds));
  }

  /** Throws where the caller does not manage games. */
  public void requireManager(Caller caller, UserGuild guild, List<String> botManagerRoleIds) {
    if (!manages(caller, guild, botManagerRoleIds)) {
      throw Problem.forbidden("this needs a bot manager's role or the permission MANAGE_GUILD");
    }
  }

  /**
   * Whether the caller may lead a game of a template.
   *
   * @param hostRoleIds that the template names; empty: anyone may
   * @param required whether none may where the template names none
   */
  public boolean mayHost(
      Caller caller,
      UserGuild guild,
      List<String> botManagerRoleIds,
      List<String> hostRoleIds,
      boolean required) {
    return (hostRoleIds.isEmpty() && !required)
        || hasOneOf(caller, guild.id(), hostRoleIds)
        || manages(caller, guild, botManagerRoleIds);
  }

  /** Whether the caller has one of these roles. */
  public boolean hasOneOf(Caller caller, String guildId, List<String> roleIds) {
    // Everyone has the role with the guild's own id, of which Discord does not tell.
    return roleIds.contains(guildId)
        || (!roleIds.isEmpty()
            && directory.roleIds(guildId, caller.discordId()).stream().anyMatch(roleIds::contains));
  }
}
