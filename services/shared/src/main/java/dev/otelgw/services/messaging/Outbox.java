package dev.otelgw.services.messaging;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.json.Json;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events to be published, written in the transaction of what they tell of: both are there or
 * neither. The {@link OutboxRelay} publishes them, in the trace in which they were written.
 * Thread-safe.
 */
public final class Outbox {

  private static final String INSERT =
      "insert into outbox (id, source, exchange, routing_key, payload, traceparent, tracestate,"
          + " expires_at) values (?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)";

  private final String source;

  /** That of a service. */
  public Outbox(String source) {
    this.source = source;
  }

  /** Adds an event; its id is that of the message, by which consumers know it again. */
  public UUID add(Connection connection, Event event) throws SQLException {
    return add(connection, event, null);
  }

  /**
   * The same for one that is of no use after some time; null: for as long as the queue keeps it.
   */
  public UUID add(Connection connection, Event event, @Nullable Instant expires)
      throws SQLException {
    UUID id = UUID.randomUUID();
    TraceContext here = TraceContext.current();
    Sql.update(
        connection,
        INSERT,
        id,
        source,
        Topology.EXCHANGE,
        event.eventType(),
        Json.write(event),
        here == null ? null : here.traceparent(),
        here == null ? null : here.tracestate(),
        expires);
    return id;
  }
}
