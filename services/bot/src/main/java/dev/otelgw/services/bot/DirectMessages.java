package dev.otelgw.services.bot;

import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordPort;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.messaging.Processed;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Direct messages, each once: what has been sent for an event to a user is written down after it,
 * and between the two Discord's nonce holds. A user who takes no messages is done with as well.
 * Thread-safe.
 */
final class DirectMessages {

  private static final Logger LOG = LoggerFactory.getLogger(DirectMessages.class);

  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

  /** Channels of direct messages that are remembered; they never change. */
  private static final int MOST_CHANNELS = 10_000;

  private final DiscordPort discord;
  private final Ledger ledger;
  private final Map<String, String> channels = new ConcurrentHashMap<>();
  private final LongCounter sent =
      Traces.meter()
          .counterBuilder("notification.sent")
          .setUnit("{message}")
          .setDescription("Direct messages by result: sent, closed (the user takes none), failed")
          .build();

  DirectMessages(DiscordPort discord, Ledger ledger) {
    this.discord = discord;
    this.ledger = ledger;
  }

  /** Who has been told of which event. */
  interface Ledger {

    boolean has(UUID event, String userId);

    void add(UUID event, String userId);

    /** That of the database. */
    static Ledger in(Database database) {
      return new Ledger() {
        @Override
        public boolean has(UUID event, String userId) {
          return database.transaction(
              connection -> Processed.contains(connection, consumer(userId), event));
        }

        @Override
        public void add(UUID event, String userId) {
          database.execute(connection -> Processed.add(connection, consumer(userId), event));
        }

        private static String consumer(String userId) {
          return "bot:dm:" + userId;
        }
      };
    }
  }

  /**
   * Tells users of an event, each his text. All are tried; where it failed with some, the first
   * failure is thrown at the end, and a later call goes on with those.
   */
  void send(UUID event, Map<String, String> texts) {
    RuntimeException failure = null;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      failure = first(failure, send(event, text.getKey(), text.getValue()));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable RuntimeException send(UUID event, String userId, String text) {
    try {
      if (ledger.has(event, userId)) {
        return null;
      }
      deliver(event, userId, text);
      ledger.add(event, userId);
      return null;
    } catch (RuntimeException e) {
      count("failed");
      return e;
    }
  }

  private void deliver(UUID event, String userId, String text) {
    try {
      String nonce = Nonce.of(event.toString(), userId);
      discord.createMessage(channel(userId), MessageBody.text(text), nonce);
      count("sent");
    } catch (DiscordException.DirectMessagesClosed e) {
      Span.current()
          .addEvent(
              "discord.direct_messages_closed",
              Attributes.of(AttributeKey.stringKey("discord.user_id"), userId));
      LOG.warn("user {} takes no direct messages; not tried again", userId);
      count("closed");
    }
  }

  private String channel(String userId) {
    if (channels.size() > MOST_CHANNELS) {
      channels.clear();
    }
    String known = channels.get(userId);
    if (known == null) {
      known = discord.openDirectMessages(userId);
      channels.put(userId, known);
    }
    return known;
  }

  private void count(String result) {
    sent.add(1, Attributes.of(RESULT, result));
  }

  private static @Nullable RuntimeException first(
      @Nullable RuntimeException one, @Nullable RuntimeException other) {
    if (one == null) {
      return other;
    }
    if (other != null) {
      one.addSuppressed(other);
    }
    return one;
  }
}
