package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.PartitionConfig;
import dev.otelgw.pipeline.delivery.Sizer;
import java.util.List;
import java.util.Optional;

/**
 * The {@code batch} processor: it holds nothing itself, but sets the batching of the sending queues
 * behind it. What a processor held would have been acknowledged before it was anywhere safe.
 */
public final class BatchProcessorFactory implements ProcessorFactory<BatchProcessorConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "batch",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Joins batches, by setting the batching of the sending queues behind it.");
  }

  @Override
  public Class<BatchProcessorConfig> configType() {
    return BatchProcessorConfig.class;
  }

  @Override
  public Processor create(BatchProcessorConfig config, Signal signal, Sink next, Context context) {
    return new PassThrough(next);
  }

  @Override
  public Optional<BatchConfig> batching(BatchProcessorConfig config) {
    return Optional.of(
        new BatchConfig(
            config.timeout(),
            config.sendBatchSize(),
            config.sendBatchMaxSize(),
            Sizer.ITEMS,
            config.metadataKeys().isEmpty()
                ? new PartitionConfig()
                : new PartitionConfig(config.metadataKeys(), config.metadataCardinalityLimit())));
  }

  private record PassThrough(Sink next) implements Processor {
    @Override
    public Outcome accept(Batch batch) {
      return next.accept(batch);
    }
  }
}
