package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was answered to the interactions that were sent, by their tokens. Not thread-safe: under the
 * lock of {@link Changes}.
 */
final class InteractionAnswers {

  private static final int KEPT = 10_000;

  private final Map<String, Answers> byToken =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answers> eldest) {
          return size() > KEPT;
        }
      };

  private static final class Answers {
    private Optional<JsonNode> original = Optional.empty();
    private final List<JsonNode> followUps = new ArrayList<>();
  }

  void sent(String token) {
    byToken.put(token, new Answers());
  }

  boolean knows(String token) {
    return byToken.containsKey(token);
  }

  void original(String token, JsonNode content) {
    answers(token).original = Optional.of(content);
  }

  Optional<JsonNode> original(String token) {
    return answers(token).original;
  }

  void followUp(String token, JsonNode content) {
    answers(token).followUps.add(content);
  }

  List<JsonNode> followUps(String token) {
    return List.copyOf(answers(token).followUps);
  }

  /** A message as Discord answers it. */
  static ObjectNode message(String id, JsonNode content) {
    ObjectNode json = content.isObject() ? content.deepCopy() : Replies.object();
    return json.put("id", id);
  }

  private Answers answers(String token) {
    Answers answers = byToken.get(token);
    if (answers == null) {
      throw new IllegalArgumentException("no interaction was sent with this token");
    }
    return answers;
  }
}
