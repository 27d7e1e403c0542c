package dev.otelgw.services.scheduler;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A schedule's table. Several daemons may share it: what one has claimed the others skip. */
final class Schedule<T> {

  /** The most rows of one claim. */
  static final int BATCH = 50;

  private static final int MOST_ATTEMPTS = 10;
  private static final int LONGEST_PAUSE_SECONDS = 900;
  private static final String OPEN = " where done_at is null and dead_at is null";

  private final Watch<T> watch;
  private final String claim;
  private final String next;
  private final String done;
  private final String failed;

  Schedule(Watch<T> watch) {
    this.watch = watch;
    String table = watch.table();
    this.claim =
        "select id, game_id, due_at, attempts, traceparent, tracestate, "
            + watch.columns()
            + " from "
            + table
            + OPEN
            + " and due_at <= now() and available_at <= now()"
            + " order by due_at, id limit ? for update skip locked";
    this.next = "select min(greatest(due_at, available_at)) as next from " + table + OPEN;
    this.done = "update " + table + " set done_at = now() where id = ?";
    this.failed =
        "update "
            + table
            + " set attempts = attempts + 1, last_error = ?, available_at = ?,"
            + " dead_at = case when attempts + 1 >= ? then now() end where id = ?";
  }

  /** The earliest that are due and that nobody else has, until the transaction ends. */
  List<Due<T>> claim(Connection connection) throws SQLException {
    return Sql.all(
        connection,
        claim,
        row ->
            new Due<>(
                Sql.id(row, "id"),
                Sql.id(row, "game_id"),
                Sql.time(row, "due_at"),
                row.getInt("attempts"),
                TraceContext.of(row.getString("traceparent"), row.getString("tracestate")),
                watch.row().read(row)),
        BATCH);
  }

  /** When the next one is due; empty while there is none. */
  Optional<Instant> next(Connection connection) throws SQLException {
    return Sql.first(connection, next, row -> Optional.ofNullable(Sql.instant(row, "next")))
        .flatMap(found -> found);
  }

  void done(Connection connection, Due<T> due) throws SQLException {
    Sql.update(connection, done, due.id());
  }

  /** Puts one off that could not be done, longer each time, and gives it up in the end. */
  void failed(Connection connection, Due<T> due, Exception cause) throws SQLException {
    double seconds = Math.min(LONGEST_PAUSE_SECONDS, Math.scalb(1.0, due.attempts()));
    double jitter = ThreadLocalRandom.current().nextDouble(0.5, 1);
    Sql.update(
        connection,
        failed,
        cause.toString(),
        Instant.now().plus(Duration.ofMillis((long) (seconds * jitter * 1000))),
        MOST_ATTEMPTS,
        due.id());
  }
}
