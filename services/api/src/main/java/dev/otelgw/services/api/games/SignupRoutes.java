package dev.otelgw.services.api.games;

import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.games.Events;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.games.Signups;
import dev.otelgw.services.messaging.Outbox;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joining a game and leaving it. */
final class SignupRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(SignupRoutes.class);

  private final Sessions sessions;
  private final GameAccess access;
  private final Database database;
  private final Outbox outbox;
  private final Counters counters;

  SignupRoutes(
      Sessions sessions, GameAccess access, Database database, Outbox outbox, Counters counters) {
    this.sessions = sessions;
    this.access = access;
    this.database = database;
    this.outbox = outbox;
    this.counters = counters;
  }

  void add(RoutesConfig routes) {
    routes.post("/api/v1/games/{game_id}/join", sessions.requiring(this::join));
    routes.post("/api/v1/games/{game_id}/leave", sessions.requiring(this::leave));
  }

  private void join(Context request, Caller caller) {
    UUID id = access.play(request, caller).game().id();
    Signups.Joined joined =
        database.transaction(connection -> {
          Game game = GameStore.lock(connection, id).orElseThrow(() -> Problem.notFound("game"));
          Signups.Joined result = Signups.join(connection, game, caller.discordId(), false);
          if (result == Signups.Joined.CONFIRMED || result == Signups.Joined.WAITLISTED) {
            outbox.add(connection, Events.updated(game, "participants"));
          }
          return result;
        });
    switch (joined) {
      case CONFIRMED, WAITLISTED -> {
        counters.joined.add(1);
        LOG.info("user {} joined game {}", caller.discordId(), id);
        Answers.json(
            request, Map.of("game_id", id, "discord_id", caller.discordId(), "result", joined));
      }
      case FULL -> throw Problem.refused("the game is full");
      case ALREADY -> throw Problem.refused("you are in this game already");
      case CLOSED -> throw Problem.refused("the game takes no more players");
      case BY_HOST_ONLY -> throw Problem.refused("the host chooses the players of this game");
      case UNKNOWN -> throw Problem.notFound("game");
    }
  }

  private void leave(Context request, Caller caller) {
    UUID id = access.see(request, caller).game().id();
    Signups.Left left =
        database.transaction(connection -> {
          Game game = GameStore.lock(connection, id).orElseThrow(() -> Problem.notFound("game"));
          Signups.Left result = Signups.leave(connection, game, caller.discordId());
          if (result == Signups.Left.LEFT) {
            outbox.add(connection, Events.updated(game, "participants"));
          }
          return result;
        });
    switch (left) {
      case LEFT -> {
        LOG.info("user {} left game {}", caller.discordId(), id);
        Answers.nothing(request);
      }
      case NOT_IN_IT -> throw Problem.refused("you are not in this game");
      case COMPLETED -> throw Problem.refused("the game is over");
      case UNKNOWN -> throw Problem.notFound("game");
    }
  }
}
