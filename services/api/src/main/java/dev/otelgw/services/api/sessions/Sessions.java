package dev.otelgw.services.api.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.cache.RedisUnavailable;
import dev.otelgw.services.discord.User;
import dev.otelgw.services.discord.UserTokens;
import dev.otelgw.services.json.Json;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Logins. A cookie holds a random token; Redis, under the token's digest, who that is. Without
 * Redis nobody is known, and every method throws {@link RedisUnavailable}. Thread-safe.
 */
public final class Sessions {

  static final String COOKIE = "session_token";

  private static final Duration LIFE = Duration.ofHours(24);
  private static final int TOKEN_BYTES = 32;

  private final Redis redis;
  private final Sealer sealer;
  private final boolean secure;
  private final SecureRandom random = new SecureRandom();

  /**
   * Those of a Redis.
   *
   * @param key of AES, 256 bits
   * @param secure whether browsers reach the service by https only
   */
  public Sessions(Redis redis, SecretKey key, boolean secure) {
    this.redis = redis;
    this.sealer = new Sealer(key);
    this.secure = secure;
  }

  /** A handler that needs to know who asks. */
  @FunctionalInterface
  public interface Guarded {

    /** Handles it. */
    void handle(Context request, Caller caller) throws Exception;
  }

  /** Answers 401 where nobody is logged in. */
  public Handler requiring(Guarded handler) {
    return request ->
        handler.handle(request, caller(request).orElseThrow(Problem::unauthenticated));
  }

  Optional<Caller> caller(Context request) {
    String token = request.cookie(COOKIE);
    if (token == null || token.isEmpty()) {
      return Optional.empty();
    }
    String key = key(token);
    return redis.get(key).flatMap(json -> read(key, json));
  }

  private static Optional<Caller> read(String key, String json) {
    try {
      Session session = Json.MAPPER.readValue(json, Session.class);
      return Optional.of(new Caller(session.user(), key, session.tokens()));
    } catch (JsonProcessingException _) {
      // Of another version of this program.
      return Optional.empty();
    }
  }

  /** The caller's token at Discord. */
  public String accessToken(Caller caller) {
    return tokens(caller).access();
  }

  String refreshToken(Caller caller) {
    return tokens(caller).refresh();
  }

  private Session.Tokens tokens(Caller caller) {
    try {
      // Not to be opened after SESSION_KEY was changed: as good as logged out.
      String json =
          sealer.open(caller.sealedTokens(), caller.key()).orElseThrow(Problem::unauthenticated);
      return Json.MAPPER.readValue(json, Session.Tokens.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Begins a session and gives its cookie. */
  void open(Context request, User user, UserTokens tokens) {
    String token = token();
    String key = key(token);
    String sealed =
        sealer.seal(
            Json.write(new Session.Tokens(tokens.accessToken(), tokens.refreshToken())), key);
    redis.set(key, Json.write(new Session(user, sealed)), LIFE);
    cookie(request, COOKIE, token, LIFE);
  }

  /** Ends it. */
  void close(Context request, @Nullable Caller caller) {
    if (caller != null) {
      redis.delete(caller.key());
    }
    cookie(request, COOKIE, "", Duration.ZERO);
  }

  /** A token that nobody guesses: 256 random bits. */
  String token() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** A cookie that scripts do not see and other sites do not send with what they post. */
  void cookie(Context request, String name, String value, Duration life) {
    request.cookie(
        new Cookie(name, value, "/", (int) life.toSeconds(), secure, true, null, SameSite.LAX));
  }

  private static String key(String token) {
    return "session:" + Redis.digest(token);
  }
}
