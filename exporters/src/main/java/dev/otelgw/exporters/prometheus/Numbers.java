package dev.otelgw.exporters.prometheus;

import java.math.BigDecimal;

/**
 * Numbers as the Go client writes them, digit for digit, since {@code le} and {@code quantile} are
 * labels: another spelling of a bound would be another series.
 */
final class Numbers {

  /** Where Go's shortest form ({@code strconv.FormatFloat(x, 'g', -1, 64)}) turns to exponents. */
  private static final int LEAST_PLAIN = -4;

  private static final int MOST_PLAIN = 5;

  private Numbers() {}

  /** As the text format 0.0.4 has it: {@code 1}, {@code 0.25}, {@code 1e+06}, {@code +Inf}. */
  static String plain(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    String sign = Double.doubleToRawLongBits(number) < 0 ? "-" : "";
    return number == 0 ? sign + "0" : sign + digits(Math.abs(number));
  }

  private static String digits(double number) {
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    String digits = decimal.unscaledValue().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= LEAST_PLAIN && exponent <= MOST_PLAIN) {
      return decimal.toPlainString();
    }
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    int size = Math.abs(exponent);
    return digits.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }

  /** As OpenMetrics wants bounds and quantiles: always a float, {@code 1.0}. */
  static String canonical(double number) {
    String plain = plain(number);
    boolean whole = plain.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? plain + ".0" : plain;
  }

  /** A sample's value; whole ones without an exponent. */
  static String value(Number number) {
    return number instanceof Long ? number.toString() : plain(number.doubleValue());
  }

  /** A count, which OTLP has without a sign. */
  static String count(long count) {
    return Long.toUnsignedString(count);
  }

  /** Nanoseconds since 1970 as seconds: {@code 1700000000.25}. */
  static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
  }
}
