package dev.otelgw.services.discord;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What Discord's answers say about how many more requests it takes. Routes share buckets as the
 * header {@code X-RateLimit-Bucket} tells; the channel, guild or webhook splits each bucket. Over
 * all routes the bot has 50 requests a second. Thread-safe.
 *
 * @see <a href="https://docs.discord.com/developers/topics/rate-limits">Rate limits</a>
 */
final class RateLimits {

  /**
   * "All bots can make up to 50 requests per second to our API": the one number that no header
   * tells.
   */
  static final int GLOBAL_PER_SECOND = 50;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Buckets kept before those are forgotten whose window is over. */
  private static final int MANY = 1000;

  private final LongSupplier nanoTime;
  private final Map<String, String> bucketOfRoute = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  private long globalHeldUntil;
  private long globalWindowStart;
  private int globalCount;

  RateLimits(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.globalHeldUntil = nanoTime.getAsLong();
    this.globalWindowStart = globalHeldUntil - SECOND;
  }

  /** What an answer's headers say; absent values are negative. */
  record Headers(String bucket, int limit, int remaining, Duration resetAfter) {}

  /** How long to wait before asking again, and for what. Zero: go, a place has been taken. */
  record Turn(Duration pause, String scope) {
    static final Turn GO = new Turn(Duration.ZERO, "none");
  }

  /** Takes a place for a request, or says how long none is free. */
  synchronized Turn take(Route route) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.get(key(route));
    if (bucket != null && bucket.waits(now) > 0) {
      return new Turn(Duration.ofNanos(bucket.waits(now)), "bucket");
    }
    if (route.global()) {
      long held = globalWait(now);
      if (held > 0) {
        return new Turn(Duration.ofNanos(held), "global");
      }
      globalCount++;
    }
    if (bucket != null) {
      bucket.remaining--;
    }
    return Turn.GO;
  }

  /** Learns from an answer. */
  synchronized void learn(Route route, Headers headers) {
    if (headers.bucket().isEmpty() || headers.remaining() < 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    bucketOfRoute.put(route.key(), headers.bucket());
    forgetOld(now);
    buckets
        .computeIfAbsent(key(route), key -> new Bucket(now))
        .learn(now, headers.limit(), headers.remaining(), headers.resetAfter().toNanos());
  }

  /** Learns from a 429: nothing goes out in its bucket, or at all, for so long. */
  synchronized void refused(Route route, boolean global, Duration retryAfter) {
    long now = nanoTime.getAsLong();
    if (global) {
      globalHeldUntil = later(globalHeldUntil, now + retryAfter.toNanos());
    } else {
      buckets.computeIfAbsent(key(route), key -> new Bucket(now)).close(now, retryAfter.toNanos());
    }
  }

  private long globalWait(long now) {
    if (globalHeldUntil - now > 0) {
      return globalHeldUntil - now;
    }
    if (now - globalWindowStart >= SECOND) {
      globalWindowStart = now;
      globalCount = 0;
    }
    return globalCount < GLOBAL_PER_SECOND ? 0 : globalWindowStart + SECOND - now;
  }

  private String key(Route route) {
    return bucketOfRoute.getOrDefault(route.key(), route.key()) + " " + route.major();
  }

  private void forgetOld(long now) {
    if (buckets.size() > MANY) {
      buckets.values().removeIf(bucket -> bucket.over(now));
    }
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** One window of one bucket. */
  private static final class Bucket {

    /** How long a window lasts of which no answer has told the end yet. */
    private static final long UNTOLD = SECOND;

    private int limit = 1;
    private int remaining;
    private long resetAt;
    private boolean told;

    Bucket(long now) {
      resetAt = now;
    }

    /**
     * Nanoseconds until a request may go; 0 when one may. Opens a new window when the old one is
     * over.
     */
    long waits(long now) {
      if (over(now)) {
        remaining = limit;
        resetAt = now + UNTOLD;
        told = false;
      }
      return remaining > 0 ? 0 : resetAt - now;
    }

    boolean over(long now) {
      return now - resetAt >= 0;
    }

    void learn(long now, int newLimit, int newRemaining, long resetAfter) {
      limit = newLimit > 0 ? newLimit : limit;
      if (told && !over(now)) {
        // Answers come out of order: within a window the smallest number is the newest one.
        remaining = Math.min(remaining, newRemaining);
        resetAt = later(resetAt, now + resetAfter);
      } else {
        remaining = newRemaining;
        resetAt = now + resetAfter;
        told = true;
      }
    }

    void close(long now, long retryAfter) {
      remaining = 0;
      resetAt = told ? later(resetAt, now + retryAfter) : now + retryAfter;
      told = true;
    }
  }
}
