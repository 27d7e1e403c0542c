package dev.otelgw.pipeline.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks text on the wire: a backend refuses a whole batch for one string that is not UTF-8. */
public final class Utf8 {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Whether the bytes from {@code from} to {@code to} are well-formed UTF-8 (Unicode 16, table 3-7:
   * no overlong forms, no surrogates, nothing above U+10FFFF).
   */
  public static boolean valid(byte[] bytes, int from, int to) {
    int at = from;
    int lastEight = to - 8;
    if (lastEight < from) {
      return validSlow(bytes, from, to);
    }
    while (at < lastEight) {
      if (((long) LONGS.get(bytes, at) & NOT_ASCII) != 0) {
        return validSlow(bytes, at, to);
      }
      at += 8;
    }
    // The last eight bytes at once, though some of them may have been seen: no slow tail.
    return ((long) LONGS.get(bytes, lastEight) & NOT_ASCII) == 0 || validSlow(bytes, at, to);
  }

  private static boolean validSlow(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int first = bytes[at];
      int length = first >= 0 ? 1 : multiByte(bytes, at, to, first & 0xff);
      if (length == 0) {
        return false;
      }
      at += length;
    }
    return true;
  }

  /** Length of the sequence that starts with {@code first}, or 0 if it is none. */
  private static int multiByte(byte[] bytes, int at, int to, int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (at + length > to) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = at + 2; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
