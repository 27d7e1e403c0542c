package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.load.Load;
import java.io.IOException;
import java.time.Duration;

/** Waits at the sink for what was acknowledged. */
final class Drain {

  private static final Duration POLL = Duration.ofMillis(250);

  private Drain() {}

  /**
   * Waits until everything that was acknowledged has arrived, or nothing has come for a while.
   *
   * @param quiet how long a gateway may be silent: longer than it waits between two tries
   * @return how many items are missing
   */
  static long await(SinkProcess sink, Load load, Duration quiet)
      throws IOException, InterruptedException {
    long last = -1;
    long changed = System.nanoTime();
    long missing = load.lost(sink.arrived());
    while (missing > 0 && System.nanoTime() - changed < quiet.toNanos()) {
      Thread.sleep(POLL);
      long items = sink.counts().items();
      if (items != last) {
        last = items;
        changed = System.nanoTime();
      }
      missing = load.lost(sink.arrived());
    }
    return missing;
  }
}
