package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages in channels, and channels of direct messages. Not thread-safe: the caller holds the lock
 * of {@link Changes}.
 */
final class Messages {

  private static final List<String> PARTS = List.of("content", "embeds", "components", "flags");

  private static final int KEPT = 20_000;

  private final Snowflakes ids;
  private final String botId;
  private final Map<String, SentMessage> byId = new LinkedHashMap<>();
  private final Map<String, String> byNonce = new LinkedHashMap<>();
  private final Map<String, String> directByUser = new LinkedHashMap<>();

  Messages(Snowflakes ids, String botId) {
    this.ids = ids;
    this.botId = botId;
  }

  /** The channel of direct messages to a user, made at the first call. */
  String direct(String userId) {
    return directByUser.computeIfAbsent(userId, user -> ids.next());
  }

  Optional<String> directOf(String userId) {
    return Optional.ofNullable(directByUser.get(userId));
  }

  /** To whom a channel of direct messages leads; null for another channel. */
  @Nullable String userOf(String channelId) {
    for (Map.Entry<String, String> direct : directByUser.entrySet()) {
      if (direct.getValue().equals(channelId)) {
        return direct.getKey();
      }
    }
    return null;
  }

  /**
   * A new message, or with an enforced nonce that was there before in this channel, the first one.
   */
  SentMessage create(String channelId, JsonNode body, @Nullable String traceparent) {
    String nonce = body.path("nonce").asText("");
    boolean once = body.path("enforce_nonce").asBoolean() && !nonce.isEmpty();
    String known = once ? byNonce.get(channelId + " " + nonce) : null;
    SentMessage first = known == null ? null : byId.get(known);
    if (first != null) {
      return first;
    }
    String id = ids.next();
    Instant now = Instant.now();
    ObjectNode json =
        Replies.object()
            .put("id", id)
            .put("channel_id", channelId)
            .put("type", 0)
            .put("timestamp", now.toString())
            .putNull("edited_timestamp");
    json.putObject("author").put("id", botId).put("username", "game-scheduler").put("bot", true);
    if (!nonce.isEmpty()) {
      json.put("nonce", nonce);
    }
    take(body, json);
    SentMessage message = new SentMessage(id, channelId, json, now, 0, traceparent);
    byId.put(id, message);
    if (once) {
      byNonce.put(channelId + " " + nonce, id);
    }
    forgetOldest(byId);
    forgetOldest(byNonce);
    return message;
  }

  Optional<SentMessage> edit(String channelId, String id, JsonNode body) {
    return find(channelId, id)
        .map(old -> {
          ObjectNode json = old.json().deepCopy();
          json.put("edited_timestamp", Instant.now().toString());
          take(body, json);
          SentMessage edited =
              new SentMessage(
                  id, channelId, json, old.createdAt(), old.edits() + 1, old.traceparent());
          byId.put(id, edited);
          return edited;
        });
  }

  Optional<SentMessage> find(String channelId, String id) {
    return Optional.ofNullable(byId.get(id)).filter(one -> one.channelId().equals(channelId));
  }

  List<SentMessage> in(String channelId) {
    List<SentMessage> list = new ArrayList<>();
    for (SentMessage message : byId.values()) {
      if (message.channelId().equals(channelId)) {
        list.add(message);
      }
    }
    return list;
  }

  private static void forgetOldest(Map<String, ?> all) {
    if (all.size() > KEPT) {
      all.remove(all.keySet().iterator().next());
    }
  }

  private static void take(JsonNode from, ObjectNode to) {
    for (String part : PARTS) {
      if (from.has(part)) {
        to.set(part, from.path(part));
      }
    }
  }
}
