package dev.otelgw.services.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Our records as Discord's JSON, and back. */
final class Json {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private static final MediaType TYPE = MediaType.get("application/json");

  /** Message flag: only who caused the interaction sees it. */
  private static final int EPHEMERAL = 1 << 6;

  private static final int ACTION_ROW = 1;
  private static final int BUTTON = 2;

  private Json() {}

  static RequestBody body(JsonNode json) {
    return RequestBody.create(json.toString().getBytes(StandardCharsets.UTF_8), TYPE);
  }

  /** Every part is there, empty where it is empty, so that an edit replaces the whole message. */
  static ObjectNode message(MessageBody body) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("content", body.content() == null ? "" : body.content());
    ArrayNode embeds = json.putArray("embeds");
    body.embeds().forEach(embed -> embeds.add(embed(embed)));
    ArrayNode rows = json.putArray("components");
    if (!body.buttons().isEmpty()) {
      ArrayNode row = rows.addObject().put("type", ACTION_ROW).putArray("components");
      body.buttons().forEach(button -> row.add(button(button)));
    }
    ObjectNode mentions = json.putObject("allowed_mentions");
    mentions.putArray("parse");
    if (!body.mentionedRoles().isEmpty()) {
      ArrayNode roles = mentions.putArray("roles");
      body.mentionedRoles().forEach(roles::add);
    }
    if (body.ephemeral()) {
      json.put("flags", EPHEMERAL);
    }
    return json;
  }

  private static ObjectNode embed(Embed embed) {
    ObjectNode json = MAPPER.createObjectNode().put("title", embed.title());
    if (embed.description() != null) {
      json.put("description", embed.description());
    }
    json.put("color", embed.color());
    ArrayNode fields = json.putArray("fields");
    for (Embed.Field field : embed.fields()) {
      fields
          .addObject()
          .put("name", field.name())
          .put("value", field.value())
          .put("inline", field.inline());
    }
    if (embed.footer() != null) {
      json.putObject("footer").put("text", embed.footer());
    }
    return json;
  }

  private static ObjectNode button(Button button) {
    return MAPPER
        .createObjectNode()
        .put("type", BUTTON)
        .put("style", button.style().number())
        .put("label", button.label())
        .put("custom_id", button.customId())
        .put("disabled", button.disabled());
  }

  static ArrayNode commands(List<Command> commands) {
    ArrayNode json = MAPPER.createArrayNode();
    for (Command command : commands) {
      ArrayNode options =
          json.addObject()
              .put("type", 1)
              .put("name", command.name())
              .put("description", command.description())
              .putArray("options");
      for (Command.Option option : command.options()) {
        options
            .addObject()
            .put("type", option.kind().number())
            .put("name", option.name())
            .put("description", option.description())
            .put("required", false);
      }
    }
    return json;
  }

  static Message asMessage(JsonNode json) {
    return new Message(json.path("id").asText(), json.path("channel_id").asText());
  }

  static User user(JsonNode json) {
    return new User(
        json.path("id").asText(),
        json.path("username").asText(),
        textOrNull(json, "global_name"),
        textOrNull(json, "avatar"));
  }

  static Member member(JsonNode json) {
    List<String> roles = list(json.path("roles"), JsonNode::asText);
    return new Member(user(json.path("user")), textOrNull(json, "nick"), roles);
  }

  static Channel channel(JsonNode json) {
    return new Channel(
        json.path("id").asText(), json.path("name").asText(), json.path("type").asInt());
  }

  static Role role(JsonNode json) {
    return new Role(
        json.path("id").asText(),
        json.path("name").asText(),
        json.path("color").asInt(),
        json.path("position").asInt(),
        json.path("managed").asBoolean());
  }

  static UserGuild userGuild(JsonNode json) {
    return new UserGuild(
        json.path("id").asText(),
        json.path("name").asText(),
        textOrNull(json, "icon"),
        json.path("owner").asBoolean(),
        json.path("permissions").asLong());
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
    List<T> list = new ArrayList<>(array.size());
    array.forEach(element -> list.add(each.apply(element)));
    return List.copyOf(list);
  }

  private static @Nullable String textOrNull(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
