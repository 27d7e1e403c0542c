package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands now.
 *
 * @param json as Discord shows it: content, embeds, components, ...
 * @param edits how often it was changed
 * @param traceparent of the request that made it, null without one
 */
public record SentMessage(
    String id,
    String channelId,
    JsonNode json,
    Instant createdAt,
    int edits,
    @Nullable String traceparent) {

  /** The text, empty without one. */
  public String content() {
    return json.path("content").asText();
  }
}
