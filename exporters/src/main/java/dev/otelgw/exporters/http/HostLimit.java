package dev.otelgw.exporters.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;

/** Bounds the requests to one host at once, and with them its connections. Thread-safe. */
final class HostLimit {

  private final int most;
  private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

  /**
   * The same for every host.
   *
   * @param most 0: no limit
   */
  HostLimit(int most) {
    this.most = most;
  }

  /** Waits for leave; false where it does not come within {@code timeout}. Zero: wait for ever. */
  boolean enter(HttpUrl url, Duration timeout) throws InterruptedException {
    if (most == 0) {
      return true;
    }
    Semaphore host = host(url);
    if (timeout.isZero()) {
      host.acquire();
      return true;
    }
    return host.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  void leave(HttpUrl url) {
    if (most > 0) {
      host(url).release();
    }
  }

  private Semaphore host(HttpUrl url) {
    return hosts.computeIfAbsent(url.host() + ":" + url.port(), _ -> new Semaphore(most, true));
  }
}
