package dev.otelgw.pipeline.wire;

/** How a field of an OTLP message is encoded on the wire, and what its bytes must look like. */
public enum FieldKind {
  /** 32-bit signed varint. */
  INT32(WireType.VARINT),
  /** 64-bit signed varint. */
  INT64(WireType.VARINT),
  /** 32-bit unsigned varint. */
  UINT32(WireType.VARINT),
  /** 64-bit unsigned varint. */
  UINT64(WireType.VARINT),
  /** 32-bit zigzag varint. */
  SINT32(WireType.VARINT),
  /** Varint 0 or 1. */
  BOOL(WireType.VARINT),
  /** Varint, one of the numbers of an enum or another that a newer version defines. */
  ENUM(WireType.VARINT),
  /** 32 bits, unsigned, little-endian. */
  FIXED32(WireType.FIXED32),
  /** 64 bits, unsigned, little-endian. */
  FIXED64(WireType.FIXED64),
  /** 64 bits, signed, little-endian. */
  SFIXED64(WireType.FIXED64),
  /** 64 bits, IEEE 754, little-endian. */
  DOUBLE(WireType.FIXED64),
  /** UTF-8 text. */
  STRING(WireType.LENGTH),
  /** Bytes. */
  BYTES(WireType.LENGTH),
  /** 16 bytes, or none. */
  TRACE_ID(WireType.LENGTH),
  /** 8 bytes, or none. */
  SPAN_ID(WireType.LENGTH),
  /** A nested message. */
  MESSAGE(WireType.LENGTH);

  private final int wireType;

  FieldKind(int wireType) {
    this.wireType = wireType;
  }

  /** The wire type of a single value; see {@link WireType}. */
  public int wireType() {
    return wireType;
  }

  /** Whether a repeated field of this kind may be packed into one length-delimited value. */
  public boolean packable() {
    return wireType != WireType.LENGTH;
  }
}
