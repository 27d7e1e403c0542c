package dev.otelgw.services.api.games;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.guilds.GuildConfig;
import dev.otelgw.services.api.guilds.GuildStore;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStore;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;

/** Which games a caller may see, and which of them change. Thread-safe. */
final class GameAccess {

  private final Directory directory;
  private final Rights rights;
  private final Database database;

  GameAccess(Directory directory, Rights rights, Database database) {
    this.directory = directory;
    this.rights = rights;
    this.database = database;
  }

  /**
   * A game that the caller may see.
   *
   * @param game as it was a moment ago
   * @param guild as the caller sees it
   */
  record Seen(Game game, UserGuild guild) {}

  /** The game that the path names, for members of its guild: to others it is not there. */
  Seen see(Context request, Caller caller) {
    UUID id = Requests.id(request, "game_id", "game");
    Game game =
        database
            .transaction(connection -> GameStore.find(connection, id))
            .orElseThrow(() -> Problem.notFound("game"));
    return new Seen(game, directory.guild(caller, game.place().guildDiscordId(), "game"));
  }

  /** The same for those who may change it: its host, and who manages games in the guild. */
  Seen manage(Context request, Caller caller) {
    Seen seen = see(request, caller);
    boolean host = seen.game().hostDiscordId().equals(caller.discordId());
    if (!host && !rights.manages(caller, seen.guild(), managerRoles(seen.guild().id()))) {
      throw Problem.forbidden("only the host and those who manage games may change this game");
    }
    return seen;
  }

  private List<String> managerRoles(String guildId) {
    return database
        .transaction(connection -> GuildStore.find(connection, guildId))
        .map(GuildConfig::botManagerRoleIds)
        .orElse(List.of());
  }

  /** The same for those who may play. */
  Seen play(Context request, Caller caller) {
    Seen seen = see(request, caller);
    if (!seen.game().allowedPlayerRoleIds().isEmpty()
        && !rights.hasOneOf(caller, seen.guild().id(), seen.game().allowedPlayerRoleIds())) {
      throw Problem.forbidden("this game is for members with a certain role");
    }
    return seen;
  }
}
