package dev.otelgw.receivers.fuzz;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.json.OtlpJson;
import dev.otelgw.pipeline.testing.OddWire;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.RandomOtlp.Size;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Valid requests to begin with, the same ones for the same seed. Thread-safe once made. */
final class Corpus {

  private static final int REQUESTS = 300;
  private static final List<Signal> SIGNALS = List.of(Signal.values());

  private final Map<Signal, List<byte[]>> protobuf = new EnumMap<>(Signal.class);
  private final Map<Signal, List<byte[]>> json = new EnumMap<>(Signal.class);

  Corpus(long seed) {
    Random random = new Random(seed);
    for (Signal signal : Signal.values()) {
      List<byte[]> binary = new ArrayList<>();
      List<byte[]> text = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        Size size = i % 10 == 0 ? Size.USUAL : Size.SMALL;
        var message = RandomOtlp.request(signal, random, size.withUnknown(i % 7));
        byte[] bytes = message.toByteArray();
        binary.add(i % 3 == 0 ? OddWire.encode(message, random) : bytes);
        text.add(OtlpJson.write(Batch.of(signal, bytes, 0)));
      }
      protobuf.put(signal, binary);
      json.put(signal, text);
    }
  }

  Signal signal(Random random) {
    return SIGNALS.get(random.nextInt(SIGNALS.size()));
  }

  byte[] protobuf(Signal signal, Random random) {
    return one(protobuf.get(signal), random);
  }

  byte[] json(Signal signal, Random random) {
    return one(json.get(signal), random);
  }

  /** A request of either format. */
  byte[] any(Random random) {
    Signal signal = signal(random);
    return random.nextBoolean() ? protobuf(signal, random) : json(signal, random);
  }

  private static byte[] one(List<byte[]> all, Random random) {
    return all.get(random.nextInt(all.size())).clone();
  }
}
