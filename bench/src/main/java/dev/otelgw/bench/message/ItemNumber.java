package dev.otelgw.bench.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The number of an item as it travels inside the item: spans and log records carry it as their
 * trace id (16 bytes), data points as their value (8 bytes).
 *
 * <p>Numbers are scrambled on the way in, by a function with an inverse, so that ids look as random
 * to a compressor as real ones do. A number below {@link #LIMIT} is what tells an id written here
 * from any other.
 */
public final class ItemNumber {

  /** Numbers are below 2^40; a foreign 8-byte value is taken for one of ours once in 2^24 times. */
  public static final long LIMIT = 1L << 40;

  /** Keeps zero, which many a real value is, from being read as number 0. */
  private static final long OFFSET = 0x9e3779b97f4a7c15L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ItemNumber() {}

  /** Writes a number as 8 bytes, and 8 more that follow from it when {@code wide}. */
  static void write(byte[] bytes, int offset, boolean wide, long number) {
    long scrambled = scramble(number + OFFSET);
    LONG.set(bytes, offset, scrambled);
    if (wide) {
      LONG.set(bytes, offset + Long.BYTES, scramble(~scrambled));
    }
  }

  /**
   * Reads what {@code write} wrote; a value of {@link #LIMIT} or above, or below zero, is not one
   * of ours.
   */
  public static long read(byte[] bytes, int offset) {
    return unscramble((long) LONG.get(bytes, offset)) - OFFSET;
  }

  /** Whether a number that was read can be one of ours. */
  public static boolean isOurs(long number) {
    return number >= 0 && number < LIMIT;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection on 64 bits. */
  static long scramble(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static long unscramble(long value) {
    long z = value;
    z = (z ^ (z >>> 31) ^ (z >>> 62)) * 0x319642b2d24d8ec3L;
    z = (z ^ (z >>> 27) ^ (z >>> 54)) * 0x96de1b173f119089L;
    return z ^ (z >>> 30) ^ (z >>> 60);
  }
}
