package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.wire.Attribute;
import dev.otelgw.pipeline.wire.AttributeKey;
import dev.otelgw.pipeline.wire.TextPattern;
import dev.otelgw.pipeline.wire.WireMessage;
import dev.otelgw.pipeline.wire.WireValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that a message must have.
 *
 * @param value what it must be, kind included; null for anything
 * @param pattern what its text must be, if it is a text, a number or a boolean; null for anything
 */
record AttributeMatch(AttributeKey key, @Nullable WireValue value, @Nullable TextPattern pattern) {

  boolean matches(WireMessage message) {
    Attribute attribute = message.attributes().find(key);
    if (attribute == null) {
      return false;
    }
    if (pattern != null) {
      return switch (attribute.value().kind()) {
        case STRING, BOOL, INT, DOUBLE -> textMatches(attribute.value(), pattern);
        case NONE, ARRAY, MAP, BYTES -> false;
      };
    }
    return value == null || value.isSame(attribute.value());
  }

  /** Whether the value in words is what the pattern wants. */
  static boolean textMatches(WireValue value, TextPattern pattern) {
    if (value.kind() == WireValue.Kind.STRING) {
      return value.matches(pattern);
    }
    byte[] words = value.asText().getBytes(StandardCharsets.UTF_8);
    return pattern.matches(words, 0, words.length);
  }
}
