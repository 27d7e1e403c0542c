package dev.otelgw.pipeline.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values in words as the Collector has them ({@code pcommon.Value.AsString}): a list or a map is
 * JSON with its keys in order, bytes are base64, nothing is the empty text.
 */
final class ValueText {

  private static final JsonFactory JSON = new JsonFactory();

  /** Where Go and ECMAScript begin to write an exponent. */
  private static final double LEAST_PLAIN = 1e-6;

  private static final double MOST_PLAIN = 1e21;

  private ValueText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> number(number);
      case ByteBuffer bytes -> base64(bytes);
      case List<?> list -> json(list);
      case Map<?, ?> map -> json(map);
      default -> value.toString();
    };
  }

  private static String number(double number) {
    if (!Double.isFinite(number)) {
      return "json: unsupported value: "
          + (Double.isNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf");
    }
    double size = Math.abs(number);
    if (size != 0 && (size < LEAST_PLAIN || size >= MOST_PLAIN)) {
      String text = Double.toString(number).replace(".0E", "E").replace('E', 'e');
      return text.contains("e-") ? text : text.replace("e", "e+");
    }
    return plain(number);
  }

  /** Without an exponent: as few digits as tell it from its neighbours. */
  static String plain(double number) {
    String text = Double.toString(number);
    if (text.indexOf('E') >= 0) {
      text = new BigDecimal(text).toPlainString();
    }
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String base64(ByteBuffer bytes) {
    return StandardCharsets.US_ASCII.decode(Base64.getEncoder().encode(bytes)).toString();
  }

  private static String json(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Boolean flag -> out.writeBoolean(flag);
      case Long number -> out.writeNumber(number);
      case Double number when Double.isFinite(number) -> out.writeNumber(number(number));
      case List<?> list -> {
        out.writeStartArray();
        for (Object element : list) {
          write(out, element);
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      default -> out.writeString(of(value));
    }
  }
}
