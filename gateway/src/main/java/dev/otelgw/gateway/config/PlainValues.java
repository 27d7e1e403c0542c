package dev.otelgw.gateway.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree as Java's own values: for keys that take anything, and for printing. */
final class PlainValues {

  private PlainValues() {}

  /** Boolean, Long, Double, String, List or Map; null for nothing. */
  static @Nullable Object of(Node node) {
    return switch (YamlReader.resolve(node)) {
      case Node.Mapping(_, var entries) -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        entries.forEach((key, entry) -> map.put(key, of(entry.value())));
        yield Collections.unmodifiableMap(map);
      }
      case Node.Sequence(_, var items) -> listOf(items);
      case Node.Scalar scalar -> Scalars.untyped(scalar);
      case Node.Null _, Node.Lost _ -> null;
    };
  }

  private static List<Object> listOf(List<Node> items) {
    List<Object> values = new ArrayList<>();
    for (Node item : items) {
      Object value = of(item);
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }
}
