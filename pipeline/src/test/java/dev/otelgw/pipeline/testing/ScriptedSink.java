package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Sink;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Answers one batch after another as told, then accepts. A step may also block or throw. Remembers
 * what it took. Thread-safe; steps run outside of its lock.
 */
public final class ScriptedSink implements Sink {

  private final Queue<Sink> steps = new ArrayDeque<>();
  private final RecordingSink taken = new RecordingSink();

  /** The next batch without an answer yet gets this one. */
  public ScriptedSink then(Outcome outcome) {
    return then(_ -> outcome);
  }

  /** The next batch without a step yet is handed to this one. */
  public synchronized ScriptedSink then(Sink step) {
    steps.add(step);
    return this;
  }

  @Override
  public Outcome accept(Batch batch) {
    Sink step = next();
    Outcome outcome = step == null ? Outcome.accepted() : step.accept(batch);
    if (outcome.taken()) {
      taken.accept(batch);
    }
    return outcome;
  }

  private synchronized Sink next() {
    return steps.poll();
  }

  /** The batches whose answer was that they are taken. */
  public List<Batch> batches() {
    return taken.batches();
  }
}
