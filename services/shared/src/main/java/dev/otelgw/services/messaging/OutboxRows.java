package dev.otelgw.services.messaging;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.database.Sql;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outbox as its relay sees it. A row is taken by lease and not by a long transaction: whoever
 * dies with one leaves it to others when its time has run out.
 */
final class OutboxRows {

  /** The most rows of one claim. */
  static final int BATCH = 100;

  private static final String CLAIM =
      """
      update outbox set claimed_by = ?, claimed_until = now() + interval '30 seconds',
        attempts = attempts + 1
      where id in (
        select id from outbox
        where published_at is null and (claimed_until is null or claimed_until < now())
          and (source = ? or created_at < now() - interval '15 seconds')
        order by seq limit ? for update skip locked)
      returning id, seq, exchange, routing_key, payload::text as payload, traceparent, tracestate,
        expires_at, attempts
      """;

  private static final String RELEASE =
      "update outbox set claimed_until = now() + make_interval(secs => ?), last_error = ?"
          + " where id = ?";

  private static final String STATE =
      """
      select count(*), coalesce(extract(epoch from now() - min(created_at)), 0)
      from outbox where published_at is null and source = ?
      """;

  private static final int LONGEST_PAUSE_SECONDS = 30;

  private final Database database;
  private final String source;

  OutboxRows(Database database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * A row that is ours for half a minute.
   *
   * @param id of the message
   * @param seq its place in the order of writing
   * @param trace where it was written; null outside of any trace
   * @param expires when it is of no use any more; null for never
   * @param attempts how often it was taken, this time included
   */
  record Claimed(
      UUID id,
      long seq,
      String exchange,
      String routingKey,
      String payload,
      @Nullable TraceContext trace,
      @Nullable Instant expires,
      int attempts) {}

  /**
   * What waits, of this service.
   *
   * @param count rows
   * @param oldestSeconds age of the oldest; 0 without any
   */
  record State(long count, double oldestSeconds) {}

  /** The oldest that nobody else has, in their order. */
  List<Claimed> claim() {
    return database
        .transaction(
            connection -> Sql.all(connection, CLAIM, OutboxRows::read, source, source, BATCH))
        .stream()
        .sorted(Comparator.comparingLong(Claimed::seq))
        .toList();
  }

  private static Claimed read(ResultSet row) throws SQLException {
    return new Claimed(
        Sql.id(row, "id"),
        row.getLong("seq"),
        row.getString("exchange"),
        row.getString("routing_key"),
        row.getString("payload"),
        TraceContext.of(row.getString("traceparent"), row.getString("tracestate")),
        Sql.instant(row, "expires_at"),
        row.getInt("attempts"));
  }

  void published(List<Claimed> rows) {
    if (!rows.isEmpty()) {
      List<UUID> ids = rows.stream().map(Claimed::id).toList();
      database.execute(connection ->
          Sql.update(
              connection,
              "update outbox set published_at = now(), last_error = null where id = any(?)",
              ids));
    }
  }

  /** Gives a row back, to be tried after a pause that doubles with each attempt. */
  void release(Claimed row, String error) {
    double pause = Math.min(LONGEST_PAUSE_SECONDS, Math.scalb(0.5, Math.min(row.attempts(), 10)));
    database.execute(connection -> Sql.update(connection, RELEASE, pause, error, row.id()));
  }

  /** Forgets what was published yesterday, and what was processed a week ago. */
  void tidy() {
    database.execute(connection -> {
      Sql.update(connection, "delete from outbox where published_at < now() - interval '1 day'");
      Sql.update(
          connection,
          "delete from processed_messages where processed_at < now() - interval '7 days'");
    });
  }

  State state() {
    return database.transaction(connection ->
        Sql.first(connection, STATE, row -> new State(row.getLong(1), row.getDouble(2)), source)
            .orElseThrow());
  }
}
