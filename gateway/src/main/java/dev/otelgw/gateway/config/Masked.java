package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Configuration as plain values for printing, every secret as {@code ***}. */
final class Masked {

  private static final String MASK = "***";

  private Masked() {}

  /** What was written where a {@code type} is wanted. */
  static @Nullable Object node(Node node, Type type) {
    if (node instanceof Node.Scalar scalar && type instanceof Class<?> c) {
      if (c == Secret.class) {
        return scalar.text().isEmpty() ? "" : MASK;
      }
      if (c == String.class) {
        return withoutPassword(scalar.text());
      }
    }
    Node resolved = YamlReader.resolve(node);
    Optional<Class<? extends Record>> record = Shape.asRecord(type);
    if (record.isPresent() && resolved instanceof Node.Mapping(_, var entries)) {
      return keys(Shape.of(record.get()), entries);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() != Reference.class) {
      boolean map = Shape.arguments(type) == 2;
      return elements(map ? NamedValues.asMapping(resolved) : resolved, Shape.lastArgument(type));
    }
    Object plain = PlainValues.of(resolved);
    return plain instanceof String text ? withoutPassword(text) : plain;
  }

  private static Map<String, @Nullable Object> keys(
      Shape<?> shape, Map<String, Node.Entry> entries) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (var entry : entries.entrySet()) {
      shape.keys().stream()
          .filter(key -> key.name().equals(entry.getKey()) && key.type() != Ignored.class)
          .forEach(key -> values.put(key.name(), node(entry.getValue().value(), key.type())));
    }
    return values;
  }

  private static @Nullable Object elements(Node node, Type element) {
    return switch (node) {
      case Node.Mapping(_, var entries) -> {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach((key, entry) -> values.put(key, node(entry.value(), element)));
        yield values;
      }
      case Node.Sequence(_, var items) ->
          items.stream().<@Nullable Object>map(item -> node(item, element)).toList();
      case Node.Scalar scalar -> node(scalar, element);
      case Node.Null _, Node.Lost _ -> null;
    };
  }

  /** A record with all its keys; those that are absent for good are left out. */
  static Map<String, Object> record(Record record) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Shape.Key key : Shape.of(record.getClass()).keys()) {
      Object value = key.read(record);
      if (value != null && !(value instanceof Ignored)) {
        values.put(key.name(), value(value));
      }
    }
    return values;
  }

  private static Object value(Object value) {
    return switch (value) {
      case Secret secret -> secret.isEmpty() ? "" : MASK;
      case Duration duration -> GoDuration.format(duration);
      case Enum<?> constant -> ScalarBinder.choiceName(constant);
      case Reference<?> reference -> reference.id();
      case Record nested -> record(nested);
      case List<?> list -> list.stream().map(Masked::value).toList();
      case Map<?, ?> map -> {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((key, element) -> values.put((String) key, value(element)));
        yield values;
      }
      case String text -> withoutPassword(text);
      default -> value;
    };
  }

  /**
   * Hides the password of {@code scheme://user:password@host}, also one with characters that no URL
   * can have; and a user without one, who may be a token.
   */
  private static String withoutPassword(String text) {
    return text.replaceAll("(://[^/:@\\s]*:)(?!\\d{1,5}(/|$))\\S+@", "$1***@")
        .replaceAll("://[^/:@\\s]+@", "://***@");
  }
}
