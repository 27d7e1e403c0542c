package dev.otelgw.gateway.config;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/** What unquoted text means, as the Collector reads it: YAML's core schema, and 1_000. */
final class Scalars {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern WHOLE =
      Pattern.compile("[-+]?(0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+|0|[1-9][0-9_]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

  private Scalars() {}

  static boolean isNull(String text) {
    return NULLS.contains(text);
  }

  static Optional<Boolean> bool(String text) {
    if (TRUE.contains(text)) {
      return Optional.of(true);
    }
    return FALSE.contains(text) ? Optional.of(false) : Optional.empty();
  }

  /** Text such as 0123, which is 123 to some readers of YAML and 83 to others. */
  static boolean hasLeadingZero(String text) {
    return text.matches("[-+]?0[0-9_]+");
  }

  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** A whole number; empty when the text is none, or passes 64 bits. */
  static Optional<Long> whole(String text) {
    if (!isWhole(text)) {
      return Optional.empty();
    }
    String digits = text.replace("_", "").replace("+", "").toLowerCase(Locale.ROOT);
    String sign = digits.startsWith("-") ? "-" : "";
    digits = digits.substring(sign.length());
    int radix = 10;
    if (digits.length() > 2 && digits.charAt(0) == '0') {
      radix = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
      digits = digits.substring(2);
    }
    try {
      return Optional.of(Long.parseLong(sign + digits, radix));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  static OptionalDouble decimal(String text) {
    Optional<Long> whole = whole(text);
    if (whole.isPresent()) {
      return OptionalDouble.of(whole.get());
    }
    if (DECIMAL.matcher(text).matches()) {
      return OptionalDouble.of(Double.parseDouble(text.replace("_", "")));
    }
    if (INFINITE.matcher(text).matches()) {
      return OptionalDouble.of(
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    return text.equalsIgnoreCase(".nan") ? OptionalDouble.of(Double.NaN) : OptionalDouble.empty();
  }

  /** The value where no type is asked for: Boolean, Long, Double or String. */
  static Object untyped(Node.Scalar scalar) {
    String text = scalar.text();
    if (scalar.style() == Node.Style.QUOTED || hasLeadingZero(text)) {
      return text;
    }
    Optional<Boolean> bool = bool(text);
    if (bool.isPresent()) {
      return bool.get();
    }
    Optional<Long> whole = whole(text);
    if (whole.isPresent()) {
      return whole.get();
    }
    OptionalDouble decimal = decimal(text);
    return decimal.isPresent() ? (Object) decimal.getAsDouble() : text;
  }
}
