package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An exporter that answers as it is told and remembers what it took. Thread-safe. */
final class FakeBackend implements Exporter {

  private final List<Batch> taken = new ArrayList<>();
  private final Semaphore calls = new Semaphore(0);
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private volatile Function<Batch, Outcome> answer = _ -> Outcome.accepted();
  private volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);

  FakeBackend answering(Function<Batch, Outcome> with) {
    answer = with;
    return this;
  }

  /** From now on calls wait until {@link #letPass}. */
  void hold() {
    gate = new Semaphore(0);
  }

  void letPass(int calls) {
    gate.release(calls);
  }

  @Override
  public Outcome accept(Batch batch) {
    calls.release();
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      return judge(batch);
    } finally {
      underWay.decrementAndGet();
    }
  }

  private Outcome judge(Batch batch) {
    try {
      gate.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.refused(dev.otelgw.pipeline.Reason.UNAVAILABLE, "interrupted");
    }
    Outcome outcome = answer.apply(batch);
    if (outcome.taken()) {
      synchronized (taken) {
        taken.add(batch);
      }
    }
    return outcome;
  }

  /** Calls that have not come back. */
  int underWay() {
    return underWay.get();
  }

  /** The most there ever were of those. */
  int mostUnderWay() {
    return mostUnderWay.get();
  }

  void awaitCall() {
    calls.acquireUninterruptibly();
  }

  List<Batch> taken() {
    synchronized (taken) {
      return List.copyOf(taken);
    }
  }

  long items() {
    return taken().stream().mapToLong(Batch::items).sum();
  }
}
