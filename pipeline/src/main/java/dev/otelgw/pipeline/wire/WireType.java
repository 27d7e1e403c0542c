package dev.otelgw.pipeline.wire;

/**
 * The wire types of protobuf that OTLP uses, as the low three bits of a tag.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
 */
public final class WireType {
  /** A base-128 number of up to ten bytes. */
  public static final int VARINT = 0;

  /** Eight bytes. */
  public static final int FIXED64 = 1;

  /** A varint length, then that many bytes. */
  public static final int LENGTH = 2;

  /** Four bytes. */
  public static final int FIXED32 = 5;

  private WireType() {}
}
