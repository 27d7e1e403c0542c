package dev.otelgw.scrapers.redis;

import dev.otelgw.scrapers.redis.RedisConnection.Reply;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered in one scrape.
 *
 * @param info INFO
 * @param cluster CLUSTER INFO
 * @param replies to the other commands that succeeded, by command
 */
record Answers(InfoFields info, InfoFields cluster, Map<String, Reply> replies) {

  OptionalDouble number(String command) {
    Reply reply = replies.get(command);
    return reply != null && reply.value() instanceof Long number
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  /** Empty where there is no such answer. */
  List<?> list(String command) {
    Reply reply = replies.get(command);
    return reply == null ? List.of() : reply.list();
  }

  /** Text inside of an answer. */
  static String text(@Nullable Object part) {
    return part instanceof byte[] bytes ? new Reply(bytes, null).text() : String.valueOf(part);
  }
}
