package dev.otelgw.services.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link DiscordPort} over HTTP. The token is sent and never shown. Thread-safe. */
public final class DiscordRest implements DiscordPort, AutoCloseable {

  private static final String CURE = "correct DISCORD_BOT_TOKEN";
  private static final int LONGEST_NONCE = 25;

  private final RestClient client;
  private final String authorization;

  /**
   * Connects at the first call.
   *
   * @param apiUrl with the version and without a slash at the end
   */
  public DiscordRest(URI apiUrl, String botToken) {
    this(new RestClient(apiUrl, Pace.real()), botToken);
  }

  DiscordRest(RestClient client, String botToken) {
    this.client = client;
    this.authorization = "Bot " + botToken;
  }

  @Override
  public Message createMessage(String channelId, MessageBody body, String nonce) {
    if (nonce.length() > LONGEST_NONCE) {
      throw new IllegalArgumentException(
          "nonce: at most " + LONGEST_NONCE + " characters, was " + nonce.length());
    }
    ObjectNode json = Json.message(body).put("nonce", nonce).put("enforce_nonce", true);
    String path = "/channels/" + id(channelId) + "/messages";
    return Json.asMessage(
        send(new Route("POST", "/channels/{channel}/messages", channelId, path, true, true), json));
  }

  @Override
  public Message editMessage(String channelId, String messageId, MessageBody body) {
    String path = "/channels/" + id(channelId) + "/messages/" + id(messageId);
    Route route =
        new Route("PATCH", "/channels/{channel}/messages/{message}", channelId, path, true, true);
    return Json.asMessage(send(route, Json.message(body)));
  }

  @Override
  public Message message(String channelId, String messageId) {
    String path = "/channels/" + id(channelId) + "/messages/" + id(messageId);
    return Json.asMessage(
        send(Route.get("/channels/{channel}/messages/{message}", channelId, path), null));
  }

  @Override
  public String openDirectMessages(String userId) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("recipient_id", userId);
    Route route = new Route("POST", "/users/@me/channels", "", "/users/@me/channels", true, true);
    return send(route, json).path("id").asText();
  }

  @Override
  public void editOriginal(String applicationId, String interactionToken, MessageBody body) {
    String path =
        "/webhooks/" + id(applicationId) + "/" + id(interactionToken) + "/messages/@original";
    String template = "/webhooks/{application}/{token}/messages/@original";
    Route route = new Route("PATCH", template, interactionToken, path, false, true);
    client.send(route, null, Json.body(Json.message(body)), CURE);
  }

  @Override
  public void followUp(String applicationId, String interactionToken, MessageBody body) {
    String path = "/webhooks/" + id(applicationId) + "/" + id(interactionToken);
    String template = "/webhooks/{application}/{token}";
    // Sent twice it is read twice: not repeated.
    Route route = new Route("POST", template, interactionToken, path, false, false);
    client.send(route, null, Json.body(Json.message(body)), CURE);
  }

  @Override
  public void registerCommands(String applicationId, List<Command> commands) {
    String path = "/applications/" + id(applicationId) + "/commands";
    send(
        new Route("PUT", "/applications/{application}/commands", applicationId, path, true, true),
        Json.commands(commands));
  }

  @Override
  public Member guildMember(String guildId, String userId) {
    String path = "/guilds/" + id(guildId) + "/members/" + id(userId);
    return Json.member(send(Route.get("/guilds/{guild}/members/{user}", guildId, path), null));
  }

  @Override
  public List<Member> searchMembers(String guildId, String text, int limit) {
    String path =
        "/guilds/%s/members/search?query=%s&limit=%d".formatted(id(guildId), id(text), limit);
    JsonNode json = send(Route.get("/guilds/{guild}/members/search", guildId, path), null);
    return Json.list(json, Json::member);
  }

  @Override
  public List<Channel> guildChannels(String guildId) {
    String path = "/guilds/" + id(guildId) + "/channels";
    JsonNode json = send(Route.get("/guilds/{guild}/channels", guildId, path), null);
    return Json.list(json, Json::channel);
  }

  @Override
  public List<Role> guildRoles(String guildId) {
    String path = "/guilds/" + id(guildId) + "/roles";
    return Json.list(send(Route.get("/guilds/{guild}/roles", guildId, path), null), Json::role);
  }

  @Override
  public void close() {
    client.close();
  }

  private JsonNode send(Route route, @Nullable JsonNode body) {
    return client.send(route, authorization, body == null ? null : Json.body(body), CURE);
  }

  /** Whatever it holds, it stays one segment of the path. */
  private static String id(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
