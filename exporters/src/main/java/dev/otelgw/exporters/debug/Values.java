package dev.otelgw.exporters.debug;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** OTLP's values as text, spelled as the Collector spells them. */
final class Values {

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long NANOS = 1_000_000_000;

  /** Telemetry comes from outside: it must neither break lines nor steer a terminal. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

  private Values() {}

  static String clean(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  /** With its type: {@code Str(GET)}. */
  static String typed(AnyValue value) {
    String type =
        switch (value.getValueCase()) {
          case STRING_VALUE -> "Str";
          case STRING_VALUE_STRINDEX -> "StrIndex";
          case BOOL_VALUE -> "Bool";
          case INT_VALUE -> "Int";
          case DOUBLE_VALUE -> "Double";
          case ARRAY_VALUE -> "Slice";
          case KVLIST_VALUE -> "Map";
          case BYTES_VALUE -> "Bytes";
          case VALUE_NOT_SET -> "Empty";
        };
    return type + "(" + plain(value) + ")";
  }

  /** Without its type. */
  static String plain(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> clean(value.getStringValue());
      case STRING_VALUE_STRINDEX -> "#" + value.getStringValueStrindex();
      case BOOL_VALUE -> "" + value.getBoolValue();
      case INT_VALUE -> "" + value.getIntValue();
      case DOUBLE_VALUE -> "" + value.getDoubleValue();
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(Values::plain)
              .collect(Collectors.joining(", ", "[", "]"));
      case KVLIST_VALUE -> "{" + pairs(value.getKvlistValue().getValuesList(), ", ") + "}";
      case BYTES_VALUE -> hex(value.getBytesValue());
      case VALUE_NOT_SET -> "";
    };
  }

  /** {@code a=1 b=2}, or with another separator. */
  static String pairs(List<KeyValue> attributes, String separator) {
    return attributes.stream()
        .map(attribute -> clean(attribute.getKey()) + "=" + plain(attribute.getValue()))
        .collect(Collectors.joining(separator));
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** A time in nanoseconds since 1970, unsigned: {@code 2023-11-14 22:13:20.5 +0000 UTC}. */
  static String time(long nanos) {
    Instant instant =
        Instant.ofEpochSecond(
            Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS));
    return TIME.format(instant);
  }

  /** An enum's name without the prefix that protobuf's style asks for: {@code Server}. */
  static String word(Enum<?> value, String prefix) {
    String name = value.name();
    String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return rest.isEmpty()
        ? rest
        : rest.charAt(0) + rest.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
