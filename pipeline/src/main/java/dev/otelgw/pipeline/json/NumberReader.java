package dev.otelgw.pipeline.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.otelgw.pipeline.wire.FieldKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Numbers as protobuf's JSON mapping writes them: a JSON number or a string, integers also as
 * {@code 1.0} and {@code 1e3}.
 *
 * @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON format</a>
 */
final class NumberReader {

  /** As Jackson's limit for a number that is not in a string. */
  private static final int MAX_DIGITS = 1000;

  private static final BigInteger UINT64_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private NumberReader() {}

  /**
   * The integer at the parser's current token, checked to be in the range of {@code kind}; one of
   * over 2^63 comes as the negative number with the same bits.
   */
  static long integer(JsonParser in, FieldKind kind) throws IOException, Broken {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT) {
      if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        return big(in.getText(), kind);
      }
      return checked(in.getLongValue(), kind);
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      return big(in.getText(), kind);
    }
    if (token != JsonToken.VALUE_STRING) {
      throw RequestReader.wrong(in, "a number");
    }
    char[] chars = in.getTextCharacters();
    int from = in.getTextOffset();
    int count = in.getTextLength();
    if (count == 0 || count > 18) {
      return big(in.getText(), kind);
    }
    long value = 0;
    int start = chars[from] == '-' && count > 1 ? 1 : 0;
    for (int i = from + start; i < from + count; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return big(in.getText(), kind);
      }
      value = value * 10 + digit;
    }
    return checked(start == 1 ? -value : value, kind);
  }

  private static long checked(long value, FieldKind kind) throws Broken {
    boolean fits =
        switch (kind) {
          case INT32, SINT32, ENUM -> value == (int) value;
          case UINT32, FIXED32 -> value >>> 32 == 0;
          case UINT64, FIXED64 -> value >= 0;
          default -> true;
        };
    if (!fits) {
      throw outOfRange(Long.toString(value), kind);
    }
    return value;
  }

  /** Rare: very large, or not plain digits. */
  private static long big(String text, FieldKind kind) throws Broken {
    BigDecimal number = decimal(text);
    // An exponent such as 1e999999999 must not become that many digits.
    long digits = (long) number.precision() - number.scale();
    if (number.signum() != 0 && digits > 20) {
      throw outOfRange(text, kind);
    }
    BigInteger integer;
    try {
      integer = number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
    } catch (ArithmeticException _) {
      throw new Broken(quoted(text) + " is not a whole number");
    }
    boolean unsigned = kind == FieldKind.UINT64 || kind == FieldKind.FIXED64;
    if (unsigned && integer.signum() >= 0 && integer.compareTo(UINT64_MAX) <= 0) {
      return integer.longValue();
    }
    if (integer.bitLength() > 63) {
      throw outOfRange(text, kind);
    }
    return checked(integer.longValue(), kind);
  }

  private static BigDecimal decimal(String text) throws Broken {
    if (!numeric(text)) {
      throw new Broken(quoted(text) + " is not a number");
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException | ArithmeticException _) {
      throw new Broken(quoted(text) + " is not a number");
    }
  }

  /** The floating-point number at the parser's current token. */
  static double decimal(JsonParser in) throws IOException, Broken {
    JsonToken token = in.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = in.getDoubleValue();
      if (Double.isInfinite(value)) {
        throw new Broken(quoted(in.getText()) + " is beyond the range of a double");
      }
      // An integer has no negative zero, a floating-point number has.
      return value == 0 && in.getText().startsWith("-") ? -0.0 : value;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw RequestReader.wrong(in, "a number");
    }
    String text = in.getText();
    if (numeric(text)) {
      double value = parse(text);
      if (Double.isInfinite(value)) {
        throw new Broken(quoted(text) + " is beyond the range of a double");
      }
      return value;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> throw new Broken(quoted(text) + " is not a number");
    };
  }

  private static double parse(String text) throws Broken {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new Broken(quoted(text) + " is not a number");
    }
  }

  /** Java's own parsers accept more than JSON does: blanks, suffixes, digits of other scripts. */
  private static boolean numeric(String text) {
    if (text.isEmpty() || text.length() > MAX_DIGITS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static Broken outOfRange(String text, FieldKind kind) {
    return new Broken(
        quoted(text) + " is out of range for " + kind.name().toLowerCase(Locale.ROOT));
  }

  private static String quoted(String text) {
    return '"' + Place.oneLine(text) + '"';
  }
}
