package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.otelgw.services.standin.Replies.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stand-in for other processes. All bodies are JSON.
 *
 * <ul>
 *   <li>{@code POST /control/faults} with the parts of {@link Fault}: method, path, user_id,
 *       status, code, delay_ms, retry_after_ms, global, times; {@code DELETE /control/faults}
 *   <li>{@code POST /control/limits} with route, requests, per_ms
 *   <li>{@code POST /control/world} with users [{id, name}] and guilds [{id, name, channels [{id,
 *       name}], roles [{id, name}], members [{id, permissions, roles}]}]
 *   <li>{@code POST /control/interactions} with endpoint, guild_id, channel_id, user_id and either
 *       command and options, or message_id and custom_id; answers id, token, status, answer and
 *       took_ms
 *   <li>{@code GET /control/interactions/{token}}: what was answered since
 *   <li>{@code GET /control/messages?channel=} or {@code ?user=}
 *   <li>{@code GET /control/requests?after=}: those with a greater number
 *   <li>{@code GET /control/application}: application_id, public_key
 * </ul>
 */
final class ControlHandler implements HttpHandler {

  private final DiscordStandIn standIn;

  ControlHandler(DiscordStandIn standIn) {
    this.standIn = standIn;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode body = Exchanges.json(text);
      Reply reply;
      try {
        reply = body == null ? Replies.invalid("no JSON") : answer(exchange, body);
      } catch (IllegalArgumentException | IllegalStateException e) {
        reply = Replies.invalid(String.valueOf(e.getMessage()));
      }
      Exchanges.answer(exchange, reply);
    }
  }

  private Reply answer(HttpExchange exchange, JsonNode body) {
    String path = exchange.getRequestURI().getPath().substring("/control".length());
    Map<String, String> query = Exchanges.form(exchange.getRequestURI().getRawQuery());
    if (path.startsWith("/interactions/")) {
      return answers(path.substring("/interactions/".length()));
    }
    return switch (exchange.getRequestMethod() + " " + path) {
      case "POST /faults" -> {
        standIn.order(fault(body));
        yield Replies.empty();
      }
      case "DELETE /faults" -> {
        standIn.clearFaults();
        yield Replies.empty();
      }
      case "POST /limits" -> {
        standIn.limit(
            body.path("route").asText(),
            body.path("requests").asInt(1),
            Duration.ofMillis(body.path("per_ms").asLong(1000)));
        yield Replies.empty();
      }
      case "POST /world" -> world(body);
      case "POST /interactions" -> interaction(body);
      case "GET /messages" -> messages(query);
      case "GET /requests" -> requests(Long.parseLong(query.getOrDefault("after", "0")));
      case "GET /application" ->
          Replies.ok(
              Replies.object()
                  .put("application_id", standIn.applicationId())
                  .put("public_key", standIn.publicKey()));
      default -> Replies.error(404, 0, "404: Not Found");
    };
  }

  private static Fault fault(JsonNode body) {
    return new Fault(
        textOrNull(body, "method"),
        textOrNull(body, "path"),
        textOrNull(body, "user_id"),
        body.path("status").asInt(),
        body.path("code").asInt(),
        Duration.ofMillis(body.path("delay_ms").asLong()),
        Duration.ofMillis(body.path("retry_after_ms").asLong()),
        body.path("global").asBoolean(),
        body.path("times").asInt(1));
  }

  private Reply world(JsonNode body) {
    World world = standIn.world();
    body.path("users")
        .forEach(user -> world.user(user.path("id").asText(), user.path("name").asText()));
    for (JsonNode guild : body.path("guilds")) {
      String id = guild.path("id").asText();
      if (!world.hasGuild(id)) {
        world.guild(id, guild.path("name").asText());
      }
      guild
          .path("channels")
          .forEach(one -> world.channel(id, one.path("id").asText(), one.path("name").asText()));
      guild
          .path("roles")
          .forEach(one -> world.role(id, one.path("id").asText(), one.path("name").asText()));
      for (JsonNode member : guild.path("members")) {
        List<String> roles = new ArrayList<>();
        member.path("roles").forEach(role -> roles.add(role.asText()));
        world.member(
            id,
            member.path("id").asText(),
            member.path("permissions").asLong(),
            roles.toArray(String[]::new));
      }
    }
    return Replies.empty();
  }

  private Reply interaction(JsonNode body) {
    Interactions discord = standIn.interactions(URI.create(body.path("endpoint").asText()));
    Interactions.Place place =
        new Interactions.Place(
            body.path("guild_id").asText(),
            body.path("channel_id").asText(),
            body.path("user_id").asText());
    Interactions.Sent sent =
        body.has("command")
            ? discord.command(place, body.path("command").asText(), options(body.path("options")))
            : discord.button(
                place, body.path("message_id").asText(), body.path("custom_id").asText());
    ObjectNode json =
        Replies.object()
            .put("id", sent.id())
            .put("token", sent.token())
            .put("status", sent.status())
            .put("took_ms", sent.took().toMillis());
    json.set("answer", sent.answer());
    return Replies.ok(json);
  }

  private static Map<String, Object> options(JsonNode json) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> option : json.properties()) {
      JsonNode value = option.getValue();
      options.put(option.getKey(), value.isBoolean() ? value.booleanValue() : value.asText());
    }
    return options;
  }

  private Reply answers(String token) {
    ObjectNode json = Replies.object();
    standIn.answer(token).ifPresent(answer -> json.set("original", answer));
    ArrayNode followUps = json.putArray("follow_ups");
    standIn.followUps(token).forEach(followUps::add);
    return Replies.ok(json);
  }

  private Reply messages(Map<String, String> query) {
    List<SentMessage> found =
        query.containsKey("user")
            ? standIn.directMessages(query.getOrDefault("user", ""))
            : standIn.messages(query.getOrDefault("channel", ""));
    return Replies.ok(found.stream().map(SentMessage::json).toList());
  }

  private Reply requests(long after) {
    List<ObjectNode> list = new ArrayList<>();
    for (RecordedRequest request : standIn.requests()) {
      if (request.number() > after) {
        list.add(
            Replies.object()
                .put("number", request.number())
                .put("at", request.at().toString())
                .put("method", request.method())
                .put("path", request.path())
                .put("body", request.body())
                .put("traceparent", request.traceparent())
                .put("status", request.status()));
      }
    }
    return Replies.ok(list);
  }

  private static @Nullable String textOrNull(JsonNode json, String name) {
    return json.path(name).isTextual() ? json.path(name).textValue() : null;
  }
}
