package dev.otelgw.receivers.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.wire.ItemCount;
import dev.otelgw.pipeline.wire.Parsed;
import java.util.Arrays;
import java.util.Random;

/**
 * JSON: what is taken is a request that the official parser of protobuf reads, counts the same, and
 * that comes back the same when it is written and read again. The first byte is the signal.
 */
@SuppressWarnings("EnumOrdinal") // Inputs live no longer than the enums stay as they are.
final class JsonEntrance implements Entrance {

  private final Corpus corpus;

  JsonEntrance(Corpus corpus) {
    this.corpus = corpus;
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public byte[] input(Random random) {
    Signal signal = corpus.signal(random);
    byte[] json =
        switch (random.nextInt(40)) {
          case 0 -> Mutation.noise(60, random);
          case 1 -> "[".repeat(random.nextInt(5000)).getBytes(US_ASCII);
          case 2 ->
              "{\"resourceSpans\":[{\"resource\":".repeat(random.nextInt(500)).getBytes(US_ASCII);
          default ->
              Mutation.some(
                  corpus.json(signal, random), corpus.json(corpus.signal(random), random), random);
        };
    byte[] input = new byte[1 + json.length];
    input[0] = (byte) signal.ordinal();
    System.arraycopy(json, 0, input, 1, json.length);
    return input;
  }

  @Override
  public void judge(byte[] input) {
    Signal signal = Signal.values()[input[0]];
    switch (OtlpJson.parse(signal, Arrays.copyOfRange(input, 1, input.length))) {
      case Parsed.Valid(Batch batch) -> {
        int items = ItemCount.of(batch.message());
        Finding.unless(batch.items() == items, "counted %d of %d items", batch.items(), items);
        comesBack(batch);
      }
      case Parsed.Malformed(String message) -> ProtobufEntrance.oneLine(message);
    }
  }

  private static void comesBack(Batch batch) {
    byte[] json = OtlpJson.write(batch);
    if (OtlpJson.parse(batch.signal(), json) instanceof Parsed.Valid(Batch again)) {
      Finding.unless(
          again.message().equals(batch.message()), "changed on its way through JSON: %s", batch);
    } else {
      throw new Finding("its own JSON is refused: " + new String(json, UTF_8));
    }
  }
}
