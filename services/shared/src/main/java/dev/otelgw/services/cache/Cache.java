package dev.otelgw.services.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.otelgw.services.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What may be forgotten, kept in Redis as JSON. What many want at the same moment is looked up once
 * and what was kept at the same moment is forgotten at different ones, so that whoever is asked has
 * no rush. While Redis is away everything is looked up anew, and that is said once. Thread-safe.
 */
public final class Cache {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** The part of its time that something may be forgotten early. */
  private static final double EARLY = 0.2;

  private final Redis redis;
  private final AtomicBoolean away = new AtomicBoolean();
  private final Map<String, CompletableFuture<Object>> lookups = new ConcurrentHashMap<>();

  /** Keeps things there. */
  public Cache(Redis redis) {
    this.redis = redis;
  }

  /** What is kept under a key, or else what the lookup gives, which then is kept. */
  public <T> T get(String key, TypeReference<T> type, Duration expiry, Supplier<T> lookup) {
    return get(key, type, _ -> expiry, lookup);
  }

  /** The same where it depends on what is found how long it is kept. */
  public <T> T get(
      String key, TypeReference<T> type, Function<T, Duration> expiry, Supplier<T> lookup) {
    Optional<T> kept = quietly(() -> redis.get(key), Optional.<String>empty()).flatMap(read(type));
    return kept.orElseGet(() ->
        together(
            key,
            () -> {
              T found = lookup.get();
              put(key, found, expiry.apply(found));
              return found;
            }));
  }

  /**
   * Looks up, or waits for whoever does so for the same key; what he gets or fails with is ours.
   */
  @SuppressWarnings("unchecked") // A key has one type.
  private <T> T together(String key, Supplier<T> lookup) {
    CompletableFuture<Object> ours = new CompletableFuture<>();
    CompletableFuture<Object> running = lookups.putIfAbsent(key, ours);
    if (running != null) {
      return (T) waitedFor(running);
    }
    try {
      T found = lookup.get();
      ours.complete(found);
      return found;
    } catch (RuntimeException | Error e) {
      ours.completeExceptionally(e);
      throw e;
    } finally {
      lookups.remove(key);
    }
  }

  private static Object waitedFor(CompletableFuture<Object> running) {
    try {
      return running.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw e;
    }
  }

  /** What is kept under these keys, asked for at once; those are missing that are not kept. */
  public <T> Map<String, T> kept(List<String> keys, TypeReference<T> type) {
    Map<String, T> kept = new HashMap<>();
    if (keys.isEmpty()) {
      return kept;
    }
    quietly(() -> redis.get(keys), Map.<String, String>of())
        .forEach((key, json) -> read(type).apply(json).ifPresent(one -> kept.put(key, one)));
    return kept;
  }

  private static <T> Function<String, Optional<T>> read(TypeReference<T> type) {
    return json -> {
      try {
        return Optional.of(Json.MAPPER.readValue(json, type));
      } catch (JsonProcessingException _) {
        // Of another version of this program.
        return Optional.empty();
      }
    };
  }

  /** Keeps something for a while: that long at most, and a fifth less at least. */
  public <T> void put(String key, T value, Duration expiry) {
    Duration spread = spread(expiry, ThreadLocalRandom.current().nextDouble());
    quietly(
        () -> {
          redis.set(key, Json.write(value), spread);
          return true;
        },
        false);
  }

  static Duration spread(Duration expiry, double random) {
    return Duration.ofMillis(Math.max(1, (long) (expiry.toMillis() * (1 - EARLY * random))));
  }

  /** Forgets it. */
  public void forget(String key) {
    quietly(
        () -> {
          redis.delete(key);
          return true;
        },
        false);
  }

  /** Whether nobody else set this key within its time; true as well where Redis cannot say. */
  public boolean first(String key, Duration within) {
    return quietly(() -> redis.setIfAbsent(key, "1", within), true);
  }

  private <T> T quietly(Supplier<T> question, T otherwise) {
    try {
      T answer = question.get();
      if (away.compareAndSet(true, false)) {
        LOG.info("Redis is back");
      }
      return answer;
    } catch (RedisUnavailable e) {
      if (away.compareAndSet(false, true)) {
        LOG.warn("going on without Redis: {}", e.getMessage());
      }
      return otherwise;
    }
  }
}
