package dev.otelgw.services.api.games;

import dev.otelgw.services.api.directory.Directory;
import dev.otelgw.services.api.directory.Mentions;
import dev.otelgw.services.api.directory.Names;
import dev.otelgw.services.api.directory.Rights;
import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Fields;
import dev.otelgw.services.api.http.Requests;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.games.Roster;
import dev.otelgw.services.messaging.Outbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/games} and the export of a game. */
public final class GameRoutes {

  private static final int MOST_LISTED = 100;
  private static final int USUALLY_LISTED = 50;

  private final Sessions sessions;
  private final Services services;
  private final GameAccess access;

  /** What they need of others. */
  public record Services(
      Database database,
      Outbox outbox,
      Directory directory,
      Names names,
      Mentions mentions,
      Rights rights) {}

  /** Those with these means. */
  public GameRoutes(Sessions sessions, Services services) {
    this.sessions = sessions;
    this.services = services;
    this.access = new GameAccess(services.directory(), services.rights(), services.database());
  }

  private record Page(List<Game> games, Map<UUID, Integer> participants, long total) {}

  /** Adds them. */
  public void add(RoutesConfig routes) {
    Counters counters = new Counters();
    routes.get("/api/v1/games", sessions.requiring(this::list));
    routes.get("/api/v1/games/{game_id}", sessions.requiring(this::get));
    routes.get("/api/v1/export/game/{game_id}", sessions.requiring(this::export));
    new PlanningRoutes(
            sessions,
            access,
            services.directory(),
            services.mentions(),
            services.rights(),
            services.database(),
            new Planning(services.database(), services.outbox(), counters))
        .add(routes);
    new SignupRoutes(sessions, access, services.database(), services.outbox(), counters)
        .add(routes);
  }

  private void list(Context request, Caller caller) {
    Fields query = Requests.query(request, List.of("limit", "offset"));
    String guildId = query.discordId("guild_id");
    String channelId = query.discordId("channel_id");
    GameStatus status = query.oneOf("status", GameStatus.class);
    Integer limit = query.number("limit", 1, MOST_LISTED);
    Integer offset = query.number("offset", 0, Integer.MAX_VALUE);
    query.done();
    GameStore.Filter filter =
        new GameStore.Filter(
            guildIds(caller, guildId),
            channelId,
            status,
            null,
            false,
            limit == null ? USUALLY_LISTED : limit,
            offset == null ? 0 : offset);
    Page page =
        services
            .database()
            .transaction(connection -> {
              List<Game> games = GameStore.list(connection, filter);
              return new Page(
                  games,
                  GameStore.participantCounts(connection, games.stream().map(Game::id).toList()),
                  GameStore.count(connection, filter));
            });
    List<GameView> views =
        page.games().stream()
            .map(
                game -> GameView.of(game, Map.of(), page.participants().getOrDefault(game.id(), 0)))
            .toList();
    Answers.json(request, Map.of("games", views, "total", page.total()));
  }

  private List<String> guildIds(Caller caller, @Nullable String guildId) {
    return guildId == null
        ? services.directory().guilds(caller).stream().map(UserGuild::id).toList()
        : List.of(services.directory().guild(caller, guildId, "guild").id());
  }

  private void get(Context request, Caller caller) {
    Game game = access.see(request, caller).game();
    Roster roster =
        services.database().transaction(connection -> GameStore.roster(connection, game));
    List<String> people = new ArrayList<>(List.of(game.hostDiscordId()));
    roster
        .all()
        .forEach(one -> {
          if (one.discordId() != null) {
            people.add(one.discordId());
          }
        });
    Map<String, String> names = services.names().of(game.place().guildDiscordId(), people);
    Answers.json(request, GameView.of(game, roster, names));
  }

  private void export(Context request, Caller caller) {
    Game game = access.see(request, caller).game();
    request
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"game-" + game.id() + ".ics\"")
        .contentType("text/calendar; charset=utf-8")
        .result(Calendar.of(game, Instant.now()));
  }
}
