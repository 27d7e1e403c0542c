package dev.otelgw.receivers.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Makes valid bytes a little, or very, wrong. Stateless. */
final class Mutation {

  private static final byte[] TELLING = {
    0,
    1,
    0x7f,
    (byte) 0x80,
    (byte) 0xff,
    '"',
    '{',
    '[',
    '\\',
    ',',
    ':',
    '\r',
    '\n',
    ' ',
    0x0a,
    0x12,
  };
  private static final byte[][] LENGTHS = {
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
    {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
    {
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      0x01
    },
    {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
    {(byte) 0x80, 0, 0, 0},
  };

  private Mutation() {}

  /** Three times out of four a few changes, else none. */
  static byte[] some(byte[] valid, byte[] other, Random random) {
    return random.nextInt(4) == 0 ? valid : of(valid, other, random);
  }

  /**
   * Changed in one to four places.
   *
   * @param other where parts may be taken from
   */
  static byte[] of(byte[] valid, byte[] other, Random random) {
    byte[] bytes = valid;
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      bytes = once(bytes, other, random);
    }
    return bytes;
  }

  /** Nothing but noise. */
  static byte[] noise(int longest, Random random) {
    byte[] noise = new byte[random.nextInt(longest)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] once(byte[] bytes, byte[] other, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 + random.nextInt(64)));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> flipped(bytes, at, random);
      case 3 -> replaced(bytes, at, Math.min(bytes.length, at + 1), telling(random));
      case 4 -> replaced(bytes, at, at, telling(random));
      case 5 -> replaced(bytes, at, end, new byte[0]);
      case 6 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      case 7 -> Arrays.copyOf(bytes, at);
      case 8 -> replaced(bytes, at, bytes.length, from(other, random));
      case 9 -> replaced(bytes, bytes.length, bytes.length, noise(20, random));
      case 10 -> replaced(bytes, at, at, noise(9, random));
      default ->
          replaced(
              bytes,
              at,
              Math.min(bytes.length, at + random.nextInt(3)),
              LENGTHS[random.nextInt(LENGTHS.length)]);
    };
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] telling(Random random) {
    return new byte[] {TELLING[random.nextInt(TELLING.length)]};
  }

  private static byte[] from(byte[] other, Random random) {
    return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
  }

  /** With other bytes instead of those from {@code at} to {@code end}. */
  private static byte[] replaced(byte[] bytes, int at, int end, byte[] with) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + with.length);
    out.write(bytes, 0, at);
    out.writeBytes(with);
    out.write(bytes, end, bytes.length - end);
    return out.toByteArray();
  }
}
