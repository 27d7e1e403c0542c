package dev.otelgw.services.games;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What is to be done for a game at some time, for the daemons. Each row keeps where in which trace
 * it was written, so that what is done later can be followed back.
 */
public final class Schedules {

  private static final Duration JOIN_NOTIFICATION_DELAY = Duration.ofSeconds(60);

  private static final String REMINDERS =
      """
      insert into notification_schedule (id, game_id, notification_type, game_scheduled_at,
        traceparent, tracestate, reminder_minutes, due_at)
      select gen_random_uuid(), ?, ?, ?, ?, ?, one.minutes, one.due_at
      from unnest(cast(? as int[]), cast(? as timestamptz[])) as one(minutes, due_at)
      """;

  private static final String NOTIFICATION =
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
    Instant now = Instant.now();
    List<Integer> minutes = new ArrayList<>();
    List<Instant> due = new ArrayList<>();
    for (int before : plan.reminderMinutes().stream().distinct().toList()) {
      Instant time = plan.scheduledAt().minus(Duration.ofMinutes(before));
      if (time.isAfter(now)) {
        minutes.add(before);
        due.add(time);
      }
    }
    if (!due.isEmpty()) {
      TraceContext here = TraceContext.current();
      Sql.update(
          connection,
          REMINDERS,
          game,
          "reminder",
          plan.scheduledAt(),
          here == null ? null : here.traceparent(),
          here == null ? null : here.tracestate(),
          minutes,
          due);
    }
  }

  /** A message to somebody who has joined, in a minute: who leaves again at once gets none. */
  static void joinNotification(Connection connection, Game game, UUID participant)
      throws SQLException {
    TraceContext here = TraceContext.current();
    Sql.update(
        connection,
        NOTIFICATION,
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
