package dev.otelgw.pipeline.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Protobuf's wire form, written forwards into an array that grows. The length of a message comes
 * before it and is known after it: {@link #begin} leaves one byte for it, and {@link #end} moves
 * the message where that was too little. Single-threaded.
 */
final class WireBuffer {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int at;

  /**
   * An empty one.
   *
   * @param capacity size to start with, in bytes
   */
  WireBuffer(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, at);
  }

  /** Makes room for {@code more} bytes. */
  private void room(int more) {
    int needed = Math.addExact(at, more);
    if (needed > bytes.length) {
      long grown = bytes.length * 3L / 2;
      bytes = Arrays.copyOf(bytes, Math.clamp(grown, needed, Integer.MAX_VALUE - 8));
    }
  }

  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  void fixed32(int value) {
    room(4);
    INTS.set(bytes, at, value);
    at += 4;
  }

  void fixed64(long value) {
    room(8);
    LONGS.set(bytes, at, value);
    at += 8;
  }

  /** Starts a value whose length is not known yet. The result is for {@link #end}. */
  int begin() {
    room(1);
    return ++at;
  }

  /** Ends the value that starts at {@code start}: writes its length before it. */
  void end(int start) {
    int length = at - start;
    int width = width(length);
    if (width > 1) {
      room(width - 1);
      System.arraycopy(bytes, start, bytes, start + width - 1, length);
    }
    at = start - 1;
    varint(length);
    at += length;
  }

  private static int width(int value) {
    return 1 + (31 - Integer.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** Length and UTF-8 of that many UTF-16 code units. */
  void text(char[] chars, int from, int count) throws Broken {
    int width = width(count);
    room(Math.addExact(Math.multiplyExact(count, 3), 10));
    int start = at + width;
    int end = encode(chars, from, from + count, start);
    int length = end - start;
    int needed = width(length);
    if (needed != width) {
      System.arraycopy(bytes, start, bytes, at + needed, length);
    }
    varint(length);
    at += length;
  }

  /** Writes UTF-8 at {@code start}, where there is room, and returns where it ends. */
  private int encode(char[] chars, int from, int to, int start) throws Broken {
    byte[] out = bytes;
    int next = start;
    int i = from;
    while (i < to && chars[i] < 0x80) {
      out[next++] = (byte) chars[i++];
    }
    while (i < to) {
      char c = chars[i++];
      if (c < 0x80) {
        out[next++] = (byte) c;
      } else if (c < 0x800) {
        out[next++] = (byte) (0xc0 | (c >> 6));
        out[next++] = continuation(c);
      } else if (!Character.isSurrogate(c)) {
        out[next++] = (byte) (0xe0 | (c >> 12));
        out[next++] = continuation(c >> 6);
        out[next++] = continuation(c);
      } else {
        if (i == to || !Character.isSurrogatePair(c, chars[i])) {
          throw new Broken("half of a surrogate pair (\\u%04x), not text".formatted((int) c));
        }
        int point = Character.toCodePoint(c, chars[i++]);
        out[next++] = (byte) (0xf0 | (point >> 18));
        out[next++] = continuation(point >> 12);
        out[next++] = continuation(point >> 6);
        out[next++] = continuation(point);
      }
    }
    return next;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** Length and bytes of an id in hex, of {@code width} bytes or none. */
  void hex(char[] chars, int from, int count, int width) throws Broken {
    if (count != 0 && count != 2 * width) {
      // Base64, which protobuf's own JSON mapping has here, is the usual mistake: name it first.
      for (int i = from; i < from + count; i++) {
        digit(chars[i]);
      }
      throw new Broken(
          count % 2 == 0
              ? count / 2 + " bytes, must be " + width
              : count + " hex digits, must be " + 2 * width);
    }
    varint(count / 2);
    room(count / 2);
    for (int i = from; i < from + count; i += 2) {
      bytes[at++] = (byte) (digit(chars[i]) << 4 | digit(chars[i + 1]));
    }
  }

  private static int digit(char c) throws Broken {
    int digit = c < 0x80 ? Character.digit(c, 16) : -1;
    if (digit < 0) {
      throw new Broken("not hexadecimal, which ids must be in OTLP/JSON");
    }
    return digit;
  }

  /** Length and bytes of base64, standard or URL-safe, with or without padding (RFC 4648). */
  void base64(char[] chars, int from, int count) throws Broken {
    int end = from + count;
    while (end > from && end > from + count - 2 && chars[end - 1] == '=') {
      end--;
    }
    int start = begin();
    room(count);
    int bits = 0;
    int held = 0;
    for (int i = from; i < end; i++) {
      bits = bits << 6 | sextet(chars[i]);
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[at++] = (byte) (bits >> held);
      }
    }
    if (held == 6) {
      throw new Broken("base64 that ends in the middle of a byte");
    }
    end(start);
  }

  private static int sextet(char c) throws Broken {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return switch (c) {
      case '+', '-' -> 62;
      case '/', '_' -> 63;
      default -> throw new Broken("not base64");
    };
  }
}
