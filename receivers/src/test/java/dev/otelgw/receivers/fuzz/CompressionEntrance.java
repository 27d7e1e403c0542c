package dev.otelgw.receivers.fuzz;

import dev.otelgw.receivers.compression.Compression;
import dev.otelgw.receivers.compression.Expanded;
import dev.otelgw.receivers.compression.Packing;
import java.util.Arrays;
import java.util.Random;

/**
 * Compressed bodies: never more than the limit comes out or is taken, whole ones come back as they
 * were. The first byte is the packing, the second whether it was left as it is, the third how many
 * times 256 bytes the limit is.
 */
@SuppressWarnings("EnumOrdinal") // Inputs live no longer than the enums stay as they are.
final class CompressionEntrance implements Entrance {

  private static final int HEAD = 3;
  private static final int UNIT = 256;
  private static final int BOMB = 1 << 20;

  private final Corpus corpus;

  CompressionEntrance(Corpus corpus) {
    this.corpus = corpus;
  }

  @Override
  public String name() {
    return "compression";
  }

  @Override
  public byte[] input(Random random) {
    Packing packing = Packing.values()[random.nextInt(Packing.values().length)];
    boolean bomb = random.nextInt(500) == 0;
    byte[] plain = bomb ? new byte[random.nextInt(BOMB)] : corpus.any(random);
    byte[] whole = packing.pack(plain);
    boolean left = !bomb && plain.length <= 255 * UNIT && random.nextInt(6) == 0;
    byte[] packed =
        left
            ? whole
            : random.nextInt(30) == 0
                ? Mutation.noise(80, random)
                : Mutation.of(whole, corpus.any(random), random);
    byte[] input = new byte[HEAD + packed.length];
    input[0] = (byte) packing.ordinal();
    input[1] = (byte) (left ? 1 : 0);
    input[2] = (byte) (left ? 255 : random.nextInt(256));
    System.arraycopy(packed, 0, input, HEAD, packed.length);
    return input;
  }

  @Override
  public void judge(byte[] input) {
    Packing packing = Packing.values()[input[0]];
    Compression compression = packing.by();
    int limit = (input[2] & 0xff) * UNIT;
    byte[] packed = Arrays.copyOfRange(input, HEAD, input.length);
    long[] taken = {0};
    Expanded expanded =
        compression.expand(
            packed,
            limit,
            bytes -> {
              taken[0] += bytes;
              return true;
            });
    Finding.unless(taken[0] <= limit, "took %d bytes, the limit is %d", taken[0], limit);
    switch (expanded) {
      case Expanded.Whole(byte[] plain) -> {
        Finding.unless(plain.length <= limit, "%d bytes, the limit is %d", plain.length, limit);
        if (input[1] == 1) {
          Finding.unless(Arrays.equals(packing.pack(plain), packed), "another body came out");
        }
      }
      case Expanded.Broken(String message) -> {
        Finding.unless(input[1] == 0, "whole, but refused: %s", message);
        ProtobufEntrance.oneLine(message);
      }
      case Expanded.TooLarge _ -> Finding.unless(input[1] == 0, "too large, though it is not");
      case Expanded.NoRoom _ -> throw new Finding("no room, though there is plenty");
    }
  }
}
