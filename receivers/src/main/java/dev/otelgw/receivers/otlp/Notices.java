package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warnings that clients cause, and could cause a thousand times a second: of each kind the first is
 * said, and for a minute after that they are counted. Thread-safe.
 */
final class Notices {

  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String component;
  private final Clock clock;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private static final class Kind {
    private long saidAt;
    private long more = -1;
  }

  Notices(Logger log, String component, Clock clock) {
    this.log = log;
    this.component = component;
    this.clock = clock;
  }

  /**
   * Says or counts.
   *
   * @param kind what makes two warnings the same; out of a small set
   */
  void warn(String kind, String message) {
    warn(kind, message, null);
  }

  /** The same with a stack trace, for bugs. */
  void warn(String kind, String message, @Nullable Throwable cause) {
    Kind state = kinds.computeIfAbsent(kind, _ -> new Kind());
    long more;
    synchronized (state) {
      long now = clock.nanoTime();
      if (state.more >= 0 && now - state.saidAt < QUIET_NANOS) {
        state.more++;
        return;
      }
      more = state.more;
      state.more = 0;
      state.saidAt = now;
    }
    log.warn(
        "{}: {}{}", component, message, more > 0 ? " (and " + more + " more before)" : "", cause);
  }

  /** Says what was only counted. */
  void close() {
    kinds.forEach((kind, state) -> {
      synchronized (state) {
        if (state.more > 0) {
          log.warn("{}: {} more of this kind: {}", component, state.more, kind);
          state.more = 0;
        }
      }
    });
  }
}
