package dev.otelgw.services.discord;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the answers after too many of which Discord shuts out an address: 10 000 in ten minutes of
 * 401, 403 and 429 (other than of a shared limit). It stops short of that. Thread-safe.
 *
 * @see <a href="https://docs.discord.com/developers/topics/rate-limits">Invalid request limit</a>
 */
final class InvalidRequests {

  /**
   * Nothing is sent any more after so many in ten minutes: a third of Discord's limit, since the
   * bot's and the two clients of the API may share an address.
   */
  static final int LIMIT = 3_000;

  private static final int MINUTES = 10;

  private final LongSupplier nanoTime;
  private final int[] counts = new int[MINUTES];
  private long minute;

  InvalidRequests(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.minute = now();
  }

  synchronized void count() {
    turn();
    counts[Math.floorMod(minute, MINUTES)]++;
  }

  /** Whether one more could be one too many. */
  synchronized boolean exhausted() {
    turn();
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum >= LIMIT;
  }

  private void turn() {
    long now = now();
    for (long m = Math.max(minute + 1, now - MINUTES + 1); m <= now; m++) {
      counts[Math.floorMod(m, MINUTES)] = 0;
    }
    minute = now;
  }

  private long now() {
    return Math.floorDiv(nanoTime.getAsLong(), TimeUnit.MINUTES.toNanos(1));
  }
}
