package dev.otelgw.services.devstack.sink;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Attributes as tests want them: their values as text. */
final class Attributes {

  private Attributes() {}

  /** All of them, in their order; the last one of a name counts. */
  static Map<String, String> of(List<KeyValue> attributes) {
    Map<String, String> map = LinkedHashMap.newLinkedHashMap(attributes.size());
    attributes.forEach(each -> map.put(each.getKey(), text(each.getValue())));
    return map;
  }

  /** A value as text; lists as {@code [a, b]}. */
  static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(Attributes::text)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE -> of(value.getKvlistValue().getValuesList()).toString();
      case BYTES_VALUE -> Ids.hex(value.getBytesValue());
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
    };
  }
}
