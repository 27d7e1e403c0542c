package dev.otelgw.services.messaging;

import com.rabbitmq.client.AMQP;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.database.DatabaseException;
import dev.otelgw.services.database.Wakeups;
import dev.otelgw.services.telemetry.TraceContext;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what lies in the outbox: that of its own service at once, that of others after a while,
 * when they seem to be gone. What the broker does not confirm is published again, under the same
 * message id. One thread; closing ends it.
 */
public final class OutboxRelay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  private static final long CONFIRM_SECONDS = 10;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long LEAST_EXPIRY_MILLIS = 1_000;
  private static final int PERSISTENT = 2;

  private final OutboxRows rows;
  private final Publisher publisher;
  private final Wakeups wakeups;
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;
  private Instant tidyAt = Instant.now();

  private OutboxRelay(Database database, Broker broker, String source) {
    this.rows = new OutboxRows(database, source);
    this.publisher = new Publisher(broker);
    this.wakeups = new Wakeups(database, "outbox_changed");
    this.thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);
  }

  /** Starts that of a service. */
  public static OutboxRelay start(Database database, Broker broker, String source) {
    OutboxRelay relay = new OutboxRelay(database, broker, source);
    OutboxGauges.register(relay.rows);
    relay.thread.start();
    return relay;
  }

  private void run() {
    try (Scope _ = Traces.quiet().makeCurrent()) {
      while (!closed) {
        try {
          while (relay() == OutboxRows.BATCH && !closed) {
            // There may be more.
          }
          tidy();
        } catch (DatabaseException e) {
          LOG.debug("the outbox cannot be read: {}", e.getMessage());
        } catch (RuntimeException e) {
          // A relay that ends would leave the outbox to others for good.
          LOG.error("the outbox was not relayed; that is tried again", e);
        }
        wakeups.await(LONGEST_WAIT);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void tidy() {
    if (Instant.now().isAfter(tidyAt)) {
      rows.tidy();
      tidyAt = Instant.now().plus(TIDY_EVERY);
    }
  }

  /** Publishes one batch; how many rows it took. */
  private int relay() throws InterruptedException {
    List<OutboxRows.Claimed> claimed = rows.claim();
    if (claimed.isEmpty()) {
      return 0;
    }
    List<CompletableFuture<Void>> confirms = new ArrayList<>();
    for (OutboxRows.Claimed row : claimed) {
      confirms.add(publish(row));
    }
    List<OutboxRows.Claimed> published = new ArrayList<>();
    String error = "";
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CONFIRM_SECONDS);
    for (int i = 0; i < claimed.size(); i++) {
      String problem = problem(confirms.get(i), until - System.nanoTime());
      if (problem.isEmpty()) {
        published.add(claimed.get(i));
      } else {
        error = problem;
        rows.release(claimed.get(i), problem);
      }
    }
    rows.published(published);
    say(error, claimed.size() - published.size());
    return published.size();
  }

  private CompletableFuture<Void> publish(OutboxRows.Claimed row) {
    AMQP.BasicProperties.Builder properties =
        new AMQP.BasicProperties.Builder()
            .messageId(row.id().toString())
            .contentType("application/json")
            .deliveryMode(PERSISTENT)
            .headers(Map.of());
    Instant expires = row.expires();
    if (expires != null) {
      long left = Duration.between(Instant.now(), expires).toMillis();
      properties.expiration(Long.toString(Math.max(LEAST_EXPIRY_MILLIS, left)));
    }
    TraceContext trace = row.trace();
    Context context = trace == null ? Context.root() : trace.context();
    try (Scope _ = context.makeCurrent()) {
      return publisher.publish(
          row.exchange(),
          row.routingKey(),
          properties.build(),
          row.payload().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Why it is not confirmed; empty where it is. */
  private static String problem(CompletableFuture<Void> confirm, long nanos)
      throws InterruptedException {
    try {
      confirm.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      return "";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException _) {
      return "no confirm within " + CONFIRM_SECONDS + " s";
    }
  }

  private void say(String error, int failed) {
    if (!error.isEmpty() && !failing) {
      LOG.warn("{} events stay in the outbox for now: {}", failed, error);
    } else if (error.isEmpty() && failing) {
      LOG.info("events leave the outbox again");
    }
    failing = !error.isEmpty();
  }

  @Override
  public void close() {
    closed = true;
    wakeups.close();
    try {
      if (!thread.join(Duration.ofMillis(CLOSE_MILLIS))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
  }
}
