package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** The Collector's {@code memory_limiter} processor. */
public record MemoryLimiterConfig(
    @Setting("Accepted for the Collector's sake: every batch is checked, there is nothing to poll.")
        Duration checkInterval,
    @Setting(value = "Bytes of telemetry held, in MiB, above which batches are refused.", min = 0)
        long limitMib,
    @Setting(value = "Subtracted from limit_mib. 0: a fifth of it.", min = 0) long spikeLimitMib,
    @Setting(value = "The limit in percent of the heap; limit_mib wins.", min = 0, max = 100)
        int limitPercentage,
    @Setting(value = "Subtracted from limit_percentage.", min = 0, max = 100)
        int spikeLimitPercentage)
    implements Checked {

  private static final long MIB = 1 << 20;

  /** No limit of its own: one has to be given. */
  public MemoryLimiterConfig() {
    this(Duration.ofSeconds(1), 0, 0, 0, 0);
  }

  /**
   * The bound in bytes.
   *
   * @param heap the largest heap, in bytes
   */
  long bound(long heap) {
    if (limitMib > 0) {
      long spike = spikeLimitMib > 0 ? spikeLimitMib * MIB : limitMib * MIB / 5;
      return limitMib * MIB - spike;
    }
    int spike = spikeLimitPercentage > 0 ? spikeLimitPercentage : limitPercentage / 5;
    return heap / 100 * (limitPercentage - spike);
  }

  @Override
  public void check(Problems problems) {
    if (limitMib == 0 && limitPercentage == 0) {
      problems.error("", "needs limit_mib or limit_percentage");
    }
    if (limitMib > 0 && spikeLimitMib >= limitMib) {
      problems.error(
          "spike_limit_mib",
          "%d must be less than limit_mib (%d)".formatted(spikeLimitMib, limitMib));
    }
    if (limitMib == 0 && limitPercentage > 0 && spikeLimitPercentage >= limitPercentage) {
      problems.error(
          "spike_limit_percentage",
          "%d must be less than limit_percentage (%d)"
              .formatted(spikeLimitPercentage, limitPercentage));
    }
  }
}
