package dev.otelgw.services.bot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody typed a command or pressed a button.
 *
 * @param kind which of them; {@link Kind#OTHER} for what this bot does not offer
 * @param token by which it is answered; a secret for 15 minutes
 * @param guildId empty in direct messages
 * @param roleIds the user's roles in the guild
 * @param name of the command, or the button's id
 * @param options of the command, an array of name and value
 */
record Interaction(
    String id,
    Kind kind,
    String token,
    String guildId,
    String channelId,
    String userId,
    List<String> roleIds,
    String name,
    JsonNode options) {

  /** What it is; the numbers are Discord's. */
  enum Kind {
    PING("ping"),
    COMMAND("application_command"),
    BUTTON("message_component"),
    OTHER("other");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As in {@code discord.interaction_type}. */
    String text() {
      return text;
    }

    private static Kind of(int type) {
      return switch (type) {
        case 1 -> PING;
        case 2 -> COMMAND;
        case 3 -> BUTTON;
        default -> OTHER;
      };
    }
  }

  static Interaction of(JsonNode json) {
    Kind kind = Kind.of(json.path("type").asInt());
    JsonNode data = json.path("data");
    JsonNode user = json.has("member") ? json.path("member").path("user") : json.path("user");
    List<String> roles = new ArrayList<>();
    json.path("member").path("roles").forEach(role -> roles.add(role.asText()));
    return new Interaction(
        json.path("id").asText(),
        kind,
        json.path("token").asText(),
        json.path("guild_id").asText(""),
        json.path("channel_id").asText(""),
        user.path("id").asText(""),
        List.copyOf(roles),
        data.path(kind == Kind.BUTTON ? "custom_id" : "name").asText(""),
        data.path("options"));
  }

  /** The value of an option, where it was given. */
  Optional<JsonNode> option(String option) {
    for (JsonNode one : options) {
      if (one.path("name").asText().equals(option)) {
        return Optional.of(one.path("value"));
      }
    }
    return Optional.empty();
  }
}
