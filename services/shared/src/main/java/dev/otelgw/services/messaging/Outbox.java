package dev.otelgw.services.messaging;

import dev.otelgw.services.database.Sql;
import dev.otelgw.services.json.Json;
import dev.otelgw.services.telemetry.TraceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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

  private static final String INSERT_ALL =
      """
      insert into outbox (id, source, exchange, routing_key, payload, traceparent, tracestate)
      select gen_random_uuid(), ?, ?, one.routing_key, one.payload, ?, ?
      from unnest(cast(? as text[]), cast(? as jsonb[])) as one(routing_key, payload)
      """;

  private final String source;

  /** That of a service. */
  public Outbox(String source) {
    this.source = source;
  }

  /** Adds an event; its id is that of the message, by which consumers know it again. */
  public UUID add(Connection connection, Event event) throws SQLException {
    return add(connection, event, null);
  }

  /** Adds several at once, to be published in their order. */
  public void addAll(Connection connection, List<Event> events) throws SQLException {
    if (events.isEmpty()) {
      return;
    }
    TraceContext here = TraceContext.current();
    Sql.update(
        connection,
        INSERT_ALL,
        source,
        Topology.EXCHANGE,
        here == null ? null : here.traceparent(),
        here == null ? null : here.tracestate(),
        events.stream().map(Event::eventType).toList(),
        events.stream().map(Json::write).toList());
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
