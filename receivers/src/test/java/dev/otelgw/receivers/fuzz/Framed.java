package dev.otelgw.receivers.fuzz;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import dev.otelgw.receivers.compression.Compression;
import dev.otelgw.receivers.compression.Expanded;
import dev.otelgw.receivers.compression.Packing;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A request whose frame is in order and whose body perhaps is not, with the verdict that it must
 * get.
 *
 * @param packing null for plain bodies
 */
@SuppressWarnings({
  "ArrayRecordComponent", // Nobody compares these.
  "EnumOrdinal" // Inputs live no longer than the enums stay as they are.
})
record Framed(Signal signal, boolean json, @Nullable Packing packing, int variant, byte[] body) {

  /** What a receiver must say. */
  enum Right {
    OK,
    MALFORMED,
    OVERSIZE
  }

  private static final int HEAD = 4;
  private static final byte PLAIN = 127;

  static byte[] input(Corpus corpus, Packing[] packings, boolean mayBeJson, Random random) {
    Signal signal = corpus.signal(random);
    boolean json = mayBeJson && random.nextBoolean();
    byte[] valid = json ? corpus.json(signal, random) : corpus.protobuf(signal, random);
    byte[] plain = Mutation.some(valid, corpus.any(random), random);
    if (random.nextInt(400) == 0) {
      plain = new byte[FuzzedReceiver.LIMIT + random.nextInt(2)];
    }
    Packing packing = random.nextBoolean() ? null : packings[random.nextInt(packings.length)];
    byte[] body = plain;
    if (packing != null) {
      body = packing.pack(plain);
      if (random.nextInt(3) == 0) {
        body = Mutation.of(body, corpus.any(random), random);
      }
    }
    byte[] input = new byte[HEAD + body.length];
    input[0] = (byte) signal.ordinal();
    input[1] = (byte) (json ? 1 : 0);
    input[2] = packing == null ? PLAIN : (byte) packing.ordinal();
    input[3] = (byte) random.nextInt(128);
    System.arraycopy(body, 0, input, HEAD, body.length);
    return input;
  }

  static Framed of(byte[] input) {
    return new Framed(
        Signal.values()[input[0]],
        input[1] == 1,
        input[2] == PLAIN ? null : Packing.values()[input[2]],
        input[3],
        Arrays.copyOfRange(input, HEAD, input.length));
  }

  Right right() {
    if (body.length > FuzzedReceiver.LIMIT) {
      return Right.OVERSIZE;
    }
    Compression compression = packing == null ? null : packing.by();
    Expanded expanded =
        compression == null
            ? new Expanded.Whole(body)
            : compression.expand(body, FuzzedReceiver.LIMIT, bytes -> true);
    return switch (expanded) {
      case Expanded.Whole(byte[] plain) ->
          (json ? OtlpJson.parse(signal, plain) : OtlpParser.parse(signal, plain))
                  instanceof Parsed.Valid
              ? Right.OK
              : Right.MALFORMED;
      case Expanded.TooLarge _ -> Right.OVERSIZE;
      case Expanded.Broken _, Expanded.NoRoom _ -> Right.MALFORMED;
    };
  }
}
