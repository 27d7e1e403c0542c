package dev.otelgw.pipeline.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.otelgw.pipeline.wire.Field;
import dev.otelgw.pipeline.wire.FieldKind;
import dev.otelgw.pipeline.wire.MessageType;
import dev.otelgw.pipeline.wire.WireType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a JSON text token by token and writes each known field as it comes. What protobuf
 * says of repeated fields then holds for repeated keys too: of scalars the last one wins, lists are
 * joined. Single-use, single-threaded.
 */
final class RequestReader {

  /** As protobuf's own limit; the wire form is held to the same. */
  private static final int MAX_DEPTH = 100;

  private final JsonParser in;
  private final WireBuffer out;

  RequestReader(JsonParser in, WireBuffer out) {
    this.in = in;
    this.out = out;
  }

  /** Reads the whole text. */
  void request(MessageType type) throws IOException, Broken {
    JsonToken first = in.nextToken();
    if (first == null) {
      throw new Broken("empty; a request with nothing in it is {}");
    }
    expect(first, JsonToken.START_OBJECT);
    message(type, 1);
    if (in.nextToken() != null) {
      throw new Broken("more text after the end of the request");
    }
  }

  private void message(MessageType type, int depth) throws IOException, Broken {
    if (depth > MAX_DEPTH) {
      throw new Broken("nested deeper than " + MAX_DEPTH + " messages");
    }
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      Field field = type.field(name);
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (field.repeated() && token != JsonToken.VALUE_NULL) {
        expect(token, JsonToken.START_ARRAY);
        list(field, depth);
      } else if (token != JsonToken.VALUE_NULL) {
        out.varint(field.tag());
        value(field, token, depth);
      }
    }
  }

  private void list(Field field, int depth) throws IOException, Broken {
    JsonToken token = in.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return;
    }
    int packed = -1;
    if (field.kind().packable()) {
      out.varint(field.number() << 3 | WireType.LENGTH);
      packed = out.begin();
    }
    for (; token != JsonToken.END_ARRAY; token = in.nextToken()) {
      if (packed < 0) {
        out.varint(field.tag());
      }
      if (token == JsonToken.VALUE_NULL && field.kind() == FieldKind.MESSAGE) {
        // As in the Collector: an element with nothing in it. An array value may hold such.
        out.varint(0);
      } else {
        value(field, token, depth);
      }
    }
    if (packed >= 0) {
      out.end(packed);
    }
  }

  /** Writes what comes after the tag. */
  private void value(Field field, @Nullable JsonToken token, int depth) throws IOException, Broken {
    FieldKind kind = field.kind();
    switch (kind) {
      case MESSAGE -> {
        expect(token, JsonToken.START_OBJECT);
        int start = out.begin();
        message(field.message(), depth + 1);
        out.end(start);
      }
      case STRING, BYTES, TRACE_ID, SPAN_ID -> text(kind, token);
      case BOOL -> {
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
          throw wrong(in, "true or false");
        }
        out.varint(token == JsonToken.VALUE_TRUE ? 1 : 0);
      }
      case ENUM ->
          out.varint(
              token == JsonToken.VALUE_STRING ? enumNumber(field) : NumberReader.integer(in, kind));
      case INT32, INT64, UINT32, UINT64 -> out.varint(NumberReader.integer(in, kind));
      case SINT32 -> {
        int number = (int) NumberReader.integer(in, kind);
        out.varint(Integer.toUnsignedLong(number << 1 ^ number >> 31));
      }
      case FIXED32 -> out.fixed32((int) NumberReader.integer(in, kind));
      case FIXED64, SFIXED64 -> out.fixed64(NumberReader.integer(in, kind));
      case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(NumberReader.decimal(in)));
    }
  }

  private void text(FieldKind kind, @Nullable JsonToken token) throws IOException, Broken {
    if (token != JsonToken.VALUE_STRING) {
      throw wrong(in, "a string");
    }
    char[] chars = in.getTextCharacters();
    int from = in.getTextOffset();
    int count = in.getTextLength();
    switch (kind) {
      case TRACE_ID -> out.hex(chars, from, count, 16);
      case SPAN_ID -> out.hex(chars, from, count, 8);
      case BYTES -> out.base64(chars, from, count);
      default -> out.text(chars, from, count);
    }
  }

  private int enumNumber(Field field) throws IOException, Broken {
    int number = field.enumNames().indexOf(in.getText());
    if (number < 0) {
      throw new Broken(
          "\"%s\" is none of %s"
              .formatted(Place.oneLine(in.getText()), String.join(", ", field.enumNames())));
    }
    return number;
  }

  private void expect(@Nullable JsonToken token, JsonToken wanted) throws Broken {
    if (token != wanted) {
      throw wrong(in, wanted == JsonToken.START_ARRAY ? "an array" : "an object");
    }
  }

  /** The current token is not what the field wants. */
  static Broken wrong(JsonParser in, String wanted) {
    JsonToken token = in.currentToken();
    String found =
        token == null
            ? "nothing"
            : switch (token) {
              case START_OBJECT -> "an object";
              case START_ARRAY -> "an array";
              case VALUE_STRING -> "a string";
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
              case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> token.asString();
              default -> "something else";
            };
    return new Broken(found + ", must be " + wanted);
  }
}
