package dev.otelgw.pipeline.wire;

/**
 * What the walk does with a field, as a number: the walk looks at each field of each message, and a
 * look into a byte array is cheaper there than one into an object.
 */
final class WalkStep {

  /** Not known, or nothing to check beyond its length. */
  static final byte UNKNOWN = 0;

  /** Text. */
  static final byte STRING = 1;

  /** 16 bytes or none. */
  static final byte TRACE_ID = 2;

  /** 8 bytes or none. */
  static final byte SPAN_ID = 3;

  /** A list of 8-byte numbers. */
  static final byte PACKED_64 = 4;

  /** A list of 4-byte numbers. */
  static final byte PACKED_32 = 5;

  /** A list of varints. */
  static final byte PACKED_VARINT = 6;

  /** A message. */
  static final byte MESSAGE = 7;

  /** Added to {@link #MESSAGE}: it counts. */
  static final byte ITEM = 8;

  /** Added to {@link #MESSAGE}: it replaces its alternatives. */
  static final byte ONEOF = 16;

  private WalkStep() {}

  static byte of(Field field) {
    return switch (field.kind()) {
      case STRING -> STRING;
      case TRACE_ID -> TRACE_ID;
      case SPAN_ID -> SPAN_ID;
      case MESSAGE -> (byte) (MESSAGE + (field.item() ? ITEM : 0) + (field.oneof() ? ONEOF : 0));
      case BYTES, BOOL, DOUBLE, ENUM, FIXED32, FIXED64, SFIXED64 -> UNKNOWN;
      case INT32, INT64, SINT32, UINT32, UINT64 -> UNKNOWN;
    };
  }

  static byte packed(Field field) {
    return switch (field.kind().wireType()) {
      case WireType.FIXED64 -> PACKED_64;
      case WireType.FIXED32 -> PACKED_32;
      default -> PACKED_VARINT;
    };
  }
}
