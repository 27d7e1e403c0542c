package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Discord refuses in a message: the limits that a card can run into. */
final class MessageRules {

  private MessageRules() {}

  /** What is wrong with a new message or a change of one, null for nothing. */
  static @Nullable String problem(JsonNode message) {
    if (message.path("content").asText("").length() > 2000) {
      return "content: Must be 2000 or fewer in length.";
    }
    if (message.path("embeds").size() > 10) {
      return "embeds: Must be 10 or fewer in length.";
    }
    int characters = 0;
    for (JsonNode embed : message.path("embeds")) {
      String problem = embedProblem(embed);
      if (problem != null) {
        return problem;
      }
      characters += length(embed);
    }
    if (characters > 6000) {
      return "embeds: Embed size exceeds maximum size of 6000";
    }
    return buttonProblem(message.path("components"));
  }

  static boolean empty(JsonNode message) {
    return message.path("content").asText("").isEmpty() && message.path("embeds").isEmpty();
  }

  private static @Nullable String embedProblem(JsonNode embed) {
    if (embed.path("title").asText("").length() > 256) {
      return "embeds.title: Must be 256 or fewer in length.";
    }
    if (embed.path("description").asText("").length() > 4096) {
      return "embeds.description: Must be 4096 or fewer in length.";
    }
    if (embed.path("fields").size() > 25) {
      return "embeds.fields: Must be 25 or fewer in length.";
    }
    for (JsonNode field : embed.path("fields")) {
      int name = field.path("name").asText("").length();
      int value = field.path("value").asText("").length();
      if (name == 0 || value == 0) {
        return "embeds.fields: This field is required";
      }
      if (name > 256 || value > 1024) {
        return "embeds.fields: Must be 1024 or fewer in length.";
      }
    }
    return null;
  }

  private static int length(JsonNode embed) {
    int length =
        embed.path("title").asText("").length()
            + embed.path("description").asText("").length()
            + embed.path("footer").path("text").asText("").length();
    for (JsonNode field : embed.path("fields")) {
      length += field.path("name").asText("").length() + field.path("value").asText("").length();
    }
    return length;
  }

  private static @Nullable String buttonProblem(JsonNode rows) {
    Set<String> ids = new HashSet<>();
    for (JsonNode row : rows) {
      if (row.path("type").asInt() != 1 || row.path("components").size() > 5) {
        return "components: a row of at most 5";
      }
      for (JsonNode button : row.path("components")) {
        String id = button.path("custom_id").asText("");
        if (id.isEmpty() || id.length() > 100) {
          return "components.custom_id: Must be between 1 and 100 in length.";
        }
        if (!ids.add(id)) {
          return "components.custom_id: Component custom id cannot be duplicated";
        }
      }
    }
    return null;
  }
}
