package dev.otelgw.services.api.sessions;

import dev.otelgw.services.api.http.Answers;
import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.database.Database;
import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordLogin;
import dev.otelgw.services.discord.User;
import dev.otelgw.services.discord.UserTokens;
import dev.otelgw.services.games.Users;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /api/v1/auth}: logging in through Discord, and out. */
public final class AuthRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(AuthRoutes.class);

  /** Ties a login to the browser that began it: nobody is logged in by somebody else's link. */
  private static final String STATE_COOKIE = "oauth_state";

  private static final Duration STATE_LIFE = Duration.ofMinutes(10);

  private final Sessions sessions;
  private final Redis redis;
  private final DiscordLogin login;
  private final Database database;

  /** Those with these means. */
  public AuthRoutes(Sessions sessions, Redis redis, DiscordLogin login, Database database) {
    this.sessions = sessions;
    this.redis = redis;
    this.login = login;
    this.database = database;
  }

  /**
   * Who is logged in.
   *
   * @param id at Discord
   * @param userId ours
   */
  record UserView(
      String id,
      UUID userId,
      String username,
      @Nullable String globalName,
      @Nullable String avatar) {

    static UserView of(User user, UUID userId) {
      return new UserView(user.id(), userId, user.username(), user.globalName(), user.avatar());
    }
  }

  /** Adds them. */
  public void add(RoutesConfig routes) {
    routes.get("/api/v1/auth/login", this::login);
    routes.get("/api/v1/auth/callback", this::callback);
    routes.post("/api/v1/auth/refresh", sessions.requiring(this::refresh));
    routes.post("/api/v1/auth/logout", this::logout);
    routes.get("/api/v1/auth/user", sessions.requiring(this::user));
  }

  private void login(Context request) {
    String state = sessions.token();
    redis.set(stateKey(state), "1", STATE_LIFE);
    sessions.cookie(request, STATE_COOKIE, state, STATE_LIFE);
    request.header("Cache-Control", "no-store");
    request.redirect(login.authorizeUri(state).toString());
  }

  private void callback(Context request) {
    String state = request.queryParam("state");
    String begun = request.cookie(STATE_COOKIE);
    if (state == null || begun == null || !same(state, begun)) {
      throw Problem.refused("this login was not begun in this browser; begin anew");
    }
    sessions.cookie(request, STATE_COOKIE, "", Duration.ZERO);
    if (redis.take(stateKey(state)).isEmpty()) {
      throw Problem.refused("this login took longer than ten minutes, or was used; begin anew");
    }
    String code = request.queryParam("code");
    if (code == null || code.isEmpty()) {
      throw Problem.refused("Discord gave no login; begin anew");
    }
    UserTokens tokens;
    try {
      tokens = login.exchangeCode(code);
    } catch (DiscordException.Refused _) {
      throw Problem.refused("Discord does not know this login any more; begin anew");
    }
    User user = login.currentUser(tokens.accessToken());
    UUID userId = database.transaction(connection -> Users.idOf(connection, user.id()));
    sessions.open(request, user, tokens);
    LOG.info("user {} logged in", user.id());
    Answers.json(request, UserView.of(user, userId));
  }

  private void refresh(Context request, Caller caller) {
    UserTokens tokens;
    try {
      tokens = login.refresh(sessions.refreshToken(caller));
    } catch (DiscordException.Refused | DiscordException.Unauthorized _) {
      throw Problem.unauthenticated();
    }
    User user = login.currentUser(tokens.accessToken());
    sessions.open(request, user, tokens);
    redis.delete(caller.key());
    LOG.info("user {} refreshed the login", user.id());
    UUID userId = database.transaction(connection -> Users.idOf(connection, user.id()));
    Answers.json(request, UserView.of(user, userId));
  }

  private void logout(Context request) {
    Caller caller = sessions.caller(request).orElse(null);
    sessions.close(request, caller);
    if (caller != null) {
      LOG.info("user {} logged out", caller.discordId());
    }
    Answers.json(request, Map.of("success", true));
  }

  private void user(Context request, Caller caller) {
    UUID userId = database.transaction(connection -> Users.idOf(connection, caller.discordId()));
    Answers.json(request, UserView.of(caller.user(), userId));
  }

  private static String stateKey(String state) {
    return "oauth_state:" + Redis.digest(state);
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
