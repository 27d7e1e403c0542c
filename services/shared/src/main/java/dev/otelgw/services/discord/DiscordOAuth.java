package dev.otelgw.services.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.HttpUrl;

/** {@link DiscordLogin} over HTTP. Secrets are sent and never shown. Thread-safe. */
public final class DiscordOAuth implements DiscordLogin, AutoCloseable {

  private static final String SCOPES = "identify guilds";
  private static final String CURE_CLIENT = "correct DISCORD_CLIENT_ID and DISCORD_CLIENT_SECRET";
  private static final String CURE_USER = "the login has run out, the user must log in again";

  private final RestClient client;
  private final URI apiUrl;
  private final String clientId;
  private final String clientSecret;
  private final URI redirectUri;

  /**
   * Connects at the first call.
   *
   * @param apiUrl with the version and without a slash at the end
   * @param redirectUri where people come back to, as registered with the application
   */
  public DiscordOAuth(URI apiUrl, String clientId, String clientSecret, URI redirectUri) {
    this.client = new RestClient(apiUrl, Pace.real());
    this.apiUrl = apiUrl;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.redirectUri = redirectUri;
  }

  @Override
  public URI authorizeUri(String state) {
    return HttpUrl.get(apiUrl.resolve("/oauth2/authorize").toString())
        .newBuilder()
        .addQueryParameter("response_type", "code")
        .addQueryParameter("client_id", clientId)
        .addQueryParameter("redirect_uri", redirectUri.toString())
        .addQueryParameter("scope", SCOPES)
        .addQueryParameter("state", state)
        .build()
        .uri();
  }

  @Override
  public UserTokens exchangeCode(String code) {
    return tokens(
        new FormBody.Builder()
            .add("grant_type", "authorization_code")
            .add("code", code)
            .add("redirect_uri", redirectUri.toString())
            .build());
  }

  @Override
  public UserTokens refresh(String refreshToken) {
    return tokens(
        new FormBody.Builder()
            .add("grant_type", "refresh_token")
            .add("refresh_token", refreshToken)
            .build());
  }

  @Override
  public User currentUser(String accessToken) {
    return Json.user(read("/users/@me", accessToken));
  }

  @Override
  public List<UserGuild> currentUserGuilds(String accessToken) {
    return Json.list(read("/users/@me/guilds", accessToken), Json::userGuild);
  }

  @Override
  public void close() {
    client.close();
  }

  private UserTokens tokens(FormBody form) {
    // A code is good once: not repeated.
    Route route = new Route("POST", "/oauth2/token", "", "/oauth2/token", false, false);
    String authorization = Credentials.basic(clientId, clientSecret);
    JsonNode json = client.send(route, authorization, form, CURE_CLIENT);
    return new UserTokens(
        json.path("access_token").asText(),
        json.path("refresh_token").asText(),
        Duration.ofSeconds(json.path("expires_in").asLong()));
  }

  private JsonNode read(String path, String accessToken) {
    // The limits are the user's own, so his token's digest stands for the bucket.
    String major = Integer.toHexString(accessToken.hashCode());
    Route route = new Route("GET", path, major, path, false, true);
    return client.send(route, "Bearer " + accessToken, null, CURE_USER);
  }
}
