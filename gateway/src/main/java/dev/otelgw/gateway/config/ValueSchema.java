package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ScalarBinder} takes, as JSON schema: a single value, or text with a reference in its
 * place. Where YAML's core schema and the Collector's differ, both forms are taken.
 */
final class ValueSchema {

  /** Text with a reference in it: {@code ${env:NAME}}. */
  private static final String REFERENCE = "\\$\\{.+\\}";

  /** Text that is a reference, whose value may be a list or a map too. */
  static final String WHOLE = "^\\$\\{.+\\}$";

  private static final String DURATION =
      "^\\+?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+)$";

  /** Numbers that YAML's core schema takes for text: 1_000, 0b11. */
  private static final String ODD_NUMBER =
      "^[-+]?(0b[01_]+|0x[0-9a-fA-F]*_[0-9a-fA-F_]*|[0-9]+_[0-9_]*(\\.[0-9]*)?)$";

  private ValueSchema() {}

  /** A value of a type that is no record, list or map. */
  static Map<String, Object> of(Type type, @Nullable Setting setting) {
    if (type == String.class || type == Secret.class) {
      return types("string", "number", "boolean", "null");
    }
    if (type == boolean.class || type == Boolean.class) {
      return matching(types("boolean", "string", "null"), REFERENCE);
    }
    if (type == Duration.class) {
      Map<String, Object> schema = types("string", "integer", "null");
      schema.put("minimum", 0L);
      schema.put("maximum", 0L);
      return matching(schema, DURATION, REFERENCE);
    }
    if (type instanceof Class<?> c && c.isEnum()) {
      return choice(c);
    }
    if (type == double.class || type == Double.class) {
      return number("number", setting, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == int.class || type == Integer.class) {
      return number("integer", setting, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return number("integer", setting, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    throw new IllegalStateException("configuration records cannot hold a " + type);
  }

  private static Map<String, Object> number(
      String kind, @Nullable Setting setting, long least, long most) {
    Map<String, Object> schema = types(kind, "string", "null");
    long min = setting == null ? least : Math.max(least, setting.min());
    long max = setting == null ? most : Math.min(most, setting.max());
    if (min != Long.MIN_VALUE) {
      schema.put("minimum", min);
    }
    if (max != Long.MAX_VALUE) {
      schema.put("maximum", max);
    }
    return matching(schema, ODD_NUMBER, REFERENCE);
  }

  /** The names as they are written, for completion; and any case and hyphens, as they are read. */
  private static Map<String, Object> choice(Class<?> type) {
    List<Object> names = new ArrayList<>();
    Stream.of(type.getEnumConstants()).map(ScalarBinder::choiceName).forEach(names::add);
    String read =
        Stream.of(type.getEnumConstants())
            .flatMap(constant -> Stream.of(ScalarBinder.choiceName(constant), constant.toString()))
            .map(ValueSchema::inAnyCase)
            .distinct()
            .collect(Collectors.joining("|", "^(", ")$"));
    Map<String, Object> schema = new LinkedHashMap<>();
    Map<String, Object> listed = new LinkedHashMap<>();
    listed.put("enum", names);
    schema.put("anyOf", List.of(listed, matching(types("string", "null"), read, REFERENCE)));
    return schema;
  }

  private static String inAnyCase(String name) {
    StringBuilder pattern = new StringBuilder();
    for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
      if (Character.isLetter(c)) {
        pattern.append('[').append(c).append(Character.toUpperCase(c)).append(']');
      } else {
        pattern.append(c == '_' ? "[-_]" : Character.isDigit(c) ? c : "\\" + c);
      }
    }
    return pattern.toString();
  }

  /** A schema of some types. */
  static Map<String, Object> types(String... types) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", new ArrayList<>(Arrays.asList(types)));
    return schema;
  }

  /** The same, where text must match one of the patterns. */
  static Map<String, Object> matching(Map<String, Object> schema, String... patterns) {
    schema.put("pattern", String.join("|", patterns));
    return schema;
  }

  /** A default as configurations write it; null where it says nothing. */
  static @Nullable Object written(@Nullable Object value) {
    return switch (value) {
      case Boolean bool -> bool;
      case Number number -> number;
      case String text -> text.isEmpty() ? null : text;
      case Duration duration -> GoDuration.format(duration);
      case Enum<?> constant -> ScalarBinder.choiceName(constant);
      case Reference<?> reference -> reference.id();
      case List<?> list when !list.isEmpty() && list.stream().allMatch(String.class::isInstance) ->
          list;
      case null, default -> null;
    };
  }
}
