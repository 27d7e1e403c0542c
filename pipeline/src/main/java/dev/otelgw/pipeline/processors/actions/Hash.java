package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.wire.WireValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of a value as the Collector has it: SHA-256, in hex, of the text, of the number in eight
 * bytes with the lowest first, or of one byte 0 or 1. Other kinds become the empty text.
 */
final class Hash {

  private static final WireValue EMPTY = WireValue.of("");

  private Hash() {}

  static WireValue of(WireValue value) {
    return switch (value.kind()) {
      case STRING -> hashed(value.utf8());
      case BOOL -> hashed(ByteBuffer.wrap(new byte[] {(byte) (value.flag() ? 1 : 0)}));
      case INT -> hashed(number(value.whole()));
      case DOUBLE -> hashed(number(Double.doubleToRawLongBits(value.decimal())));
      case NONE, ARRAY, MAP, BYTES -> EMPTY;
    };
  }

  private static ByteBuffer number(long bits) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).flip();
  }

  private static WireValue hashed(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes);
      return WireValue.of(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
