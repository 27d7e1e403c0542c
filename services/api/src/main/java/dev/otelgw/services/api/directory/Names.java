package dev.otelgw.services.api.directory;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.Member;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How members are called in their guild. Names only embellish: where Discord does not give one, it
 * is missing. Thread-safe.
 */
public final class Names {

  private static final Logger LOG = LoggerFactory.getLogger(Names.class);
  private static final Duration KEEP = Duration.ofMinutes(5);
  private static final Duration KEEP_NOTHING = Duration.ofMinutes(1);
  private static final TypeReference<String> NAME = new TypeReference<>() {};

  /** A name that comes later is there for the next look. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /**
   * Discord gives names one at a time; what a full game lacks beyond these, the next look gives.
   */
  private static final int MOST_AT_ONCE = 10;

  private final Directory directory;
  private final Cache cache;

  /** Those that a directory gives. */
  public Names(Directory directory, Cache cache) {
    this.directory = directory;
    this.cache = cache;
  }

  /** Names by the ids of users. */
  public Map<String, String> of(String guildId, Collection<String> userIds) {
    Map<String, String> users =
        userIds.stream()
            .distinct()
            .collect(
                Collectors.toMap(
                    id -> "display:%s:%s".formatted(guildId, id), Function.identity()));
    Map<String, String> kept = cache.kept(List.copyOf(users.keySet()), NAME);
    Map<String, String> names = new HashMap<>();
    kept.forEach((key, name) -> names.put(users.getOrDefault(key, ""), name));
    List<String> missing =
        users.keySet().stream().filter(key -> !kept.containsKey(key)).limit(MOST_AT_ONCE).toList();
    names.putAll(ask(guildId, users, missing));
    // An empty name stands for somebody who is not in the guild.
    names.values().removeIf(String::isEmpty);
    return names;
  }

  private Map<String, String> ask(String guildId, Map<String, String> users, List<String> keys) {
    Map<String, String> names = new ConcurrentHashMap<>();
    if (keys.isEmpty()) {
      return names;
    }
    Context here = Context.current();
    CountDownLatch asked = new CountDownLatch(keys.size());
    for (String key : keys) {
      String user = users.getOrDefault(key, "");
      Runnable question =
          here.wrap(() -> {
            try {
              name(guildId, user, key).ifPresent(name -> names.put(user, name));
            } finally {
              asked.countDown();
            }
          });
      Thread.ofVirtual().name("names " + user).start(question);
    }
    try {
      if (!asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{} names come later", asked.getCount());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return new HashMap<>(names);
  }

  private Optional<String> name(String guildId, String user, String key) {
    try {
      String name = directory.member(guildId, user).map(Member::displayName).orElse("");
      cache.put(key, name, name.isEmpty() ? KEEP_NOTHING : KEEP);
      return Optional.of(name);
    } catch (DiscordException e) {
      LOG.debug("no name", e);
      return Optional.empty();
    }
  }
}
