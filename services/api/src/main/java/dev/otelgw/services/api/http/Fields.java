package dev.otelgw.services.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Typed reads of a JSON object. All problems are found before any is told. A field that is absent
 * or null is null; {@link #has} tells the two apart. Not thread-safe.
 */
public final class Fields {

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 9999;

  private final ObjectNode object;
  private final List<String> problems = new ArrayList<>();

  Fields(ObjectNode object) {
    this.object = object;
  }

  /** Whether it is there, be it as null. */
  public boolean has(String name) {
    return object.has(name);
  }

  /** These must be there, and not null. */
  public Fields require(String... names) {
    for (String name : names) {
      if (!object.hasNonNull(name)) {
        problem(name, "is missing");
      }
    }
    return this;
  }

  /** These may be absent, but not null. */
  public Fields notNull(String... names) {
    for (String name : names) {
      if (object.has(name) && object.get(name).isNull()) {
        problem(name, "must not be null");
      }
    }
    return this;
  }

  /** A text with so many characters; one of blanks only counts as having none. */
  public @Nullable String text(String name, int least, int most) {
    return read(name, object.get(name), (place, json) -> text(place, json, least, most));
  }

  /** A whole number between two others. */
  public @Nullable Integer number(String name, int least, int most) {
    return read(name, object.get(name), (place, json) -> number(place, json, least, most));
  }

  /** True or false. */
  public @Nullable Boolean flag(String name) {
    return read(name, object.get(name), this::flag);
  }

  /** A time in the form of ISO 8601; without an offset it is UTC. */
  public @Nullable Instant time(String name) {
    return read(name, object.get(name), this::time);
  }

  /** One of our ids. */
  public @Nullable UUID id(String name) {
    return read(name, object.get(name), this::id);
  }

  /** One of Discord's ids. */
  public @Nullable String discordId(String name) {
    return read(name, object.get(name), this::discordId);
  }

  /** A constant, in whichever case it is written. */
  public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    return read(name, object.get(name), (place, json) -> constant(place, json, type));
  }

  /** Texts with at least one character each. */
  public @Nullable List<String> texts(String name, int mostItems, int most) {
    return list(name, mostItems, (place, json) -> text(place, json, 1, most));
  }

  /** Whole numbers between two others. */
  public @Nullable List<Integer> numbers(String name, int mostItems, int least, int most) {
    return list(name, mostItems, (place, json) -> number(place, json, least, most));
  }

  /** Ids of Discord. */
  public @Nullable List<String> discordIds(String name, int mostItems) {
    return list(name, mostItems, this::discordId);
  }

  /** Ids of ours. */
  public @Nullable List<UUID> ids(String name, int mostItems) {
    return list(name, mostItems, this::id);
  }

  /** Constants. */
  public <E extends Enum<E>> @Nullable List<E> allOf(String name, Class<E> type) {
    int all = type.getEnumConstants().length;
    return list(name, all, (place, json) -> constant(place, json, type));
  }

  /** What was read of an optional field that is there, be it null; else what there was before. */
  public <T> @Nullable T or(String name, @Nullable T read, @Nullable T before) {
    return has(name) ? read : before;
  }

  /** Notes a problem that the caller has found. */
  public void problem(String name, String problem) {
    problems.add(name + ": " + problem);
  }

  /** Throws where there were problems (422), naming each. */
  public void done() {
    if (!problems.isEmpty()) {
      throw Problem.invalid(String.join("; ", problems));
    }
  }

  private static <T> @Nullable T read(
      String place, @Nullable JsonNode json, BiFunction<String, JsonNode, @Nullable T> reader) {
    return json == null || json.isNull() ? null : reader.apply(place, json);
  }

  private <T> @Nullable List<T> list(
      String name, int mostItems, BiFunction<String, JsonNode, @Nullable T> reader) {
    JsonNode json = object.get(name);
    if (json == null || json.isNull()) {
      return null;
    }
    if (!json.isArray()) {
      wrong(name, "a list", json);
      return null;
    }
    if (json.size() > mostItems) {
      problem(name, "has %d entries, at most %d are allowed".formatted(json.size(), mostItems));
      return null;
    }
    List<T> list = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      T item = reader.apply(name + "[" + i + "]", json.get(i));
      if (item != null) {
        list.add(item);
      }
    }
    return list;
  }

  private @Nullable String text(String place, JsonNode json, int least, int most) {
    if (!json.isTextual()) {
      wrong(place, "a text", json);
      return null;
    }
    String text = json.textValue();
    int length = text.isBlank() ? 0 : text.codePointCount(0, text.length());
    if (length < least || text.codePointCount(0, text.length()) > most) {
      problem(place, "must have %d to %d characters, has %d".formatted(least, most, length));
      return null;
    }
    // Neither can be stored: PostgreSQL has no NUL in a text, and half a character is none.
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      problem(place, "has characters that no text can have");
      return null;
    }
    return text;
  }

  private @Nullable Boolean flag(String place, JsonNode json) {
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    wrong(place, "true or false", json);
    return null;
  }

  private @Nullable Integer number(String place, JsonNode json, int least, int most) {
    if (json.isIntegralNumber() && json.canConvertToInt()) {
      int number = json.intValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    wrong(place, "a whole number from %d to %d".formatted(least, most), json);
    return null;
  }

  private @Nullable Instant time(String place, JsonNode json) {
    try {
      String text = json.asText();
      OffsetDateTime time =
          text.matches(".*(Z|z|[+-]\\d\\d(:?\\d\\d)?)") && text.contains("T")
              ? OffsetDateTime.parse(text.toUpperCase(Locale.ROOT))
              : LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
      if (time.getYear() >= FIRST_YEAR && time.getYear() < LAST_YEAR) {
        return time.toInstant();
      }
    } catch (DateTimeException _) {
      // Said below.
    }
    wrong(place, "a time such as 2027-01-31T19:00:00Z", json);
    return null;
  }

  private @Nullable UUID id(String place, JsonNode json) {
    try {
      return UUID.fromString(json.asText());
    } catch (IllegalArgumentException _) {
      wrong(place, "a UUID", json);
      return null;
    }
  }

  private @Nullable String discordId(String place, JsonNode json) {
    if (json.isTextual() && Requests.isDiscordId(json.textValue())) {
      return json.textValue();
    }
    wrong(place, "an id of Discord: a text of at most 20 digits", json);
    return null;
  }

  private <E extends Enum<E>> @Nullable E constant(String place, JsonNode json, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(json.asText().toUpperCase(Locale.ROOT))) {
        return constant;
      }
    }
    wrong(place, "one of " + Arrays.toString(type.getEnumConstants()), json);
    return null;
  }

  private void wrong(String place, String expected, JsonNode json) {
    String was = json.toString();
    problem(
        place,
        "must be %s, was %s"
            .formatted(expected, was.length() > 60 ? was.substring(0, 60) + "..." : was));
  }
}
