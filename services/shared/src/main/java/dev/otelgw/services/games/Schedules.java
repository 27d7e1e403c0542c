package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * What is to be done for a game at some time, for the daemons. Each row keeps where in which trace
 * it was written, so that what is done later can be followed back.
 */
public final class Schedules {

  private static final Duration JOIN_NOTIFICATION_DELAY = Duration.ofSeconds(60);

  private static final String REMINDER =
      """
      insert into notification_schedule (id, game_id, participant_id, notification_type,
        reminder_minutes, game_scheduled_at, due_at, traceparent, tracestate)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String STATUS =
      """
      insert into game_status_schedule (id, game_id, target_status, due_at, traceparent, tracestate)
      values (?, ?, ?, ?, ?, ?)
      on conflict (game_id, target_status) do update set due_at = excluded.due_at,
        available_at = now(), done_at = null, dead_at = null, attempts = 0, last_error = null,
        traceparent = excluded.traceparent, tracestate = excluded.tracestate
      """;

  private Schedules() {}

  /** One reminder for each time that is still to come, in place of those there were. */
  public static void replaceReminders(Connection connection, UUID game, Game.Plan plan)
      throws SQLException {
    Sql.update(
        connection,
        "delete from notification_schedule where game_id = ? and notification_type = ?",
        game,
        "reminder");
    TraceContext here = TraceContext.current();
    Instant now = Instant.now();
    for (int minutes : plan.reminderMinutes().stream().distinct().toList()) {
      Instant due = plan.scheduledAt().minus(Duration.ofMinutes(minutes));
      if (due.isAfter(now)) {
        Sql.update(
            connection,
            REMINDER,
            UUID.randomUUID(),
            game,
            null,
            "reminder",
            minutes,
            plan.scheduledAt(),
            due,
            here == null ? null : here.traceparent(),
            here == null ? null : here.tracestate());
      }
    }
  }

  /** A message to somebody who has joined, in a minute: who leaves again at once gets none. */
  static void joinNotification(Connection connection, Game game, UUID participant)
      throws SQLException {
    TraceContext here = TraceContext.current();
    Sql.update(
        connection,
        REMINDER,
        UUID.randomUUID(),
        game.id(),
        participant,
        "join_notification",
        null,
        game.plan().scheduledAt(),
        Instant.now().plus(JOIN_NOTIFICATION_DELAY),
        here == null ? null : here.traceparent(),
        here == null ? null : here.tracestate());
  }

  /** That the game begins and ends in its time, in place of what there was. */
  public static void replaceTransitions(Connection connection, UUID game, Game.Plan plan)
      throws SQLException {
    transition(connection, game, GameStatus.IN_PROGRESS, plan.scheduledAt());
    transition(connection, game, GameStatus.COMPLETED, plan.endsAt());
  }

  /**
   * What is to be done after the plan of a game has changed that has begun: only its end is still
   * to come.
   */
  public static void replaceEnd(Connection connection, UUID game, Game.Plan plan)
      throws SQLException {
    clear(connection, game);
    transition(connection, game, GameStatus.COMPLETED, plan.endsAt());
  }

  private static void transition(Connection connection, UUID game, GameStatus target, Instant due)
      throws SQLException {
    TraceContext here = TraceContext.current();
    Sql.update(
        connection,
        STATUS,
        UUID.randomUUID(),
        game,
        target.name(),
        due,
        here == null ? null : here.traceparent(),
        here == null ? null : here.tracestate());
  }

  /** Nothing more is to be done for the game. */
  public static void clear(Connection connection, UUID game) throws SQLException {
    Sql.update(
        connection,
        "delete from notification_schedule where game_id = ? and done_at is null",
        game);
    Sql.update(
        connection, "delete from game_status_schedule where game_id = ? and done_at is null", game);
  }
}
