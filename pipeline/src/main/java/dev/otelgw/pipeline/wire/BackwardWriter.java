package dev.otelgw.pipeline.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Protobuf's wire form, put together from its last byte to its first, so that the length of a
 * message is known when it is due. What is new is written into a buffer from its end; what is kept
 * of a source is only noted, neighbours as one range whatever messages they belong to, and copied
 * once, when all is done. Single-threaded.
 */
final class BackwardWriter {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final byte[] NOTHING = {};

  /** What is new, in the bytes from {@code at} on. */
  private byte[] fresh;

  private int at;

  /**
   * The pieces, from the last to the first, two numbers each: from and to in the source; or, for
   * what is new, the negative distance of its first byte from the end of the buffer, and its
   * length.
   */
  private int[] pieces = new int[32];

  private int count;

  /** Pieces before this one must not grow any more: a mark may come back to them. */
  private int fixed;

  /** The sources, each with the number of pieces when it came. */
  private byte[][] sources = {NOTHING};

  private int[] sourceStarts = {0};

  /** What is kept and not yet among the pieces: it may grow. */
  private int keptFrom;

  private int keptTo;
  private int length;
  private int changes;

  /**
   * An empty one.
   *
   * @param capacity how many new bytes to expect
   */
  BackwardWriter(int capacity) {
    fresh = new byte[capacity];
    at = capacity;
  }

  /** A moment to come back to. */
  record Mark(int count, int used, int keptFrom, int keptTo, int length) {}

  /** The bytes that {@link #keep} means from here on. */
  void source(byte[] bytes) {
    flush();
    sources = Arrays.copyOf(sources, sources.length + 1);
    sources[sources.length - 1] = bytes;
    sourceStarts = Arrays.copyOf(sourceStarts, sources.length);
    sourceStarts[sources.length - 1] = count;
    fixed = count;
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
    length += to - from;
  }

  /** Notes that something of the source is left out. */
  void leaveOut() {
    changes++;
  }

  /** Puts these bytes before what is there. */
  void bytes(byte[] bytes, int from, int to) {
    room(to - from);
    System.arraycopy(bytes, from, fresh, at, to - from);
  }

  void fixed64(long value) {
    room(8);
    LONGS.set(fresh, at, value);
  }

  void varint(long value) {
    int width = 1 + (63 - Long.numberOfLeadingZeros(value | 1)) / 7;
    room(width);
    long rest = value;
    for (int i = at; i < at + width - 1; i++) {
      fresh[i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    fresh[at + width - 1] = (byte) rest;
  }

  /**
   * Makes a length-delimited field of everything that was written since.
   *
   * @param end what {@link #written} was before the field's last byte
   */
  void field(int tag, int end) {
    int size = length - end;
    if (tag < 0x80 && size < 0x80) {
      room(2);
      fresh[at] = (byte) tag;
      fresh[at + 1] = (byte) size;
    } else if (tag < 0x80 && size < 0x4000) {
      room(3);
      fresh[at] = (byte) tag;
      fresh[at + 1] = (byte) (size | 0x80);
      fresh[at + 2] = (byte) (size >>> 7);
    } else {
      varint(size);
      varint(tag);
    }
  }

  /** How many bytes there are. */
  int written() {
    return length;
  }

  /** Grows with everything that is not kept as it is. */
  int changes() {
    return changes;
  }

  Mark mark() {
    fixed = count;
    return new Mark(count, fresh.length - at, keptFrom, keptTo, length);
  }

  /** Takes back what was written since, and counts that as a change. */
  void back(Mark mark) {
    count = mark.count;
    fixed = count;
    at = fresh.length - mark.used;
    keptFrom = mark.keptFrom;
    keptTo = mark.keptTo;
    length = mark.length;
    changes++;
  }

  byte[] toByteArray() {
    flush();
    byte[] all = new byte[length];
    int source = sources.length - 1;
    int next = 0;
    for (int i = count - 2; i >= 0; i -= 2) {
      while (i < sourceStarts[source]) {
        source--;
      }
      int from = pieces[i];
      int size = from < 0 ? pieces[i + 1] : pieces[i + 1] - from;
      if (from < 0) {
        System.arraycopy(fresh, fresh.length + from, all, next, size);
      } else {
        System.arraycopy(sources[source], from, all, next, size);
      }
      next += size;
    }
    return all;
  }

  private void flush() {
    if (keptTo > keptFrom) {
      piece(keptFrom, keptTo);
      keptTo = keptFrom;
    }
  }

  private void piece(int first, int second) {
    if (count == pieces.length) {
      pieces = Arrays.copyOf(pieces, 2 * count);
    }
    pieces[count] = first;
    pieces[count + 1] = second;
    count += 2;
  }

  /** Makes room for new bytes, which are to be written from {@code at} on. */
  private void room(int more) {
    flush();
    if (more > at) {
      int used = fresh.length - at;
      long grown = Math.max(fresh.length * 2L, Math.addExact(used, more));
      byte[] larger = new byte[Math.clamp(grown, 0, Integer.MAX_VALUE - 8)];
      System.arraycopy(fresh, at, larger, larger.length - used, used);
      at = larger.length - used;
      fresh = larger;
    }
    at -= more;
    length = Math.addExact(length, more);
    changes++;
    if (count > fixed && pieces[count - 2] < 0) {
      pieces[count - 2] -= more;
      pieces[count - 1] += more;
    } else if (more > 0) {
      piece(at - fresh.length, more);
    }
  }
}
