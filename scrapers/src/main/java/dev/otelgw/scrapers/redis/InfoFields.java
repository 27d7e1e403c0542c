package dev.otelgw.scrapers.redis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to INFO, by field names: never by position, since servers add fields anywhere.
 *
 * @param fields in the order of the answer
 */
record InfoFields(Map<String, String> fields) {

  static final InfoFields NONE = new InfoFields(Map.of());

  static InfoFields parse(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int colon = line.indexOf(':');
          if (colon > 0) {
            fields.put(line.substring(0, colon), line.substring(colon + 1));
          }
        });
    return new InfoFields(fields);
  }

  @Nullable String get(String field) {
    return fields.get(field);
  }

  String get(String field, String otherwise) {
    return fields.getOrDefault(field, otherwise);
  }

  OptionalDouble number(String field) {
    String value = fields.get(field);
    return value == null ? OptionalDouble.empty() : number(value, false);
  }

  /**
   * A value as a number; words such as ok and err are 1 and 0. Ratios may be inf and nan: these are
   * none.
   */
  static OptionalDouble number(String value, boolean unsigned) {
    double number;
    switch (value) {
      case "ok", "true", "up" -> number = 1;
      case "err", "fail", "false", "down" -> number = 0;
      default -> {
        try {
          number = Double.parseDouble(value);
        } catch (NumberFormatException _) {
          return OptionalDouble.empty();
        }
      }
    }
    return !Double.isFinite(number) || (unsigned && number < 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of(number);
  }

  /** Those whose names begin so, and the parts of their values: {@code calls=1,usec=5}. */
  void parts(String prefix, BiConsumer<String, Map<String, String>> each) {
    fields.forEach((name, value) -> {
      if (name.startsWith(prefix) && value.contains("=")) {
        each.accept(name.substring(prefix.length()), parts(value));
      }
    });
  }

  static Map<String, String> parts(String value) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : value.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return parts;
  }
}
