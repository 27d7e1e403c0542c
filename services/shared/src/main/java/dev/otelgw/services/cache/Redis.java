package dev.otelgw.services.cache;

import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.settings.Settings;
import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Redis, for what must be right: each method throws {@link RedisUnavailable} where Redis does not
 * answer within two seconds. For what may be missing there is {@link Cache}. Thread-safe.
 */
public final class Redis implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int CONNECTIONS = 16;

  private final RedisClient client;

  private Redis(RedisClient client) {
    this.client = client;
  }

  /** REDIS_URL of an environment. */
  public static ServerUrl server(Settings settings) {
    return settings.server("REDIS_URL", 6379, "redis");
  }

  /** Ready to connect; connects when first asked. */
  public static Redis open(ServerUrl server, String name) {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .clientName(name)
            .database(server.path().isEmpty() ? 0 : Integer.parseInt(server.path()));
    if (!server.user().isEmpty()) {
      config.user(server.user());
    }
    if (!server.password().value().isEmpty()) {
      config.password(server.password().value());
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLIS));
    // Else each idle connection is asked for its health now and then, each time in a trace of its
    // own.
    pool.setTestWhileIdle(false);
    // Its first connection is made here, in nobody's trace.
    try (Scope _ = Traces.quiet().makeCurrent()) {
      return new Redis(
          RedisClient.builder()
              .hostAndPort(new HostAndPort(server.host(), server.port()))
              .clientConfig(config.build())
              .poolConfig(pool)
              .build());
    }
  }

  /** The value of a key. */
  public Optional<String> get(String key) {
    return ask(redis -> Optional.ofNullable(redis.get(key)));
  }

  /** The values of those of the keys (at least one) that are there, asked for at once. */
  public Map<String, String> get(List<String> keys) {
    Map<String, String> values = new HashMap<>();
    Iterator<String> key = keys.iterator();
    for (String value : ask(redis -> redis.mget(keys.toArray(String[]::new)))) {
      String name = key.next();
      if (value != null) {
        values.put(name, value);
      }
    }
    return values;
  }

  /** Sets a value that expires. */
  public void set(String key, String value, Duration expiry) {
    ask(redis -> redis.set(key, value, SetParams.setParams().px(expiry.toMillis())));
  }

  /** Sets a key that is not there; false where it is. */
  public boolean setIfAbsent(String key, String value, Duration expiry) {
    return ask(
        redis -> redis.set(key, value, SetParams.setParams().nx().px(expiry.toMillis())) != null);
  }

  /** Removes a key and gives what it held. */
  public Optional<String> take(String key) {
    return ask(redis -> Optional.ofNullable(redis.getDel(key)));
  }

  /** Removes a key, if it is there. */
  public void delete(String key) {
    ask(redis -> redis.del(key));
  }

  /** Whether it answers. */
  public boolean answers() {
    try {
      return ask(redis -> "PONG".equals(redis.ping()));
    } catch (RedisUnavailable _) {
      return false;
    }
  }

  /**
   * What stands for a credential in a key: spans show keys, and a session id in one would let
   * whoever reads a trace take over the session.
   */
  public static String digest(String credential) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T ask(Function<RedisClient, T> question) {
    try {
      return question.apply(client);
    } catch (JedisException e) {
      throw new RedisUnavailable(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
