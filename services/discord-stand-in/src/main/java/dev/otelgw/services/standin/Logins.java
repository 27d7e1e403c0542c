package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * OAuth2: codes, access and refresh tokens of users. Each code and refresh token is good once.
 * Thread-safe.
 */
final class Logins {

  private static final int WEEK = 604_800;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, String> accessTokens = new HashMap<>();
  private final Map<String, String> refreshTokens = new HashMap<>();

  private record Code(String userId, String redirectUri) {}

  /** Where a browser is sent after the user has agreed. */
  synchronized String agree(String userId, String redirectUri, String state) {
    String code = secret();
    codes.put(code, new Code(userId, redirectUri));
    return redirectUri
        + (redirectUri.contains("?") ? "&" : "?")
        + "code="
        + code
        + "&state="
        + URLEncoder.encode(state, StandardCharsets.UTF_8);
  }

  /** A token without a browser, for tests and load. */
  synchronized String accessToken(String userId) {
    String token = secret();
    accessTokens.put(token, userId);
    return token;
  }

  synchronized Optional<String> userOf(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken));
  }

  /** Makes all access tokens run out; refresh tokens stay good. */
  synchronized void expire() {
    accessTokens.clear();
  }

  synchronized Replies.Reply token(Map<String, String> form) {
    String grant = form.getOrDefault("grant_type", "");
    if (grant.equals("authorization_code")) {
      Code code = codes.remove(form.getOrDefault("code", ""));
      return code != null && code.redirectUri().equals(form.get("redirect_uri"))
          ? tokens(code.userId())
          : refused("invalid_grant", "Invalid \"code\" in request.");
    }
    if (grant.equals("refresh_token")) {
      String userId = refreshTokens.remove(form.getOrDefault("refresh_token", ""));
      return userId != null
          ? tokens(userId)
          : refused("invalid_grant", "Invalid \"refresh_token\" in request.");
    }
    return refused("unsupported_grant_type", "Grant type None is not supported");
  }

  /** The page on which to choose who one is. */
  static String page(World world, String query) {
    StringBuilder page =
        new StringBuilder("<!doctype html><title>Log in</title><h1>Who are you?</h1><ul>");
    for (JsonNode user : world.users()) {
      page.append("<li><a href=\"?")
          .append(query.replace("&", "&amp;").replace("\"", "&quot;"))
          .append("&amp;user=")
          .append(URLEncoder.encode(user.path("id").asText(), StandardCharsets.UTF_8))
          .append("\">")
          .append(user.path("username").asText().replace("&", "&amp;").replace("<", "&lt;"))
          .append("</a></li>");
    }
    return page.append("</ul>").toString();
  }

  private Replies.Reply tokens(String userId) {
    String refresh = secret();
    refreshTokens.put(refresh, userId);
    ObjectNode json =
        Replies.object()
            .put("token_type", "Bearer")
            .put("access_token", accessToken(userId))
            .put("refresh_token", refresh)
            .put("expires_in", WEEK)
            .put("scope", "identify guilds");
    return Replies.ok(json);
  }

  private static Replies.Reply refused(String error, String description) {
    return new Replies.Reply(
        400, Replies.object().put("error", error).put("error_description", description));
  }

  private String secret() {
    byte[] bytes = new byte[15];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
