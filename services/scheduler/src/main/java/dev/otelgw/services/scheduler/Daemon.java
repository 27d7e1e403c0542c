package dev.otelgw.services.scheduler;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.database.DatabaseException;
import dev.otelgw.services.database.Wakeups;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of both daemons: does what is due, then waits until the next row is, or until the table
 * changes. Each row done is a trace of its own, linked to the one that wrote the row; a look that
 * finds nothing leaves none. One thread; closing ends it.
 */
final class Daemon<T> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** The notification should come; where it does not, this is how late a row may be. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  private final Watch<T> watch;
  private final Schedule<T> schedule;
  private final Database database;
  private final Wakeups wakeups;
  private final Thread thread;
  private final Attributes model;
  private final DoubleHistogram lag =
      Traces.meter()
          .histogramBuilder("scheduler.lag")
          .setUnit("s")
          .setDescription("From when a row was due to when it was claimed")
          .build();
  private final LongCounter claimed = counter("scheduler.claimed", "Rows that were due");
  private final LongCounter failed = counter("scheduler.failed", "Rows that could not be done");
  private volatile boolean closed;

  private Daemon(Watch<T> watch, Database database) {
    this.watch = watch;
    this.schedule = new Schedule<>(watch);
    this.database = database;
    this.wakeups = new Wakeups(database, watch.table() + "_changed");
    this.model = Attributes.of(AttributeKey.stringKey("scheduler.model"), watch.model());
    this.thread = Thread.ofVirtual().name(watch.table()).unstarted(this::run);
  }

  static <T> Daemon<T> start(Watch<T> watch, Database database) {
    Daemon<T> daemon = new Daemon<>(watch, database);
    daemon.thread.start();
    return daemon;
  }

  private static LongCounter counter(String name, String description) {
    return Traces.meter().counterBuilder(name).setUnit("{row}").setDescription(description).build();
  }

  private void run() {
    try (Scope _ = Traces.quiet().makeCurrent()) {
      while (!closed) {
        wakeups.await(untilNext());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does all that is due; how long there is nothing to do. */
  private Duration untilNext() {
    try {
      while (database.transaction(this::batch) == Schedule.BATCH && !closed) {
        // There may be more.
      }
      return database
          .transaction(schedule::next)
          .map(next -> Duration.between(Instant.now(), next))
          .filter(wait -> wait.compareTo(LONGEST_WAIT) < 0)
          .orElse(LONGEST_WAIT);
    } catch (DatabaseException e) {
      LOG.warn("cannot look into {}: {}", watch.table(), e.getMessage());
      return AFTER_TROUBLE;
    }
  }

  private int batch(Connection connection) throws SQLException {
    List<Due<T>> due = schedule.claim(connection);
    for (Due<T> one : due) {
      handle(connection, one);
    }
    return due.size();
  }

  private void handle(Connection connection, Due<T> due) throws SQLException {
    lag.record(Duration.between(due.dueAt(), Instant.now()).toMillis() / 1000.0, model);
    claimed.add(1, model);
    Span span =
        Traces.root("scheduled." + watch.model(), due.cause())
            .setAttribute("scheduler.job_id", due.id().toString())
            .setAttribute("scheduler.model", watch.model())
            .setAttribute("scheduler.time_field", "due_at")
            .setAttribute("game.id", due.gameId().toString())
            .startSpan();
    Savepoint before = connection.setSavepoint();
    try (Scope _ = span.makeCurrent()) {
      boolean done = watch.effect().apply(connection, due);
      schedule.done(connection, due);
      LOG.info(
          "{} {} of game {}: {}",
          watch.model(),
          due.what(),
          due.gameId(),
          done ? "done" : "nothing to do any more");
    } catch (SQLException | RuntimeException e) {
      Traces.failed(span, e);
      putOff(connection, before, due, e);
    } finally {
      span.end();
    }
  }

  /** One bad row stands in nobody's way. Where the connection is gone, so is the whole batch. */
  private void putOff(Connection connection, Savepoint before, Due<T> due, Exception cause)
      throws SQLException {
    connection.rollback(before);
    schedule.failed(connection, due, cause);
    failed.add(1, model);
    LOG.warn("{} {} put off: {}", watch.model(), due.id(), cause.toString());
  }

  /** Whether the loop runs. */
  boolean runs() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    closed = true;
    wakeups.close();
    try {
      if (!thread.join(CLOSE)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
