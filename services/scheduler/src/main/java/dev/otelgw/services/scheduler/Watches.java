package dev.otelgw.services.scheduler;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.games.Events;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.GameStore;
import dev.otelgw.services.messaging.Event;
import dev.otelgw.services.messaging.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The two that there are. */
final class Watches {

  /** A reminder is of use until the game starts, and for a minute in any case. */
  private static final Duration LEAST_USE = Duration.ofMinutes(1);

  private Watches() {}

  /** A row of notification_schedule, besides what every schedule has. */
  record Notification(
      String type,
      @Nullable Integer reminderMinutes,
      @Nullable UUID participantId,
      Instant gameScheduledAt) {}

  static Watch<Notification> notifications(Outbox outbox) {
    return new Watch<>(
        "NotificationSchedule",
        "notification_schedule",
        "notification_type, reminder_minutes, participant_id, game_scheduled_at",
        row ->
            new Notification(
                row.getString("notification_type"),
                Sql.number(row, "reminder_minutes"),
                Sql.uuid(row, "participant_id"),
                Sql.time(row, "game_scheduled_at")),
        (connection, due) -> announce(connection, due, outbox));
  }

  private static boolean announce(Connection connection, Due<Notification> due, Outbox outbox)
      throws SQLException {
    Optional<Game> game = GameStore.find(connection, due.gameId());
    if (game.isEmpty() || game.get().status() != GameStatus.SCHEDULED) {
      return false;
    }
    Notification what = due.what();
    Instant soonest = Instant.now().plus(LEAST_USE);
    Instant expires = what.gameScheduledAt().isAfter(soonest) ? what.gameScheduledAt() : soonest;
    outbox.add(
        connection,
        Event.of(
            Events.NOTIFICATION_DUE,
            new Events.NotificationDue(
                due.gameId(), what.type(), what.reminderMinutes(), what.participantId())),
        expires);
    return true;
  }

  static Watch<GameStatus> transitions(Outbox outbox) {
    return new Watch<>(
        "GameStatusSchedule",
        "game_status_schedule",
        "target_status",
        row -> GameStatus.valueOf(row.getString("target_status")),
        (connection, due) -> transit(connection, due, outbox));
  }

  /** The change is made here and now; the event only makes it seen at Discord. */
  private static boolean transit(Connection connection, Due<GameStatus> due, Outbox outbox)
      throws SQLException {
    Optional<Game> game = GameStore.lock(connection, due.gameId());
    if (game.isEmpty() || !game.get().status().mayBecome(due.what())) {
      return false;
    }
    GameStore.setStatus(connection, due.gameId(), due.what());
    outbox.add(
        connection,
        Event.of(
            Events.STATUS_TRANSITION_DUE,
            new Events.StatusTransitionDue(due.gameId(), due.what(), due.dueAt())));
    return true;
  }
}
