package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Sink;
import java.time.Duration;

/**
 * Refuses while too many bytes of telemetry are held, in requests being worked on and in memory
 * queues. It counts the bytes themselves, so it needs no look at the heap and no garbage
 * collection.
 */
final class MemoryLimiter implements Processor {

  private final long bound;
  private final Sink next;
  private final Context context;

  MemoryLimiter(long bound, Sink next, Context context) {
    this.bound = bound;
    this.next = next;
    this.context = context;
  }

  @Override
  public Outcome accept(Batch batch) {
    long held = context.memory().held();
    if (held > bound) {
      context.observer().refused(batch.signal(), batch.items(), Reason.MEMORY_LIMIT);
      return new Outcome.Refused(
          Reason.MEMORY_LIMIT,
          "%s: %d bytes of telemetry are held, the limit is %d; the sender is told to come back"
              .formatted(context.id(), held, bound),
          Duration.ofSeconds(1));
    }
    context.observer().accepted(batch.signal(), batch.items());
    return next.accept(batch);
  }
}
