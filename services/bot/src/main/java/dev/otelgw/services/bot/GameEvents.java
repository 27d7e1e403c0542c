package dev.otelgw.services.bot;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.games.Events;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import dev.otelgw.services.messaging.Consumer;
import dev.otelgw.services.messaging.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the bot does about events. What cannot be done is thrown, so that the message comes again
 * later. Thread-safe.
 */
final class GameEvents implements Consumer.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(GameEvents.class);

  private static final String REMINDER = "reminder";
  private static final String JOIN_NOTIFICATION = "join_notification";

  /** By which times differ that were the same before they lay in the database. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  private final Database database;
  private final Cards cards;
  private final DirectMessages directMessages;
  private final InstantSource clock;

  GameEvents(Database database, Cards cards, DirectMessages directMessages, InstantSource clock) {
    this.database = database;
    this.cards = cards;
    this.directMessages = directMessages;
    this.clock = clock;
  }

  @Override
  public void handle(Message message) throws InterruptedException {
    switch (message.event().eventType()) {
      case Events.CREATED -> cards.post(message.event().as(Events.Created.class).gameId());
      case Events.UPDATED, Events.CANCELLED ->
          cards.refresh(message.event().as(Events.Updated.class).gameId());
      case Events.PLAYER_REMOVED ->
          removed(message.id(), message.event().as(Events.PlayerRemoved.class));
      case Events.NOTIFICATION_DUE ->
          notificationDue(message.id(), message.event().as(Events.NotificationDue.class));
      case Events.STATUS_TRANSITION_DUE ->
          transition(message.event().as(Events.StatusTransitionDue.class));
      case Events.SEND_DM -> {
        Events.SendDm dm = message.event().as(Events.SendDm.class);
        directMessages.send(message.id(), Map.of(dm.userId(), dm.message()));
      }
      default -> LOG.debug("nothing to do about {}", message.event().eventType());
    }
  }

  private void removed(UUID message, Events.PlayerRemoved event) throws InterruptedException {
    String user = event.discordId();
    if (user != null) {
      String text = Texts.removed(event.gameTitle(), event.gameScheduledAt());
      directMessages.send(message, Map.of(user, text));
    }
    cards.refresh(event.gameId());
  }

  private void notificationDue(UUID message, Events.NotificationDue event) {
    Map<String, String> texts =
        database.transaction(connection -> {
          Optional<Game> game = GameStore.find(connection, event.gameId());
          return game.isEmpty() ? Map.of() : texts(connection, game.get(), event);
        });
    directMessages.send(message, texts);
    LOG.info("{} of game {} to {} users", event.notificationType(), event.gameId(), texts.size());
  }

  /** Whom to tell what; nobody once the game has begun, or does not take place. */
  private Map<String, String> texts(Connection connection, Game game, Events.NotificationDue event)
      throws SQLException {
    Instant start = game.plan().scheduledAt();
    if (game.status() != GameStatus.SCHEDULED || !start.isAfter(clock.instant())) {
      return Map.of();
    }
    Roster roster = GameStore.roster(connection, game);
    return switch (event.notificationType()) {
      case REMINDER -> reminders(game, roster);
      case JOIN_NOTIFICATION -> joined(game, roster, event);
      default ->
          throw new IllegalArgumentException(
              "notification of an unknown type: " + event.notificationType());
    };
  }

  /** Who plays is told as a player, also when he is the host. */
  static Map<String, String> reminders(Game game, Roster roster) {
    Map<String, String> texts = new LinkedHashMap<>();
    add(texts, roster.confirmed(), Texts.reminder(game, Texts.Reader.PLAYER));
    add(texts, roster.waitlist(), Texts.reminder(game, Texts.Reader.WAITING));
    texts.putIfAbsent(game.hostDiscordId(), Texts.reminder(game, Texts.Reader.HOST));
    return texts;
  }

  private static void add(Map<String, String> texts, List<Participant> readers, String text) {
    for (Participant reader : readers) {
      String user = reader.discordId();
      if (user != null) {
        texts.put(user, text);
      }
    }
  }

  private static Map<String, String> joined(
      Game game, Roster roster, Events.NotificationDue event) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<Participant> who =
        roster.confirmed().stream().filter(one -> one.id().equals(event.participantId())).toList();
    add(texts, who, Texts.joined(game));
    return texts;
  }

  /** The daemon may have written the status already; then only the card is to be changed. */
  private void transition(Events.StatusTransitionDue event) throws InterruptedException {
    boolean done =
        database.transaction(connection -> {
          Optional<Game> game = GameStore.lock(connection, event.gameId());
          if (game.isEmpty() || !due(game.get(), event)) {
            return false;
          }
          GameStore.setStatus(connection, event.gameId(), event.targetStatus());
          return true;
        });
    if (done) {
      LOG.info("game {} is {}", event.gameId(), event.targetStatus());
    }
    cards.refresh(event.gameId());
  }

  /** Not where it was put off since, is called off, or was done before. */
  static boolean due(Game game, Events.StatusTransitionDue event) {
    Instant planned =
        event.targetStatus() == GameStatus.COMPLETED
            ? game.plan().endsAt()
            : game.plan().scheduledAt();
    return game.status().mayBecome(event.targetStatus())
        && !planned.isAfter(event.transitionTime().plus(ROUNDING));
  }
}
