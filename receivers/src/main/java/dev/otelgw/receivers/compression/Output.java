package dev.otelgw.receivers.compression;

import java.io.IOException;
import java.util.Arrays;

/**
 * The plain body as it grows: an array that never gets larger than the limit, whatever the
 * compressed bytes promise. Used by one thread.
 */
final class Output {

  private static final int SMALLEST = 512;

  /** Reads like {@link java.io.InputStream#read(byte[], int, int)}: -1 is the end. */
  @FunctionalInterface
  interface Source {
    int read(byte[] into, int at, int length) throws IOException;
  }

  /** The expansion cannot go on, though the bytes may be in order. */
  static final class Stop extends IOException {
    private final transient Expanded why;

    private Stop(Expanded why) {
      super(null, null);
      this.why = why;
    }

    Expanded why() {
      return why;
    }
  }

  private final int limit;
  private final Room room;
  private byte[] bytes = new byte[0];
  private int size;

  Output(int limit, Room room) {
    this.limit = limit;
    this.room = room;
  }

  /** Makes an array of the size that the plain body will probably have. */
  void expect(long hint) throws Stop {
    reserve(Math.clamp(hint, 0, limit));
  }

  /** Makes an array of the size that the plain body says it has. */
  void claim(long plain) throws Stop {
    if (plain < 0 || plain > limit) {
      throw new Stop(new Expanded.TooLarge());
    }
    if (plain > bytes.length) {
      reserve((int) plain);
    }
  }

  /** Reads to the end of {@code source}. */
  void fill(Source source) throws IOException {
    byte[] probe = new byte[1];
    while (true) {
      // With a right guess the array is full at the end: one more byte is asked for elsewhere
      // before the array grows.
      boolean full = size == bytes.length;
      int n = full ? source.read(probe, 0, 1) : source.read(bytes, size, bytes.length - size);
      if (n < 0) {
        return;
      }
      if (full && n > 0) {
        ensure(1);
        bytes[size] = probe[0];
      }
      size += n;
    }
  }

  /** Makes sure that {@code length} more bytes can be written into {@link #array}. */
  void ensure(int length) throws Stop {
    if (length > bytes.length - size) {
      if (length > limit - size) {
        throw new Stop(new Expanded.TooLarge());
      }
      long doubled = Math.max(SMALLEST, 2L * bytes.length);
      reserve((int) Math.min(limit, Math.max(doubled, (long) size + length)));
    }
  }

  private void reserve(int capacity) throws Stop {
    if (!room.tryTake(capacity - (long) bytes.length)) {
      throw new Stop(new Expanded.NoRoom());
    }
    bytes = Arrays.copyOf(bytes, capacity);
  }

  /** Where to write, from {@link #size} on; a new one after each {@link #ensure}. */
  byte[] array() {
    return bytes;
  }

  /** Bytes written so far. */
  int size() {
    return size;
  }

  /** Bytes were written into {@link #array}. */
  void advance(int length) {
    size += length;
  }

  /** The plain body. */
  byte[] toByteArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
