package dev.otelgw.pipeline.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a backend's health, so that an outage costs one request now and then and not one
 * per batch, and so that a Retry-After holds for the backend and not for the batch that got it.
 *
 * <p>Open: any number of requests. Closed: none until a moment, then a single one, the probe, whose
 * answer opens it or closes it for longer. Not thread-safe; the queue's lock guards it.
 */
final class Gate {

  /** Why the gate is closed. */
  enum State {
    /** Requests go through. */
    OPEN,
    /** The last attempts failed in a way that time heals. */
    FAILING,
    /** The backend refuses the credentials: only somebody's hand heals that. */
    PARKED
  }

  private final Backoff backoff;
  private final long probeNanos;
  private State state = State.OPEN;
  private int failures;
  private long opensNanos;
  private long closedSinceNanos;
  private @Nullable String lastError;

  Gate(Backoff backoff, Duration probeInterval) {
    this.backoff = backoff;
    this.probeNanos = probeInterval.toNanos();
  }

  State state() {
    return state;
  }

  /** Failed attempts in a row. */
  int failures() {
    return failures;
  }

  /** The words of the last failure; null after a success. */
  @Nullable String lastError() {
    return lastError;
  }

  /** When the trouble began. Meaningless while open. */
  long closedSinceNanos() {
    return closedSinceNanos;
  }

  /** Nanoseconds until a request may go; 0 or less: now. */
  long waitNanos(long now) {
    return state == State.OPEN ? 0 : opensNanos - now;
  }

  /** A request was answered, whatever the answer: the backend is there. True if it was not. */
  boolean succeeded() {
    boolean recovered = state != State.OPEN;
    state = State.OPEN;
    failures = 0;
    lastError = null;
    return recovered;
  }

  /** The backend is unwell. Returns the wait in nanoseconds. */
  long failed(long now, String error, Duration asked) {
    close(State.FAILING, now, error);
    return closeFor(now, backoff.nanos(failures, asked));
  }

  /** The backend refuses the credentials. Returns the wait in nanoseconds. */
  long parked(long now, String error) {
    close(State.PARKED, now, error);
    return closeFor(now, probeNanos);
  }

  /** How long a parcel waits that has failed so often. */
  long backoffNanos(int attempts, Duration asked) {
    return backoff.nanos(attempts, asked);
  }

  /** Lets the next request go at once: while draining there is no time to wait. */
  void openNow(long now) {
    opensNanos = now;
  }

  /**
   * Requests that were under way together fail together: they count once, the longest wait wins.
   */
  private void close(State to, long now, String error) {
    if (state == State.OPEN) {
      closedSinceNanos = now;
      opensNanos = now;
    }
    if (opensNanos - now <= 0) {
      failures++;
    }
    state = to;
    lastError = error;
  }

  private long closeFor(long now, long nanos) {
    opensNanos = now + Math.max(nanos, opensNanos - now);
    return opensNanos - now;
  }

  /** When a sender may come back: not before the backend is asked again. */
  Duration comeBack(long now) {
    return Duration.ofSeconds(Math.clamp(TimeUnit.NANOSECONDS.toSeconds(waitNanos(now)), 1, 30));
  }
}
