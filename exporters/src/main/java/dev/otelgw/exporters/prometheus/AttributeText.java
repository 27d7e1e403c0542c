package dev.otelgw.exporters.prometheus;

import com.google.protobuf.ByteString;
import dev.otelgw.pipeline.wire.WireValue;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of attributes in words, as the Collector has them: lists and maps as JSON. */
final class AttributeText {

  private AttributeText() {}

  static String of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BYTES_VALUE -> base64(value.getBytesValue());
      case DOUBLE_VALUE, ARRAY_VALUE, KVLIST_VALUE -> WireValue.of(object(value)).asText();
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
    };
  }

  private static String base64(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static @Nullable Object object(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> value.getBoolValue();
      case INT_VALUE -> value.getIntValue();
      case DOUBLE_VALUE -> value.getDoubleValue();
      case BYTES_VALUE -> base64(value.getBytesValue());
      case ARRAY_VALUE -> list(value.getArrayValue().getValuesList());
      case KVLIST_VALUE -> map(value.getKvlistValue().getValuesList());
      case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> null;
    };
  }

  private static List<@Nullable Object> list(List<AnyValue> values) {
    List<@Nullable Object> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(object(value)));
    return list;
  }

  private static Map<String, @Nullable Object> map(List<KeyValue> entries) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.getKey(), object(entry.getValue())));
    return map;
  }
}
