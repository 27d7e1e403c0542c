package dev.otelgw.services.bot;

import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordPort;
import dev.otelgw.services.discord.Message;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cards of games at Discord: posted once, then edited to what the database says. Thread-safe.
 */
final class Cards {

  private static final Logger LOG = LoggerFactory.getLogger(Cards.class);
  private static final int LOCKS = 64;

  private final Database database;
  private final DiscordPort discord;
  private final Turns turns;

  /** One edit of a card at a time, or an older state could overtake a newer one on its way. */
  private final ReentrantLock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(ReentrantLock[]::new);

  Cards(Database database, DiscordPort discord, Cache cache) {
    this.database = database;
    this.discord = discord;
    this.turns = new Turns(game -> cache.first("message_update:" + game, Turns.PAUSE), Turns.PAUSE);
  }

  /** A game and how it looks now. */
  private record View(Game game, MessageBody body) {}

  /** Posts the card of a game that has none, and writes down which message it is. */
  void post(UUID id) {
    locked(
        id,
        () -> {
          Optional<View> found = database.transaction(connection -> view(connection, id));
          if (found.isEmpty()) {
            LOG.warn("game {} is gone, its card is not posted", id);
          } else if (found.get().game().messageId() == null) {
            post(found.get());
          }
        });
  }

  private void post(View view) {
    Game game = view.game();
    String channel = game.place().channelDiscordId();
    Message message =
        discord.createMessage(channel, view.body(), Nonce.of("card", game.id().toString()));
    Optional<View> now =
        database.transaction(connection -> {
          GameStore.setMessageId(connection, game.id(), message.id());
          return view(connection, game.id());
        });
    LOG.info("game {} announced in channel {} as message {}", game.id(), channel, message.id());
    // What changed meanwhile found no message to edit.
    now.filter(view2 -> !view2.body().equals(view.body())).ifPresent(this::edit);
  }

  /** Brings the card up to date, at the game's turn. */
  void refresh(UUID id) throws InterruptedException {
    turns.take(
        id,
        () ->
            locked(
                id,
                () ->
                    database
                        .transaction(connection -> view(connection, id))
                        .ifPresent(this::edit)));
  }

  private void edit(View view) {
    Game game = view.game();
    String message = game.messageId();
    if (message == null) {
      // Whoever posts it looks again afterwards.
      return;
    }
    try {
      discord.editMessage(game.place().channelDiscordId(), message, view.body());
    } catch (DiscordException.NotFound e) {
      LOG.warn("the card of game {} was deleted at Discord, it stays so", game.id());
    }
  }

  private static Optional<View> view(Connection connection, UUID id) throws SQLException {
    Optional<Game> game = GameStore.find(connection, id);
    if (game.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new View(game.get(), Card.of(game.get(), GameStore.roster(connection, game.get()))));
  }

  private void locked(UUID id, Runnable work) {
    ReentrantLock lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
