package dev.otelgw.bench.message;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing set of small numbers, one bit each; safe for use by several threads. */
public final class NumberSet {

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /** Numbers in one segment: 2^22, 512 KiB of bits. */
  private static final int SEGMENT_BITS = 22;

  private static final int SEGMENT_WORDS = 1 << (SEGMENT_BITS - 6);

  private volatile long[][] segments = new long[0][];

  /**
   * Adds a number.
   *
   * @param number 0 or more, below {@link ItemNumber#LIMIT}
   * @return false when it was there already
   */
  public boolean add(long number) {
    long[] segment = segment((int) (number >>> SEGMENT_BITS));
    int word = (int) (number >>> 6) & (SEGMENT_WORDS - 1);
    long bit = 1L << number;
    return ((long) WORD.getAndBitwiseOr(segment, word, bit) & bit) == 0;
  }

  /** Whether a number was added. */
  public boolean contains(long number) {
    int index = (int) (number >>> SEGMENT_BITS);
    long[][] all = segments;
    if (index >= all.length || all[index] == null) {
      return false;
    }
    int word = (int) (number >>> 6) & (SEGMENT_WORDS - 1);
    return (((long) WORD.getVolatile(all[index], word) >>> number) & 1) != 0;
  }

  /** How many of the {@code count} numbers from {@code first} on are missing. */
  public int missing(long first, int count) {
    int missing = 0;
    for (long number = first; number < first + count; number++) {
      missing += contains(number) ? 0 : 1;
    }
    return missing;
  }

  /** The bits, lowest number first, eight to a byte. */
  public byte[] toBytes() {
    long[][] all = segments;
    ByteArrayOutputStream out = new ByteArrayOutputStream(all.length * SEGMENT_WORDS * Long.BYTES);
    for (long[] segment : all) {
      ByteBuffer bytes =
          ByteBuffer.allocate(SEGMENT_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (segment != null) {
        bytes.asLongBuffer().put(segment);
      }
      out.writeBytes(bytes.array());
    }
    return out.toByteArray();
  }

  /** Reads what {@link #toBytes} wrote. */
  public static NumberSet fromBytes(byte[] bytes) {
    NumberSet set = new NumberSet();
    var words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (int index = 0; words.hasRemaining(); index++) {
      words.get(set.segment(index), 0, Math.min(SEGMENT_WORDS, words.remaining()));
    }
    return set;
  }

  private long[] segment(int index) {
    long[][] all = segments;
    if (index < all.length && all[index] != null) {
      return all[index];
    }
    return grow(index);
  }

  private synchronized long[] grow(int index) {
    long[][] all = segments;
    if (index >= all.length || all[index] == null) {
      all = Arrays.copyOf(all, Math.max(all.length, index + 1));
      all[index] = new long[SEGMENT_WORDS];
      segments = all;
    }
    return all[index];
  }
}
