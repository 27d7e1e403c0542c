package dev.otelgw.services.standin;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids as Discord makes them: milliseconds since 2015 in the upper 42 bits. Each is new, and greater
 * than the ones before.
 */
final class Snowflakes {

  private static final long EPOCH = 1_420_070_400_000L;

  private final AtomicLong last = new AtomicLong();

  String next() {
    long now = (System.currentTimeMillis() - EPOCH) << 22;
    return Long.toString(last.updateAndGet(before -> Math.max(before + 1, now)));
  }
}
