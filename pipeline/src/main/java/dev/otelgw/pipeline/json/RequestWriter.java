package dev.otelgw.pipeline.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.otelgw.pipeline.wire.Field;
import dev.otelgw.pipeline.wire.FieldKind;
import dev.otelgw.pipeline.wire.MessageType;
import dev.otelgw.pipeline.wire.WireReader;
import dev.otelgw.pipeline.wire.WireType;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the wire form as OTLP/JSON, each field as it comes. For that to be right, a field that is
 * no list occurs once, and the elements of a list follow each other: {@link #tidy}, as all writers
 * of protobuf do it, although it allows more. Single-use, single-threaded.
 */
final class RequestWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final JsonGenerator out;
  private final byte[] hex = new byte[32];

  RequestWriter(JsonGenerator out) {
    this.out = out;
  }

  /** Whether the message can be written as it comes, down to the last attribute. */
  static boolean tidy(MessageType type, byte[] bytes, int from, int end) {
    int seen = 0;
    int previous = 0;
    boolean oneof = false;
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Field field = known(type, in);
      if (field == null) {
        continue;
      }
      int bit = 1 << field.number();
      boolean goesOn = field.repeated() && field.number() == previous;
      boolean again = (seen & bit) != 0 && !goesOn;
      if (again || (oneof && field.oneof())) {
        return false;
      }
      seen |= bit;
      previous = field.number();
      oneof |= field.oneof();
      if (field.kind() == FieldKind.MESSAGE
          && !tidy(field.message(), bytes, in.valueStart(), in.valueEnd())) {
        return false;
      }
    }
    return true;
  }

  /** Writes one object of segments that are a request each, and one when laid end to end. */
  void request(MessageType type, List<byte[]> segments) throws IOException {
    out.writeStartObject();
    Field list = null;
    for (byte[] segment : segments) {
      list = fields(type, segment, 0, segment.length, list);
    }
    if (list != null) {
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private void message(MessageType type, byte[] bytes, int from, int end) throws IOException {
    out.writeStartObject();
    if (fields(type, bytes, from, end, null) != null) {
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  /**
   * Writes the fields of a message.
   *
   * @param open the list that is being written, or null
   * @return the list that is still being written at the end, or null
   */
  private @Nullable Field fields(
      MessageType type, byte[] bytes, int from, int end, @Nullable Field open) throws IOException {
    Field list = open;
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Field field = known(type, in);
      if (field == null) {
        continue;
      }
      if (field != list) {
        if (list != null) {
          out.writeEndArray();
        }
        out.writeFieldName(field.jsonName());
        list = field.repeated() ? field : null;
        if (list != null) {
          out.writeStartArray();
        }
      }
      if (in.wireType() == WireType.LENGTH && field.kind().packable()) {
        packed(field.kind(), bytes, in.valueStart(), in.valueEnd());
      } else if (in.wireType() == WireType.LENGTH) {
        block(field, bytes, in.valueStart(), in.valueEnd());
      } else {
        number(field.kind(), raw(field.kind(), in, bytes));
      }
    }
    return list;
  }

  /** The field the reader is at, or null if it is not of OTLP, if only by its wire type. */
  private static @Nullable Field known(MessageType type, WireReader in) {
    Field field = type.field(in.fieldNumber());
    if (field == null || in.wireType() == field.kind().wireType()) {
      return field;
    }
    boolean packed =
        in.wireType() == WireType.LENGTH && field.repeated() && field.kind().packable();
    return packed ? field : null;
  }

  private static long raw(FieldKind kind, WireReader in, byte[] bytes) {
    return switch (kind.wireType()) {
      case WireType.FIXED64 -> (long) LONGS.get(bytes, in.valueStart());
      case WireType.FIXED32 -> (int) INTS.get(bytes, in.valueStart());
      default -> in.varint64();
    };
  }

  private void packed(FieldKind kind, byte[] bytes, int from, int end) throws IOException {
    int at = from;
    while (at < end) {
      long value = 0;
      switch (kind.wireType()) {
        case WireType.FIXED64 -> {
          value = (long) LONGS.get(bytes, at);
          at += 8;
        }
        case WireType.FIXED32 -> {
          value = (int) INTS.get(bytes, at);
          at += 4;
        }
        default -> {
          int shift = 0;
          byte b;
          do {
            b = bytes[at++];
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
          } while (b < 0);
        }
      }
      number(kind, value);
    }
  }

  /** Writes a value of a fixed width or a varint, of which {@code raw} are the bits. */
  private void number(FieldKind kind, long raw) throws IOException {
    switch (kind) {
      case INT32, ENUM -> out.writeNumber((int) raw);
      case UINT32, FIXED32 -> out.writeNumber(Integer.toUnsignedLong((int) raw));
      case SINT32 -> out.writeNumber(((int) raw >>> 1) ^ -((int) raw & 1));
      case INT64, SFIXED64 -> out.writeString(Long.toString(raw));
      case UINT64, FIXED64 -> out.writeString(Long.toUnsignedString(raw));
      case BOOL -> out.writeBoolean(raw != 0);
      // Those that JSON has no number for become "NaN", "Infinity", "-Infinity".
      case DOUBLE -> out.writeNumber(Double.longBitsToDouble(raw));
      case STRING, BYTES, TRACE_ID, SPAN_ID, MESSAGE ->
          throw new IllegalStateException(kind.name());
    }
  }

  /** Writes a value that has a length. */
  private void block(Field field, byte[] bytes, int from, int end) throws IOException {
    switch (field.kind()) {
      case MESSAGE -> message(field.message(), bytes, from, end);
      case STRING -> out.writeUTF8String(bytes, from, end - from);
      case BYTES -> out.writeBinary(bytes, from, end - from);
      case TRACE_ID, SPAN_ID -> {
        int at = 0;
        for (int i = from; i < end; i++) {
          hex[at++] = HEX[(bytes[i] >> 4) & 0xf];
          hex[at++] = HEX[bytes[i] & 0xf];
        }
        out.writeRawUTF8String(hex, 0, at);
      }
      default -> throw new IllegalStateException(field.name());
    }
  }
}
