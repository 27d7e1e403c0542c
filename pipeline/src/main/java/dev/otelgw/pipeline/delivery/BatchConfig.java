package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** Joins batches while they wait in the sending queue: {@code sending_queue.batch}. */
public record BatchConfig(
    @Setting("Send what there is after this time, even if it is less than min_size.")
        Duration flushTimeout,
    @Setting(value = "Send as soon as this much is waiting.", min = 0) long minSize,
    @Setting(
            value = "Never send more than this at once; larger batches are split. 0: no limit.",
            min = 0)
        long maxSize,
    @Setting("What min_size and max_size count: items or bytes.") Sizer sizer,
    @Setting("What batches must have in common to be joined.") PartitionConfig partition)
    implements Checked {

  /** The Collector's defaults. */
  public BatchConfig() {
    this(Duration.ofMillis(200), 8192, 0, Sizer.ITEMS);
  }

  /** Joining whatever comes. */
  public BatchConfig(Duration flushTimeout, long minSize, long maxSize, Sizer sizer) {
    this(flushTimeout, minSize, maxSize, sizer, new PartitionConfig());
  }

  /** The same, keeping apart what {@code other} keeps apart, too. */
  public BatchConfig withPartition(PartitionConfig other) {
    return new BatchConfig(flushTimeout, minSize, maxSize, sizer, partition.and(other));
  }

  @Override
  public void check(Problems problems) {
    if (maxSize != 0 && maxSize < minSize) {
      problems.error(
          "max_size",
          "%d is less than min_size (%d); raise it, or set 0 for no limit"
              .formatted(maxSize, minSize));
    }
    if (sizer == Sizer.REQUESTS) {
      problems.error("sizer", "requests cannot be used for batching; use items or bytes");
    }
  }
}
