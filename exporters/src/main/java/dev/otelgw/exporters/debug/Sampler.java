package dev.otelgw.exporters.debug;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a flood readable: in each second, the first requests of a signal pass, and every n-th after
 * them, as the Collector's log does (zap's sampler). Thread-safe.
 */
final class Sampler {

  private static final long TICK = TimeUnit.SECONDS.toNanos(1);

  private final int initial;
  private final int thereafter;
  private final Clock clock;
  private final Map<Signal, Second> seconds = new EnumMap<>(Signal.class);

  /** One second of one signal. */
  private static final class Second {
    private final long end;
    private long seen;

    Second(long end) {
      this.end = end;
    }
  }

  Sampler(int initial, int thereafter, Clock clock) {
    this.initial = initial;
    this.thereafter = thereafter;
    this.clock = clock;
  }

  static Sampler everything() {
    return new Sampler(0, 1, Clock.SYSTEM);
  }

  synchronized boolean passes(Signal signal) {
    long now = clock.nanoTime();
    Second second = seconds.get(signal);
    if (second == null || now - second.end >= 0) {
      second = new Second(now + TICK);
      seconds.put(signal, second);
    }
    long n = ++second.seen;
    return n <= initial || (thereafter > 0 && (n - initial) % thereafter == 0);
  }
}
