package dev.otelgw.pipeline.wire;

/**
 * Steps over the fields of one message. Made for bytes that {@link OtlpParser} has accepted; on
 * others the field that does not fit is cut to the range and is the last. A cursor:
 * single-threaded, no allocation per field.
 *
 * <pre>{@code
 * WireReader in = new WireReader(bytes, 0, bytes.length);
 * while (in.next()) {
 *   if (in.fieldNumber() == 1) { ... in.valueStart(), in.valueEnd() ... }
 * }
 * }</pre>
 */
public final class WireReader {

  private final byte[] bytes;
  private int at;
  private final int end;
  private int tag;
  private int tagStart;
  private int valueStart;
  private long number;

  /** Over the message that lies from {@code from} to {@code end}, in bytes. */
  public WireReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Goes to the next field. False at the end. */
  public boolean next() {
    if (at >= end) {
      return false;
    }
    tagStart = at;
    tag = (int) varint();
    valueStart = at;
    switch (tag & 7) {
      case WireType.VARINT -> number = varint();
      case WireType.FIXED64 -> skip(8);
      case WireType.FIXED32 -> skip(4);
      case WireType.LENGTH -> {
        long length = varint();
        valueStart = at;
        skip(length);
      }
      default -> at = end;
    }
    return true;
  }

  /** The number in the field's tag. */
  public int fieldNumber() {
    return tag >>> 3;
  }

  /** The wire type in the field's tag; see {@link WireType}. */
  public int wireType() {
    return tag & 7;
  }

  /** The whole tag. */
  public int tag() {
    return tag;
  }

  /** Index of the first byte of the tag. */
  public int tagStart() {
    return tagStart;
  }

  /** Index of the first byte of the value, after the length if it has one. */
  public int valueStart() {
    return valueStart;
  }

  /** Index after the last byte of the value. The next field starts here. */
  public int valueEnd() {
    return at;
  }

  /** The value of a {@link WireType#VARINT} field. */
  public long varint64() {
    return number;
  }

  private void skip(long length) {
    at = length < 0 || length > end - at ? end : at + (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < end; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    at = end;
    return 0;
  }
}
