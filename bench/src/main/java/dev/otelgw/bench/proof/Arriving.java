package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.SinkProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Looks at the sink all the time, to know how much came in the last moments. Thread-safe. */
final class Arriving implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private record Look(long nanos, long items) {}

  private final SinkProcess sink;
  private final Deque<Look> looks = new ArrayDeque<>();
  private final Thread thread;

  Arriving(SinkProcess sink) {
    this.sink = sink;
    thread = Thread.ofVirtual().name("arriving").start(this::watch);
  }

  private void watch() {
    try {
      while (true) {
        look();
        Thread.sleep(EVERY);
      }
    } catch (IOException | InterruptedException _) {
      // The end of the run.
    }
  }

  private Look look() throws IOException, InterruptedException {
    Look look = new Look(System.nanoTime(), sink.counts().items());
    synchronized (looks) {
      looks.addLast(look);
      while (look.nanos - looks.getFirst().nanos > KEPT.toNanos()) {
        looks.removeFirst();
      }
    }
    return look;
  }

  /** How many items came within that time until now. */
  long within(Duration time) throws IOException, InterruptedException {
    Look now = look();
    long from = now.nanos - time.toNanos();
    long before = now.items;
    synchronized (looks) {
      for (Look look : looks.reversed()) {
        before = look.items;
        if (look.nanos - from <= 0) {
          break;
        }
      }
    }
    return now.items - before;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
