package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Answers in Discord's words. */
final class Replies {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private Replies() {}

  /** A status and a body; a missing node for none. */
  record Reply(int status, JsonNode body) {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static Reply ok(JsonNode body) {
    return new Reply(200, body);
  }

  static Reply ok(List<? extends JsonNode> bodies) {
    ArrayNode array = MAPPER.createArrayNode();
    bodies.forEach(array::add);
    return ok(array);
  }

  static Reply empty() {
    return new Reply(204, MissingNode.getInstance());
  }

  static Reply error(int status, int code, String message) {
    return new Reply(status, object().put("message", message).put("code", code));
  }

  static Reply unknown(int code, String what) {
    return error(404, code, "Unknown " + what);
  }

  static Reply invalid(String message) {
    return error(400, 50035, "Invalid Form Body: " + message);
  }

  static Reply unauthorized() {
    return error(401, 0, "401: Unauthorized");
  }

  /** The usual words of a status that was ordered. */
  static Reply ordered(int status, int code) {
    String message =
        switch (status) {
          case 403 -> code == 50007 ? "Cannot send messages to this user" : "Missing Access";
          case 401 -> "401: Unauthorized";
          case 404 -> "Unknown";
          default -> status + ": ordered";
        };
    return error(status, code, message);
  }
}
