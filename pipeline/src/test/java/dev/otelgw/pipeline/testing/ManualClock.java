package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class ManualClock implements Clock {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final Instant start;

  /** Stands at the beginning of 2026. */
  public ManualClock() {
    this(START);
  }

  /** Stands at that moment. */
  public ManualClock(Instant start) {
    this.start = start;
  }

  /** Goes on by this. */
  public void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos.get());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }
}
