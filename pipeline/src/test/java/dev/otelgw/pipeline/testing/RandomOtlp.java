package dev.otelgw.pipeline.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Random;

/**
 * Random export requests: every field of every message of OTLP through the descriptors of the
 * generated classes, with the values that break careless code. The same seed gives the same
 * message. Single-threaded.
 */
public final class RandomOtlp {

  private static final long[] ODD_NUMBERS = {
    0,
    1,
    -1,
    127,
    128,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    0xffffffffL,
    1L << 53,
    (1L << 53) + 1,
    1_760_000_000_123_456_789L,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private static final double[] ODD_DOUBLES = {
    0.0,
    -0.0,
    1.0,
    0.1,
    -2.5,
    1e21,
    1e-7,
    9007199254740992.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static final String[] ODD_TEXTS = {
    "",
    "a",
    "service.name",
    "Größe",
    "日本語",
    "🙂",
    "a\"b\\c/d",
    "\u0000",
    "\n\r\t\b\f\u001f\u007f",
    "\u2028\u2029",
    "\ufeff",
    "\uffff",
    "\ud83d\ude00\udbff\udfff",
    "e\u0301",
    "</script>",
    "NaN",
    "0"
  };

  /**
   * How large and how odd.
   *
   * @param maxRepeated most elements of a list
   * @param maxDepth deepest nesting of messages, the request being 1; at least 1
   * @param maxTextPieces most pieces a text or a byte string is put together from
   * @param percentSet how many of a hundred fields are set
   * @param percentUnknown how many of a hundred messages get fields that OTLP does not have
   */
  public record Size(
      int maxRepeated, int maxDepth, int maxTextPieces, int percentSet, int percentUnknown) {

    /** Some kilobytes; nothing unknown. */
    public static final Size USUAL = new Size(3, 12, 4, 60, 0);

    /** A few hundred bytes; nothing unknown. */
    public static final Size SMALL = new Size(2, 9, 2, 45, 0);

    /** The same, with so many of a hundred messages holding fields that OTLP does not have. */
    public Size withUnknown(int percent) {
      return new Size(maxRepeated, maxDepth, maxTextPieces, percentSet, percent);
    }
  }

  private final Random random;
  private final Size size;

  private RandomOtlp(Random random, Size size) {
    this.random = random;
    this.size = size;
  }

  /** A request of {@link Size#USUAL} size, as an object of its generated class. */
  public static Message request(Signal signal, Random random) {
    return request(signal, random, Size.USUAL);
  }

  /** A request, as an object of its generated class. */
  public static Message request(Signal signal, Random random, Size size) {
    Message.Builder builder = emptyRequest(signal).newBuilderForType();
    new RandomOtlp(random, size).fill(builder, 1);
    return builder.build();
  }

  /** The request of that signal without anything in it. */
  public static Message emptyRequest(Signal signal) {
    return switch (signal) {
      case TRACES -> ExportTraceServiceRequest.getDefaultInstance();
      case METRICS -> ExportMetricsServiceRequest.getDefaultInstance();
      case LOGS -> ExportLogsServiceRequest.getDefaultInstance();
    };
  }

  private void fill(Message.Builder builder, int depth) {
    for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
      if (field.getRealContainingOneof() != null) {
        continue;
      }
      // The lists that lead to the items are never skipped at the top, else half of all is empty.
      boolean lead = field.isRepeated() && depth == 1;
      if (lead || chance(size.percentSet)) {
        set(builder, field, depth);
      }
    }
    for (OneofDescriptor oneof : builder.getDescriptorForType().getRealOneofs()) {
      if (chance(90)) {
        set(builder, oneof.getField(random.nextInt(oneof.getFieldCount())), depth);
      }
    }
    if (chance(size.percentUnknown)) {
      builder.setUnknownFields(unknown());
    }
  }

  private void set(Message.Builder builder, FieldDescriptor field, int depth) {
    boolean tooDeep =
        field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth >= size.maxDepth;
    if (!field.isRepeated()) {
      if (!tooDeep) {
        builder.setField(field, value(builder, field, depth));
      }
      return;
    }
    int count = tooDeep ? 0 : random.nextInt(size.maxRepeated + 1);
    for (int i = 0; i < count; i++) {
      builder.addRepeatedField(field, value(builder, field, depth));
    }
  }

  private Object value(Message.Builder parent, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case INT -> (int) number();
      case LONG -> number();
      case FLOAT -> (float) decimal();
      case DOUBLE -> decimal();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> text();
      case BYTE_STRING -> bytes(field.getName());
      case ENUM ->
          field
              .getEnumType()
              .findValueByNumberCreatingIfUnknown(
                  chance(90)
                      ? random.nextInt(field.getEnumType().getValues().size())
                      : (int) number());
      case MESSAGE -> {
        Message.Builder child = parent.newBuilderForField(field);
        if (!chance(8)) {
          fill(child, depth + 1);
        }
        yield child.build();
      }
    };
  }

  private long number() {
    return switch (random.nextInt(3)) {
      case 0 -> ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
      case 1 -> random.nextInt(1000);
      default -> random.nextLong();
    };
  }

  private double decimal() {
    return switch (random.nextInt(4)) {
      case 0 -> ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)];
      case 1 -> random.nextInt(1000) / 8.0;
      case 2 -> random.nextGaussian();
      // The one NaN that Java computes: JSON has no others.
      default -> Double.longBitsToDouble(Double.doubleToLongBits(anyDouble()));
    };
  }

  private double anyDouble() {
    return Double.longBitsToDouble(random.nextLong());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(size.maxTextPieces + 1);
    for (int i = 0; i < pieces; i++) {
      if (random.nextBoolean()) {
        text.append(ODD_TEXTS[random.nextInt(ODD_TEXTS.length)]);
      } else {
        random.ints(random.nextInt(12), 'a', 'z' + 1).forEach(text::appendCodePoint);
      }
    }
    return text.toString();
  }

  private ByteString bytes(String fieldName) {
    byte[] bytes =
        new byte
            [switch (fieldName) {
              case "trace_id" -> chance(85) ? 16 : 0;
              case "span_id", "parent_span_id" -> chance(85) ? 8 : 0;
              default -> random.nextInt(8 * size.maxTextPieces + 1);
            }];
    if (chance(90)) {
      random.nextBytes(bytes);
    }
    return ByteString.copyFrom(bytes);
  }

  private UnknownFieldSet unknown() {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    switch (random.nextInt(4)) {
      case 0 -> field.addVarint(number());
      case 1 -> field.addFixed32((int) number());
      case 2 -> field.addFixed64(number());
      default -> field.addLengthDelimited(bytes("unknown"));
    }
    int number = chance(50) ? 200 + random.nextInt(100) : 536_870_911;
    return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
