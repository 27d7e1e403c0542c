package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.wire.WireValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an {@code AnyValue} lies on the wire. */
final class ValueEncoding {

  /** The tag of {@code values} in both {@code ArrayValue} and {@code KeyValueList}. */
  static final int ELEMENT = 1 << 3 | WireType.LENGTH;

  static final int KEY = 1 << 3 | WireType.LENGTH;
  static final int VALUE = 2 << 3 | WireType.LENGTH;

  private static final int STRING = 1 << 3 | WireType.LENGTH;
  private static final int BOOL = 2 << 3 | WireType.VARINT;
  private static final int INT = 3 << 3 | WireType.VARINT;
  private static final int DOUBLE = 4 << 3 | WireType.FIXED64;
  private static final int ARRAY = 5 << 3 | WireType.LENGTH;
  private static final int MAP = 6 << 3 | WireType.LENGTH;
  private static final int BYTES = 7 << 3 | WireType.LENGTH;
  private static final int STRING_INDEX = 8 << 3 | WireType.VARINT;

  private ValueEncoding() {}

  /** What a field of an AnyValue makes of it; null for a field that is no alternative. */
  static @Nullable Kind kind(int tag) {
    return switch (tag) {
      case STRING -> Kind.STRING;
      case BOOL -> Kind.BOOL;
      case INT -> Kind.INT;
      case DOUBLE -> Kind.DOUBLE;
      case ARRAY -> Kind.ARRAY;
      case MAP -> Kind.MAP;
      case BYTES -> Kind.BYTES;
      case STRING_INDEX -> Kind.NONE;
      default -> null;
    };
  }

  static byte[] encode(@Nullable Object value) {
    BackwardWriter out = new BackwardWriter(64);
    write(out, value);
    return out.toByteArray();
  }

  private static void write(BackwardWriter out, @Nullable Object value) {
    int end = out.written();
    switch (value) {
      case null -> {}
      case String text -> {
        text(out, text);
        out.field(STRING, end);
      }
      case Boolean flag -> {
        out.varint(flag ? 1 : 0);
        out.varint(BOOL);
      }
      case Long number -> whole(out, number);
      case Integer number -> whole(out, number);
      case Double number -> {
        out.fixed64(Double.doubleToRawLongBits(number));
        out.varint(DOUBLE);
      }
      case List<?> elements -> {
        for (Object element : elements.reversed()) {
          int last = out.written();
          write(out, element);
          out.field(ELEMENT, last);
        }
        out.field(ARRAY, end);
      }
      case Map<?, ?> entries -> {
        for (Map.Entry<?, ?> entry : List.copyOf(entries.entrySet()).reversed()) {
          entry(out, String.valueOf(entry.getKey()), entry.getValue());
        }
        out.field(MAP, end);
      }
      default ->
          throw new IllegalArgumentException(
              "no attribute can hold a " + value.getClass().getSimpleName());
    }
  }

  private static void entry(BackwardWriter out, String key, @Nullable Object value) {
    int end = out.written();
    write(out, value);
    out.field(VALUE, end);
    int keyEnd = out.written();
    text(out, key);
    out.field(KEY, keyEnd);
    out.field(ELEMENT, end);
  }

  private static void text(BackwardWriter out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.bytes(utf8, 0, utf8.length);
  }

  private static void whole(BackwardWriter out, long number) {
    out.varint(number);
    out.varint(INT);
  }
}
