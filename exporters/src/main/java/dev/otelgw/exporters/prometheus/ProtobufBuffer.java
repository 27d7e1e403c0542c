package dev.otelgw.exporters.prometheus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A protobuf message being written, with messages in it: the length of one is put before it when it
 * is known, so nothing is encoded twice. Single-threaded.
 */
final class ProtobufBuffer {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[8192];
  private int size;

  void uint(int field, long value) {
    tag(field, VARINT);
    varint(value);
  }

  /** A sint32 or a sint64. */
  void sint(int field, long value) {
    uint(field, (value << 1) ^ (value >> 63));
  }

  void number(int field, double value) {
    tag(field, FIXED64);
    room(Long.BYTES);
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  void text(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    tag(field, LENGTH);
    varint(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, size, utf8.length);
    size += utf8.length;
  }

  /** Begins a message in this one; what {@link #end} wants to have. */
  int begin(int field) {
    tag(field, LENGTH);
    return size;
  }

  /** Ends the message that began there. */
  void end(int start) {
    int length = size - start;
    int head = 1;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      head++;
    }
    room(head);
    System.arraycopy(bytes, start, bytes, start + head, length);
    size = start;
    varint(length);
    size += length;
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    room(LONGEST_VARINT);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes =
          Arrays.copyOf(
              bytes,
              (int)
                  Math.min(Integer.MAX_VALUE - 8, Math.max((long) size + more, 2L * bytes.length)));
    }
  }

  /** Writes the message behind its length, and begins anew. */
  void writeDelimited(OutputStream out) throws IOException {
    int length = size;
    varint(length);
    out.write(bytes, length, size - length);
    out.write(bytes, 0, length);
    size = 0;
  }
}
