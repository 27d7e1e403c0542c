package dev.otelgw.services.bot;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.games.Events;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import dev.otelgw.services.games.Signups;
import dev.otelgw.services.messaging.Outbox;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.metrics.LongCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The buttons under a card: join and leave. Who is in already, or is not in, hears nothing; who
 * gets a place because another one left is told so. Thread-safe.
 */
final class GameButtons implements InteractionWork.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(GameButtons.class);
  private static final String GONE = "This game is gone.";

  private final Database database;
  private final Outbox outbox;
  private final LongCounter joined =
      Traces.meter()
          .counterBuilder("game.joined")
          .setUnit("{participant}")
          .setDescription("Users who joined a game")
          .build();

  GameButtons(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** What came of it: whether something changed, and what is said. */
  private record Result(boolean changed, Optional<String> text) {

    static Result said(String text) {
      return new Result(false, Optional.of(text));
    }
  }

  @Override
  public void handle(Interaction interaction, Answers answers) {
    UUID game = Card.gameOf(interaction.name());
    if (game == null) {
      LOG.warn("a button that is none of ours: {}", interaction.name());
      return;
    }
    boolean join = interaction.name().startsWith(Card.JOIN);
    Result result =
        database.transaction(connection ->
            join ? join(connection, game, interaction) : leave(connection, game, interaction));
    if (result.changed()) {
      LOG.info("user {} {} game {}", interaction.userId(), join ? "joined" : "left", game);
    }
    if (result.changed() && join) {
      joined.add(1);
    }
    result.text().ifPresent(text -> answers.say(interaction, text));
  }

  private Result join(Connection connection, UUID id, Interaction interaction) throws SQLException {
    Optional<Game> found = GameStore.find(connection, id);
    if (found.isEmpty()) {
      return Result.said(GONE);
    }
    Game game = found.get();
    if (!allowed(game, interaction)) {
      return Result.said(
          "To join you need one of these roles: "
              + game.allowedPlayerRoleIds().stream()
                  .map(role -> "<@&" + role + ">")
                  .collect(Collectors.joining(", ")));
    }
    Signups.Joined done = Signups.join(connection, id, interaction.userId(), true);
    boolean changed = done == Signups.Joined.CONFIRMED || done == Signups.Joined.WAITLISTED;
    if (changed) {
      outbox.add(connection, Events.updated(game, "participants"));
    }
    return new Result(changed, said(done, game.plan().title()));
  }

  private static Optional<String> said(Signups.Joined done, String title) {
    return switch (done) {
      case CONFIRMED -> Optional.of("You are in: **" + title + "**.");
      case WAITLISTED -> Optional.of("**" + title + "** is full: you are on the waitlist.");
      case ALREADY -> Optional.empty();
      case FULL -> Optional.of("**" + title + "** is full.");
      case CLOSED -> Optional.of("**" + title + "** takes nobody any more.");
      case BY_HOST_ONLY -> Optional.of("The host of **" + title + "** chooses the players.");
      case UNKNOWN -> Optional.of(GONE);
    };
  }

  private static boolean allowed(Game game, Interaction interaction) {
    return game.allowedPlayerRoleIds().isEmpty()
        || game.allowedPlayerRoleIds().contains(interaction.guildId())
        || interaction.roleIds().stream().anyMatch(game.allowedPlayerRoleIds()::contains);
  }

  private Result leave(Connection connection, UUID id, Interaction interaction)
      throws SQLException {
    Optional<Game> found = GameStore.lock(connection, id);
    if (found.isEmpty()) {
      return Result.said(GONE);
    }
    Game game = found.get();
    Roster before = GameStore.roster(connection, game);
    return switch (Signups.leave(connection, id, interaction.userId())) {
      case LEFT -> {
        outbox.add(connection, Events.updated(game, "participants"));
        promote(connection, game, before);
        yield new Result(true, Optional.of("You left **" + game.plan().title() + "**."));
      }
      case NOT_IN_IT -> new Result(false, Optional.empty());
      case COMPLETED -> Result.said("**" + game.plan().title() + "** is over.");
      case UNKNOWN -> Result.said(GONE);
    };
  }

  private void promote(Connection connection, Game game, Roster before) throws SQLException {
    if (game.status() != GameStatus.SCHEDULED) {
      return;
    }
    for (Participant promoted : before.promotedIn(GameStore.roster(connection, game))) {
      String user = promoted.discordId();
      if (user != null) {
        outbox.add(connection, Events.promoted(game, user));
      }
    }
  }
}
