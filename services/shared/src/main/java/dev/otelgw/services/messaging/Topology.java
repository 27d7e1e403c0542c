package dev.otelgw.services.messaging;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Exchanges and queues, declared alike by every service, since a broker refuses a declaration that
 * differs. A message that fails waits in a queue of its own for each step, and after the last step
 * is parked in a queue that nobody consumes.
 */
public final class Topology {

  /** Where events are published. */
  public static final String EXCHANGE = "game_scheduler";

  /** Where the broker itself puts what expired in a queue. */
  public static final String DEAD_LETTERS = "game_scheduler.dlx";

  /** What the bot acts on. */
  public static final String BOT_EVENTS = "bot_events";

  /** Messages to single users. */
  public static final String NOTIFICATIONS = "notification_queue";

  private static final Map<String, List<String>> KEYS =
      Map.of(
          BOT_EVENTS, List.of("game.*", "guild.*", "channel.*"),
          NOTIFICATIONS, List.of("notification.send_dm"));

  private static final int EXPIRY_MILLIS = 3_600_000;

  private final List<Duration> retryDelays;

  /**
   * That with these steps.
   *
   * @param retryDelays MESSAGE_RETRY_DELAYS: how long a failed message waits, by attempt
   */
  public Topology(List<Duration> retryDelays) {
    this.retryDelays = retryDelays;
  }

  /** Declares all of it; what is there already stays. */
  void declare(Channel channel) throws IOException {
    channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
    channel.exchangeDeclare(DEAD_LETTERS, BuiltinExchangeType.TOPIC, true);
    for (String queue : KEYS.keySet()) {
      channel.queueDeclare(
          queue,
          true,
          false,
          false,
          Map.of("x-dead-letter-exchange", DEAD_LETTERS, "x-message-ttl", EXPIRY_MILLIS));
      channel.queueDeclare(parking(queue), true, false, false, Map.of());
      for (String key : KEYS.getOrDefault(queue, List.of())) {
        channel.queueBind(queue, EXCHANGE, key);
        channel.queueBind(parking(queue), DEAD_LETTERS, key);
      }
      for (Duration delay : retryDelays) {
        channel.queueDeclare(
            retry(queue, delay),
            true,
            false,
            false,
            // To the default exchange, which routes to the queue of that name.
            Map.of(
                "x-dead-letter-exchange",
                "",
                "x-dead-letter-routing-key",
                queue,
                "x-message-ttl",
                delay.toMillis()));
      }
    }
  }

  /** Where a message goes whose attempt, from 1, has failed. */
  String after(String queue, int attempt) {
    return attempt <= retryDelays.size()
        ? retry(queue, retryDelays.get(attempt - 1))
        : parking(queue);
  }

  /** Where those lie that nothing will try again by itself. */
  public static String parking(String queue) {
    return queue + ".dlq";
  }

  /** The delay is in the name, since a queue's arguments cannot be changed. */
  private static String retry(String queue, Duration delay) {
    return queue + ".retry." + delay.toMillis() + "ms";
  }
}
