package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One route of the API.
 *
 * @param template the path, ids in braces
 */
record Endpoint(String method, String template, Who who, Handler handler) {

  /** Whose token it asks for. */
  enum Who {
    BOT,
    USER,
    /** The application's id and secret. */
    CLIENT,
    ANYBODY
  }

  /** Answers a call. */
  interface Handler {
    Replies.Reply answer(Call call);
  }

  /**
   * A request to a route.
   *
   * @param ids the parts of the path by their names
   * @param query the parameters of the query, decoded
   * @param text the body as it came
   * @param body the body as JSON, a missing node where it is none
   * @param userId whose token it is; empty where it is the bot's or none
   */
  record Call(
      Map<String, String> ids,
      Map<String, String> query,
      String text,
      JsonNode body,
      String userId,
      @Nullable String traceparent) {

    String id(String name) {
      return ids.getOrDefault(name, "");
    }
  }

  /** The ids in a path, or null for another path. */
  @Nullable Map<String, String> match(String otherMethod, String path) {
    String[] names = template.split("/", -1);
    String[] parts = path.split("/", -1);
    if (!method.equals(otherMethod) || names.length != parts.length) {
      return null;
    }
    Map<String, String> ids = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{")) {
        ids.put(names[i].substring(1, names[i].length() - 1), parts[i]);
      } else if (!names[i].equals(parts[i])) {
        return null;
      }
    }
    return ids;
  }

  String route() {
    return method + " " + template;
  }

  /** The id that splits the route's rate limit: the first one. */
  String major(Map<String, String> ids) {
    int brace = template.indexOf('{');
    if (brace < 0) {
      return "";
    }
    return ids.getOrDefault(template.substring(brace + 1, template.indexOf('}')), "");
  }
}
