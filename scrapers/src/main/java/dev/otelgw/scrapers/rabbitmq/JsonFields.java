package dev.otelgw.scrapers.rabbitmq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One object of the management API, flat: {@code message_stats.publish}. Of a list only its length
 * is kept; what is null or empty is not there.
 *
 * @param numbers truth is 1 and 0
 */
record JsonFields(Map<String, Double> numbers, Map<String, String> texts) {

  static final JsonFields NONE = new JsonFields(Map.of(), Map.of());

  private static final JsonFactory JSON = new JsonFactory();

  String text(String field) {
    return texts.getOrDefault(field, "");
  }

  double number(String field) {
    return numbers.getOrDefault(field, Double.NaN);
  }

  /** Reads an answer that is one object. */
  static JsonFields object(InputStream in) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      expect(parser, JsonToken.START_OBJECT);
      return fields(parser);
    }
  }

  /** Reads an answer that is a list of objects. */
  static void list(InputStream in, Consumer<JsonFields> each) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      expect(parser, JsonToken.START_ARRAY);
      items(parser, each);
    }
  }

  /** Reads a page of objects: {@code items}. What stands beside them is returned. */
  static JsonFields page(InputStream in, Consumer<JsonFields> each) throws IOException {
    JsonFields beside = new JsonFields(new HashMap<>(), new HashMap<>());
    try (JsonParser parser = JSON.createParser(in)) {
      expect(parser, JsonToken.START_OBJECT);
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("items") && value == JsonToken.START_ARRAY) {
          items(parser, each);
        } else {
          value(parser, value, name, beside);
        }
      }
    }
    return beside;
  }

  private static void expect(JsonParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw new IOException("the answer is not JSON as expected, but begins otherwise");
    }
  }

  private static void items(JsonParser parser, Consumer<JsonFields> each) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        each.accept(fields(parser));
      } else {
        end(parser, token);
      }
    }
  }

  /** The parser stands on the object's beginning. */
  private static JsonFields fields(JsonParser parser) throws IOException {
    JsonFields fields = new JsonFields(new LinkedHashMap<>(), new HashMap<>());
    nested(parser, "", fields);
    return fields;
  }

  private static void nested(JsonParser parser, String prefix, JsonFields into) throws IOException {
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_OBJECT;
        token = parser.nextToken()) {
      end(parser, token);
      String name = prefix + parser.currentName();
      value(parser, parser.nextToken(), name, into);
    }
  }

  private static void value(JsonParser parser, JsonToken token, String name, JsonFields into)
      throws IOException {
    switch (token) {
      case START_OBJECT -> nested(parser, name + ".", into);
      case START_ARRAY -> {
        int length = 0;
        for (JsonToken item = parser.nextToken();
            item != JsonToken.END_ARRAY;
            item = parser.nextToken()) {
          end(parser, item);
          parser.skipChildren();
          length++;
        }
        into.numbers.put(name, (double) length);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> into.numbers.put(name, parser.getDoubleValue());
      case VALUE_TRUE -> into.numbers.put(name, 1.0);
      case VALUE_FALSE -> into.numbers.put(name, 0.0);
      case VALUE_STRING -> {
        if (!parser.getText().isEmpty()) {
          into.texts.put(name, parser.getText());
        }
      }
      default -> end(parser, token);
    }
  }

  private static void end(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == null) {
      throw new EOFException("the answer ends within " + parser.currentName());
    }
  }
}
