package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.journal.Storage;
import org.jspecify.annotations.Nullable;

/** The queue in front of an exporter: {@code sending_queue}. */
public record QueueConfig(
    @Setting("Off: the sender waits for the backend's answer, and nothing is retried here.")
        boolean enabled,
    @Setting(value = "Most requests under way to the backend at once.", min = 1, max = 10_000)
        int numConsumers,
    @Setting(value = "Capacity in units of sizer, what is under way included.", min = 1)
        long queueSize,
    @Setting("What queue_size counts: requests, items or bytes.") Sizer sizer,
    @Setting("Full queue: make the sender wait (true), or tell it to come back (false).")
        boolean blockOnOverflow,
    @Setting("Answer the sender only when the backend has the data.") boolean waitForResult,
    @Setting("Join batches while they wait; absent: each is sent as it came.")
        @Nullable BatchConfig batch,
    @Setting(
            "The storage extension, such as file_storage, that keeps what was accepted on disk;"
                + " absent: it is kept in memory, and lost when the process is killed.")
        @Nullable Reference<Storage> storage,
    @Setting("How long data may wait.") MaxAge maxAge,
    @Setting(
            "After an outage, send what comes in before what waits on disk; needs storage. false:"
                + " oldest first.")
        boolean freshFirst)
    implements Checked {

  /** The Collector's defaults. */
  public QueueConfig() {
    this(true, 10, 1000, Sizer.REQUESTS, false, false, null);
  }

  /** In memory, oldest first, whatever its age. */
  public QueueConfig(
      boolean enabled,
      int numConsumers,
      long queueSize,
      Sizer sizer,
      boolean blockOnOverflow,
      boolean waitForResult,
      @Nullable BatchConfig batch) {
    this(
        enabled,
        numConsumers,
        queueSize,
        sizer,
        blockOnOverflow,
        waitForResult,
        batch,
        null,
        new MaxAge(),
        false);
  }

  /** The same queue with other batching. */
  public QueueConfig withBatch(@Nullable BatchConfig other) {
    return new QueueConfig(
        enabled,
        numConsumers,
        queueSize,
        sizer,
        blockOnOverflow,
        waitForResult,
        other,
        storage,
        maxAge,
        freshFirst);
  }

  /** What is kept of the caller of a request that waits: all, unless requests are joined. */
  Caller kept(Caller caller) {
    return batch == null ? caller : batch.partition().kept(caller);
  }

  @Override
  public void check(Problems problems) {
    if (storage != null && waitForResult) {
      problems.error(
          "wait_for_result",
          "cannot be used with storage: what is on disk is safe, and senders need not wait");
    }
    if (freshFirst && storage == null) {
      problems.error("fresh_first", "needs storage: what is in memory is sent oldest first");
    }
    if (batch != null && batch.sizer() == sizer && batch.minSize() > queueSize) {
      problems.error(
          "batch.min_size",
          "%d never fits into queue_size (%d); lower it or raise queue_size"
              .formatted(batch.minSize(), queueSize));
    }
  }
}
