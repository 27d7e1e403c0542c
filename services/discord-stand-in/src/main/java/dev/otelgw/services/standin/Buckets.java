package dev.otelgw.services.standin;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The rate limits that are kept: fixed windows per route and first id, 50 a second unless ordered
 * otherwise. Thread-safe.
 */
final class Buckets {

  private static final Limit USUAL = new Limit(50, Duration.ofSeconds(1));

  private final Map<String, Limit> limits = new HashMap<>();
  private final Map<String, Window> windows = new HashMap<>();

  /** So many requests in a time. */
  record Limit(int requests, Duration per) {}

  /** What the headers of an answer say; taken: whether the request had a place. */
  record State(boolean taken, String bucket, int limit, int remaining, Duration resetAfter) {}

  synchronized void limit(String route, int requests, Duration per) {
    limits.put(route, new Limit(requests, per));
    windows.clear();
  }

  synchronized State take(String route, String major) {
    Limit limit = limits.getOrDefault(route, USUAL);
    long now = System.nanoTime();
    Window window = windows.computeIfAbsent(route + " " + major, key -> new Window());
    if (window.used == 0 || now - window.end >= 0) {
      window.used = 0;
      window.end = now + limit.per().toNanos();
    }
    boolean taken = window.used < limit.requests();
    if (taken) {
      window.used++;
    }
    return new State(
        taken,
        Integer.toHexString(route.hashCode()),
        limit.requests(),
        limit.requests() - window.used,
        Duration.ofNanos(window.end - now));
  }

  private static final class Window {
    private int used;
    private long end;
  }
}
