package dev.otelgw.pipeline.processors.actions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The actions once more, on protobuf's objects and as plainly as can be: to compare with. */
final class ReferenceActions {

  private ReferenceActions() {}

  /** What becomes of a list of attributes. */
  static List<KeyValue> apply(List<ActionConfig> actions, List<KeyValue> attributes) {
    List<KeyValue> list = new ArrayList<>(attributes);
    actions.forEach(action -> apply(action, list));
    return list;
  }

  private static void apply(ActionConfig action, List<KeyValue> list) {
    int at = action.key() == null ? -1 : find(list, action.key());
    switch (action.action()) {
      case INSERT, UPDATE, UPSERT -> {
        AnyValue value = source(action, list);
        boolean wanted =
            switch (action.action()) {
              case INSERT -> at < 0;
              case UPDATE -> at >= 0;
              default -> true;
            };
        if (value != null && wanted) {
          put(list, Objects.requireNonNull(action.key()), value);
        }
      }
      case DELETE -> list.removeIf(attribute -> named(action, attribute));
      case HASH ->
          list.replaceAll(attribute ->
              named(action, attribute)
                  ? attribute.toBuilder().setValue(text(hash(attribute.getValue()))).build()
                  : attribute);
      case EXTRACT -> {
        if (at >= 0 && list.get(at).getValue().hasStringValue()) {
          extract(action, list.get(at).getValue().getStringValue(), list);
        }
      }
      case CONVERT -> {
        AnyValue converted =
            at < 0
                ? null
                : convert(list.get(at).getValue(), Objects.requireNonNull(action.convertedType()));
        if (converted != null) {
          list.set(at, list.get(at).toBuilder().setValue(converted).build());
        }
      }
    }
  }

  private static int find(List<KeyValue> list, String key) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).getKey().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static void put(List<KeyValue> list, String key, AnyValue value) {
    int at = find(list, key);
    if (at < 0) {
      list.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
    } else {
      list.set(at, list.get(at).toBuilder().setValue(value).build());
    }
  }

  private static boolean named(ActionConfig action, KeyValue attribute) {
    return attribute.getKey().equals(action.key())
        || (action.pattern() != null
            && Pattern.compile(action.pattern()).matcher(attribute.getKey()).find());
  }

  private static @Nullable AnyValue source(ActionConfig action, List<KeyValue> list) {
    if (action.fromAttribute() != null) {
      int at = find(list, action.fromAttribute());
      if (at >= 0) {
        return list.get(at).getValue();
      }
    }
    Object fixed = action.value() == null ? action.defaultValue() : action.value();
    return fixed == null ? null : value(fixed);
  }

  private static AnyValue value(Object raw) {
    AnyValue.Builder value = AnyValue.newBuilder();
    switch (raw) {
      case String text -> value.setStringValue(text);
      case Boolean flag -> value.setBoolValue(flag);
      case Long number -> value.setIntValue(number);
      case Double number -> value.setDoubleValue(number);
      case List<?> list ->
          value.setArrayValue(
              ArrayValue.newBuilder()
                  .addAllValues(list.stream().map(ReferenceActions::value).toList()));
      default -> throw new IllegalArgumentException(raw.toString());
    }
    return value.build();
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static void extract(ActionConfig action, String text, List<KeyValue> list) {
    Matcher matcher = Pattern.compile(Objects.requireNonNull(action.pattern())).matcher(text);
    if (matcher.find()) {
      matcher.pattern().namedGroups().keySet().stream()
          .sorted()
          .forEach(
              name -> put(list, name, text(Objects.requireNonNullElse(matcher.group(name), ""))));
    }
  }

  private static String hash(AnyValue value) {
    ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes =
        switch (value.getValueCase()) {
          case STRING_VALUE -> value.getStringValue().getBytes(StandardCharsets.UTF_8);
          case BOOL_VALUE -> new byte[] {(byte) (value.getBoolValue() ? 1 : 0)};
          case INT_VALUE -> eight.putLong(value.getIntValue()).array();
          case DOUBLE_VALUE -> eight.putDouble(value.getDoubleValue()).array();
          default -> null;
        };
    try {
      return bytes == null
          ? ""
          : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Lists, maps and floating point numbers to text are left to tests of their own. */
  private static @Nullable AnyValue convert(AnyValue value, ActionConfig.ConvertedType type) {
    AnyValue.Builder converted = AnyValue.newBuilder();
    return switch (type) {
      case INT ->
          switch (value.getValueCase()) {
            case BOOL_VALUE -> converted.setIntValue(value.getBoolValue() ? 1 : 0).build();
            case DOUBLE_VALUE -> converted.setIntValue((long) value.getDoubleValue()).build();
            case STRING_VALUE ->
                value.getStringValue().matches("[-+]?[0-9]{1,18}")
                    ? converted.setIntValue(Long.parseLong(value.getStringValue())).build()
                    : null;
            default -> null;
          };
      case DOUBLE ->
          switch (value.getValueCase()) {
            case BOOL_VALUE -> converted.setDoubleValue(value.getBoolValue() ? 1 : 0).build();
            case INT_VALUE -> converted.setDoubleValue((double) value.getIntValue()).build();
            case STRING_VALUE ->
                switch (value.getStringValue()) {
                  case "0" -> converted.setDoubleValue(0).build();
                  case "NaN" -> converted.setDoubleValue(Double.NaN).build();
                  default -> null;
                };
            default -> null;
          };
      case STRING -> throw new IllegalArgumentException("not compared");
    };
  }
}
