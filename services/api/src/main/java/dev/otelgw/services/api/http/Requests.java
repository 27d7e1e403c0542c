package dev.otelgw.services.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otelgw.services.json.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a request brings: its body, its query, the ids in its path. */
public final class Requests {

  /** Bytes that a body may have; the largest one that fits the rules has about a third of it. */
  static final int MAX_BODY = 64 << 10;

  private static final Pattern DISCORD_ID = Pattern.compile("[0-9]{1,20}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

  private static final ObjectReader READER =
      Json.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private Requests() {}

  /** The body, which must be a JSON object. */
  public static Fields body(Context request) {
    byte[] body;
    try {
      // However it is sent: a body in chunks does not say beforehand how large it is.
      body = request.bodyInputStream().readNBytes(MAX_BODY + 1);
    } catch (IOException _) {
      throw Problem.refused("the body did not arrive");
    }
    return body(body);
  }

  /** The same for one that has arrived. */
  public static Fields body(byte[] body) {
    if (body.length > MAX_BODY) {
      throw Problem.of(413, "the body is larger than " + MAX_BODY + " bytes");
    }
    JsonNode json;
    try {
      json = READER.readTree(body);
    } catch (JsonProcessingException e) {
      throw Problem.refused(
          "malformed JSON in line %d, column %d: %s"
              .formatted(
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
    if (json instanceof ObjectNode object) {
      return new Fields(object);
    }
    throw Problem.invalid("the body must be a JSON object");
  }

  /** The query; those named as numbers are read as such where they look like one. */
  public static Fields query(Context request, List<String> numbers) {
    ObjectNode object = Json.MAPPER.createObjectNode();
    request
        .queryParamMap()
        .forEach((name, values) -> {
          String value = values.isEmpty() ? "" : values.getFirst();
          if (numbers.contains(name) && NUMBER.matcher(value).matches()) {
            object.put(name, Integer.parseInt(value));
          } else {
            object.put(name, value);
          }
        });
    return new Fields(object);
  }

  /** One of our ids in the path; what is none cannot be found. */
  public static UUID id(Context request, String parameter, String what) {
    try {
      return UUID.fromString(request.pathParam(parameter));
    } catch (IllegalArgumentException _) {
      throw Problem.notFound(what);
    }
  }

  /** One of Discord's ids in the path; what is none cannot be found. */
  public static String discordId(Context request, String parameter, String what) {
    String id = request.pathParam(parameter);
    if (!isDiscordId(id)) {
      throw Problem.notFound(what);
    }
    return id;
  }

  /** Whether it has the form of an id at Discord. */
  public static boolean isDiscordId(String text) {
    return DISCORD_ID.matcher(text).matches();
  }
}
