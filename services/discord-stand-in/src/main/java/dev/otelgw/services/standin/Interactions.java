package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Discord as the sender of interactions: what happens when somebody types a command or presses a
 * button. Signed as Discord signs, or as {@link #flawed} says. Thread-safe.
 */
public final class Interactions {

  /** Within which Discord wants the first answer. */
  public static final Duration FIRST_ANSWER = Duration.ofSeconds(3);

  private static final int PING = 1;
  private static final int COMMAND = 2;
  private static final int COMPONENT = 3;

  private final Sender sender;
  private final URI endpoint;
  private final Flaw flaw;

  Interactions(Sender sender, URI endpoint, Flaw flaw) {
    this.sender = sender;
    this.endpoint = endpoint;
    this.flaw = flaw;
  }

  /** What interactions have in common, made by the stand-in. */
  record Sender(
      HttpClient http,
      SigningKey key,
      Snowflakes ids,
      String applicationId,
      World world,
      Changes changes,
      InteractionAnswers answers) {}

  /** What is wrong with a request. */
  public enum Flaw {
    /** Nothing. */
    NONE,
    /** No signature at all. */
    UNSIGNED,
    /** Signed with another key. */
    BAD_SIGNATURE,
    /** Signed an hour ago. */
    STALE,
    /** A body of a mebibyte. */
    OVERSIZED
  }

  /** Where something happens, and who does it. */
  public record Place(String guildId, String channelId, String userId) {}

  /**
   * An interaction and its first answer.
   *
   * @param token by which later answers are found
   * @param status of the answer
   * @param answer its body, a missing node without one
   * @param took until the answer was there
   */
  public record Sent(
      String id,
      String token,
      int status,
      JsonNode answer,
      Duration took,
      String timestamp,
      String body) {

    /** The type of the first answer: 1 pong, 4 message, 5 or 6 deferred; 0 where there is none. */
    public int answerType() {
      return answer.path("type").asInt();
    }
  }

  /** The same sender, whose requests have a flaw. */
  public Interactions flawed(Flaw flaw) {
    return new Interactions(sender, endpoint, flaw);
  }

  /** Discord's question whether the endpoint is there. */
  public Sent ping() {
    return send(envelope(PING));
  }

  /** Types a command; values of options are texts (ids of channels) and booleans. */
  public Sent command(Place place, String name, Map<String, Object> options) {
    ObjectNode json = happening(COMMAND, place);
    ObjectNode data =
        json.putObject("data").put("id", sender.ids().next()).put("name", name).put("type", 1);
    ArrayNode array = data.putArray("options");
    for (Map.Entry<String, Object> option : options.entrySet()) {
      ObjectNode one = array.addObject().put("name", option.getKey());
      if (option.getValue() instanceof Boolean value) {
        one.put("type", 5).put("value", value);
      } else {
        one.put("type", 7).put("value", option.getValue().toString());
      }
    }
    return send(json);
  }

  /** Presses a button under a message. */
  public Sent button(Place place, String messageId, String customId) {
    ObjectNode json = happening(COMPONENT, place);
    json.putObject("message").put("id", messageId).put("channel_id", place.channelId());
    json.putObject("data").put("custom_id", customId).put("component_type", 2);
    return send(json);
  }

  /** Sends the very same bytes once more. */
  public Sent replay(Sent sent) {
    return post(sent.id(), sent.token(), sent.timestamp(), sent.body());
  }

  private ObjectNode envelope(int type) {
    return Replies.object()
        .put("id", sender.ids().next())
        .put("application_id", sender.applicationId())
        .put("type", type)
        .put("token", "interaction-" + sender.ids().next())
        .put("version", 1);
  }

  private ObjectNode happening(int type, Place place) {
    ObjectNode json =
        envelope(type)
            .put("guild_id", place.guildId())
            .put("channel_id", place.channelId())
            .put("locale", "en-US");
    JsonNode known = sender.world().member(place.guildId(), place.userId()).orElse(null);
    if (known == null) {
      throw new IllegalArgumentException(
          "user " + place.userId() + " is no member of guild " + place.guildId());
    }
    ObjectNode member = known.deepCopy();
    long permissions = sender.world().permissions(place.guildId(), place.userId());
    json.set("member", member.put("permissions", Long.toString(permissions)));
    return json;
  }

  private Sent send(ObjectNode json) {
    if (flaw == Flaw.OVERSIZED) {
      json.put("padding", "x".repeat(1 << 20));
    }
    String token = json.path("token").asText();
    sender
        .changes()
        .change(() -> {
          sender.answers().sent(token);
          return true;
        });
    Instant signed = flaw == Flaw.STALE ? Instant.now().minus(Duration.ofHours(1)) : Instant.now();
    String timestamp = Long.toString(signed.getEpochSecond());
    return post(json.path("id").asText(), token, timestamp, json.toString());
  }

  private Sent post(String id, String token, String timestamp, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(FIRST_ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (flaw != Flaw.UNSIGNED) {
      String signature = sender.key().sign(timestamp + body);
      request
          .header(
              "X-Signature-Ed25519",
              flaw == Flaw.BAD_SIGNATURE ? SigningKey.create().sign(timestamp + body) : signature)
          .header("X-Signature-Timestamp", timestamp);
    }
    long start = System.nanoTime();
    HttpResponse<String> response = exchange(request.build());
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    JsonNode answer = Exchanges.json(response.body());
    JsonNode known = answer == null ? Replies.object() : answer;
    if (known.path("type").asInt() == 4) {
      sender
          .changes()
          .change(() -> {
            sender.answers().original(token, known.path("data"));
            return true;
          });
    }
    return new Sent(id, token, response.statusCode(), known, took, timestamp, body);
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return sender
          .http()
          .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(
          "interactions endpoint %s did not answer within %d s"
              .formatted(endpoint, FIRST_ANSWER.toSeconds()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + endpoint, e);
    }
  }
}
