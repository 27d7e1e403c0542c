package dev.otelgw.services.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.json.Json;
import java.time.Instant;

/**
 * What has happened, as it travels between services.
 *
 * @param eventType also the routing key, such as {@code game.created}
 * @param timestamp when it happened
 * @param data what the type says
 */
public record Event(String eventType, Instant timestamp, JsonNode data) {

  /** One that happens now; the data is a record or a map. */
  public static Event of(String eventType, Object data) {
    return new Event(eventType, Instant.now(), Json.MAPPER.valueToTree(data));
  }

  /** Its data as a record. */
  public <T> T as(Class<T> type) {
    return Json.MAPPER.convertValue(data, type);
  }
}
