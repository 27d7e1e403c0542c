package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.processors.actions.ActionConfig.ConvertedType;
import dev.otelgw.pipeline.wire.WireValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a value of another type of one; null where that cannot be, or nothing changes. */
@FunctionalInterface
interface Conversion {

  @Nullable WireValue of(WireValue value);

  static Conversion to(ConvertedType type) {
    return switch (type) {
      case STRING -> Numbers::text;
      case INT -> Numbers::whole;
      case DOUBLE -> Numbers::decimal;
    };
  }

  /** Reads texts as Go's {@code strconv} does, and nothing that only Java takes for a number. */
  final class Numbers {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
        Pattern.compile(
            "[-+]?(([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"
                + "|0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][-+]?[0-9]+)");
    private static final Pattern NOT_FINITE =
        Pattern.compile("[-+]?inf(inity)?|nan", Pattern.CASE_INSENSITIVE);

    private Numbers() {}

    private static @Nullable WireValue text(WireValue value) {
      return value.kind() == WireValue.Kind.STRING ? null : WireValue.of(value.asText());
    }

    private static @Nullable WireValue whole(WireValue value) {
      return switch (value.kind()) {
        case DOUBLE -> WireValue.of((long) value.decimal());
        case BOOL -> WireValue.of(value.flag() ? 1L : 0L);
        case STRING -> parsedWhole(value.text());
        case INT, NONE, ARRAY, MAP, BYTES -> null;
      };
    }

    private static @Nullable WireValue decimal(WireValue value) {
      return switch (value.kind()) {
        case INT -> WireValue.of((double) value.whole());
        case BOOL -> WireValue.of(value.flag() ? 1.0 : 0.0);
        case STRING -> parsedDecimal(value.text());
        case DOUBLE, NONE, ARRAY, MAP, BYTES -> null;
      };
    }

    private static @Nullable WireValue parsedWhole(String text) {
      if (!WHOLE.matcher(text).matches()) {
        return null;
      }
      try {
        return WireValue.of(Long.parseLong(text));
      } catch (NumberFormatException _) {
        // More than 64 bits.
        return null;
      }
    }

    private static @Nullable WireValue parsedDecimal(String text) {
      if (NOT_FINITE.matcher(text).matches()) {
        boolean negative = text.startsWith("-");
        boolean nan = text.equalsIgnoreCase("nan");
        return WireValue.of(
            nan ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      }
      if (!DECIMAL.matcher(text).matches()) {
        return null;
      }
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? WireValue.of(number) : null;
    }
  }
}
