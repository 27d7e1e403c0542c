package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Clock;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a connection waits for, and until when. Moving the deadline costs nothing: one task looks at
 * it now and then, at least as often as the shortest of the timeouts. On the event loop only.
 */
final class HttpDeadline {

  /** What is waited for. */
  enum Waiting {
    /** The first byte of the connection. */
    NEW,
    /** The first byte of the next request. */
    IDLE,
    /** The rest of a head. */
    HEAD,
    /** The rest of a body. */
    BODY,
    /** Our own work: no limit. */
    WORK,
    /** The client's taking our answer. */
    ANSWER
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final OtlpHttpConfig config;
  private final Clock clock;
  private final long tick;
  private Waiting waiting = Waiting.WORK;
  private long since;
  private boolean stopped;
  private @Nullable Future<?> next;

  HttpDeadline(OtlpHttpConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.tick = Arrays.stream(Waiting.values()).mapToLong(this::timeout).min().orElse(NEVER);
  }

  private long timeout(Waiting what) {
    return switch (what) {
      case IDLE -> nanos(config.idleTimeout());
      case NEW, HEAD -> nanos(config.readHeaderTimeout());
      case BODY -> nanos(config.readTimeout());
      case ANSWER -> nanos(config.writeTimeout());
      case WORK -> NEVER;
    };
  }

  private static long nanos(Duration timeout) {
    return timeout.isZero() ? NEVER : timeout.toNanos();
  }

  /** Begins to look; {@code passed} is called once, on the event loop. */
  void start(EventLoop loop, Runnable passed) {
    if (tick != NEVER) {
      schedule(loop, passed, tick);
    }
  }

  private void schedule(EventLoop loop, Runnable passed, long nanos) {
    next = loop.schedule(() -> look(loop, passed), nanos, TimeUnit.NANOSECONDS);
  }

  private void look(EventLoop loop, Runnable passed) {
    if (stopped) {
      return;
    }
    long timeout = timeout(waiting);
    long left = timeout == NEVER ? tick : timeout - (clock.nanoTime() - since);
    if (left <= 0) {
      stopped = true;
      passed.run();
    } else {
      schedule(loop, passed, Math.min(left, tick));
    }
  }

  /** From now on the connection waits for this. */
  void await(Waiting next) {
    waiting = next;
    since = clock.nanoTime();
  }

  /** Whether no request is under way. */
  boolean betweenRequests() {
    return waiting == Waiting.NEW || waiting == Waiting.IDLE;
  }

  /** Whether a request has been read to its end and its answer has not gone out. */
  boolean busy() {
    return waiting == Waiting.WORK || waiting == Waiting.ANSWER;
  }

  /** What is waited for now. */
  Waiting waiting() {
    return waiting;
  }

  /**
   * There is nothing to wait for any more. A task left over would keep the connection in memory.
   */
  void stop() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
  }
}
