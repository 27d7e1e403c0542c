package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.delivery.PartitionConfig;
import java.time.Duration;
import java.util.List;

/** The Collector's {@code batch} processor. */
public record BatchProcessorConfig(
    @Setting("Send what there is after this time, even if it is less than send_batch_size.")
        Duration timeout,
    @Setting(value = "Send as soon as this many items are waiting.", min = 0) long sendBatchSize,
    @Setting(value = "Never send more items than this at once. 0: no limit.", min = 0)
        long sendBatchMaxSize,
    @Setting(
            "Headers of requests (the receiver needs include_metadata): those that differ in one of"
                + " them are never sent together. Exporters send in the name of these.")
        List<String> metadataKeys,
    @Setting(
            value =
                "As many different values of them may wait at once; more are refused until some are"
                    + " sent. 0: no limit.",
            min = 0)
        long metadataCardinalityLimit)
    implements Checked {

  /** The Collector's defaults. */
  public BatchProcessorConfig() {
    this(Duration.ofMillis(200), 8192, 0, List.of(), 1000);
  }

  /** Copies the list. */
  public BatchProcessorConfig {
    metadataKeys = List.copyOf(metadataKeys);
  }

  @Override
  public void check(Problems problems) {
    if (sendBatchMaxSize != 0 && sendBatchMaxSize < sendBatchSize) {
      problems.error(
          "send_batch_max_size",
          "%d is less than send_batch_size (%d); raise it, or set 0 for no limit"
              .formatted(sendBatchMaxSize, sendBatchSize));
    }
    PartitionConfig.check("metadata_keys", metadataKeys, problems);
  }
}
