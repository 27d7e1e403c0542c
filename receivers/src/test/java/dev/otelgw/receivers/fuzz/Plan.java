package dev.otelgw.receivers.fuzz;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Which inputs to make.
 *
 * @param inputs how many
 * @param seed the same one makes the same inputs
 * @param folder where inputs with findings are written
 */
record Plan(long inputs, long seed, Path folder) {

  /** Of a thousand inputs; sockets take their time, and what is behind them is tested without. */
  enum Way {
    PROTOBUF(360),
    JSON(250),
    COMPRESSION(300),
    HTTP(30),
    HTTP_BODY(20),
    HTTP2(25),
    GRPC_BODY(15);

    private final int share;

    Way(int share) {
      this.share = share;
    }
  }

  private static final List<Way> WAYS = List.of(Way.values());
  private static final int TOTAL = WAYS.stream().mapToInt(way -> way.share).sum();

  /** Where all that is random about an input comes from. */
  Random random(long index) {
    return new Random(seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L);
  }

  /** The entrance of an input; the first thing that its random source decides. */
  static Way way(Random random) {
    int at = random.nextInt(TOTAL);
    for (Way way : WAYS) {
      at -= way.share;
      if (at < 0) {
        return way;
      }
    }
    throw new IllegalStateException("shares changed meanwhile");
  }
}
