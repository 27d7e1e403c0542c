package dev.otelgw.pipeline.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Protobuf's wire form, written from its last byte to its first, so that the length of a message is
 * known when it is due. What is kept of a source is noted as a range and copied when something else
 * follows: neighbours that stay are one copy, whatever messages they belong to. Single-threaded.
 */
final class BackwardWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};

  private final int capacity;
  private byte[] out = NOTHING;
  private int at;
  private byte[] source = NOTHING;
  private int keptFrom;
  private int keptTo;
  private int changes;

  /**
   * An empty one.
   *
   * @param capacity size to start with, in bytes, as soon as anything must be written
   */
  BackwardWriter(int capacity) {
    this.capacity = capacity;
  }

  /** A moment to come back to. */
  record Mark(int used, int keptFrom, int keptTo) {}

  /** The bytes that {@link #keep} means from here on. */
  void source(byte[] bytes) {
    flush();
    source = bytes;
    keptFrom = 0;
    keptTo = 0;
  }

  /** Puts bytes of the source before what is there. */
  void keep(int from, int to) {
    if (from == to) {
      return;
    }
    if (to != keptFrom || keptFrom == keptTo) {
      flush();
      keptTo = to;
    }
    keptFrom = from;
  }

  /** Notes that something of the source is left out. */
  void leaveOut() {
    changes++;
  }

  /** Puts these bytes before what is there. */
  void bytes(byte[] bytes, int from, int to) {
    start(to - from);
    at -= to - from;
    System.arraycopy(bytes, from, out, at, to - from);
  }

  void fixed64(long value) {
    start(8);
    at -= 8;
    LONGS.set(out, at, value);
  }

  void varint(long value) {
    int width = 1 + (63 - Long.numberOfLeadingZeros(value | 1)) / 7;
    start(width);
    at -= width;
    long rest = value;
    for (int i = at; i < at + width - 1; i++) {
      out[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at + width - 1] = (byte) rest;
  }

  /**
   * Makes a length-delimited field of everything that was written since.
   *
   * @param end what {@link #written} was before the field's last byte
   */
  void field(int tag, int end) {
    varint(written() - end);
    varint(tag);
  }

  /** How many bytes there are. */
  int written() {
    return out.length - at + keptTo - keptFrom;
  }

  /** Grows with everything that is not kept as it is. */
  int changes() {
    return changes;
  }

  Mark mark() {
    return new Mark(out.length - at, keptFrom, keptTo);
  }

  /** Takes back what was written since, and counts that as a change. */
  void back(Mark mark) {
    at = out.length - mark.used;
    keptFrom = mark.keptFrom;
    keptTo = mark.keptTo;
    changes++;
  }

  byte[] toByteArray() {
    flush();
    return at == 0 ? out : Arrays.copyOfRange(out, at, out.length);
  }

  private void start(int more) {
    flush();
    room(more);
    changes++;
  }

  private void flush() {
    int length = keptTo - keptFrom;
    if (length > 0) {
      room(length);
      at -= length;
      System.arraycopy(source, keptFrom, out, at, length);
      keptTo = keptFrom;
    }
  }

  private void room(int more) {
    if (more <= at) {
      return;
    }
    int used = out.length - at;
    int needed = Math.addExact(used, more);
    long grown = Math.max(capacity, out.length * 3L / 2);
    byte[] larger = new byte[Math.clamp(grown, needed, Integer.MAX_VALUE - 8)];
    System.arraycopy(out, at, larger, larger.length - used, used);
    at = larger.length - used;
    out = larger;
  }
}
