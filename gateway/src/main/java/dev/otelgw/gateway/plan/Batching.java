package dev.otelgw.gateway.plan;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.PartitionConfig;
import dev.otelgw.pipeline.delivery.QueueConfig;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides how the queue of an exporter batches. What its own {@code sending_queue.batch} says wins;
 * else what the processors in front of it ask for, since batching happens nowhere but in queues.
 */
final class Batching {

  private final Configuration configuration;
  private final List<Problem> warnings;

  Batching(Configuration configuration, List<Problem> warnings) {
    this.configuration = configuration;
    this.warnings = warnings;
  }

  /** What stands in front of an exporter for the pipelines of one signal that lead to it. */
  DeliverySettings delivery(ComponentId exporter, List<Pipeline> pipelines) {
    Configured<?> component = configuration.component(exporter);
    DeliverySettings own = own(component);
    List<BatchConfig> asked =
        pipelines.stream().flatMap(pipeline -> asked(pipeline).stream()).distinct().toList();
    BatchConfig ownBatch = own.queue().batch();
    if (asked.isEmpty() || own.equals(DeliverySettings.DIRECT)) {
      return own;
    }
    if (ownBatch != null) {
      return with(own, apart(ownBatch, asked));
    }
    if (!own.queue().enabled()) {
      warn(component, "sending_queue is off, so nothing batches in front of it; switch it on");
      return own;
    }
    BatchConfig batch = largest(asked);
    if (asked.size() > 1) {
      warn(
          component,
          "its pipelines (%s) ask for different batching; one queue serves them all, with the larger batches (%d)"
              .formatted(names(pipelines), batch.minSize()));
    }
    QueueConfig queue = own.queue();
    if (queue.sizer() == batch.sizer() && batch.minSize() > queue.queueSize()) {
      warn(
          component,
          "batches of %d never fit into queue_size (%d), so they are sent by their timeout; raise queue_size"
              .formatted(batch.minSize(), queue.queueSize()));
    }
    return with(own, batch);
  }

  private static DeliverySettings with(DeliverySettings own, BatchConfig batch) {
    return new DeliverySettings(own.queue().withBatch(batch), own.retry(), own.probeInterval());
  }

  private static BatchConfig largest(List<BatchConfig> asked) {
    return apart(
        asked.stream().max(Comparator.comparingLong(BatchConfig::minSize)).orElseThrow(), asked);
  }

  /** What any of them wants to be sent apart is: to join it could show one's data to another. */
  private static BatchConfig apart(BatchConfig batch, List<BatchConfig> asked) {
    PartitionConfig partition = batch.partition();
    for (BatchConfig other : asked) {
      partition = partition.and(other.partition());
    }
    return batch.withPartition(partition);
  }

  private static String names(List<Pipeline> pipelines) {
    return String.join(", ", pipelines.stream().map(p -> p.id().toString()).toList());
  }

  /**
   * Of several such processors in a pipeline the last one decides: it is the one next to the queue.
   */
  private List<BatchConfig> asked(Pipeline pipeline) {
    Optional<BatchConfig> own =
        pipeline.processors().reversed().stream()
            .flatMap(id -> asked(configuration.component(id)).stream())
            .findFirst();
    return own.map(List::of).orElseGet(() -> askedBefore(pipeline));
  }

  /** What the pipelines ask for that lead here through connectors. There are no circles. */
  private List<BatchConfig> askedBefore(Pipeline pipeline) {
    return configuration.service().pipelines().stream()
        .filter(before -> before.exporters().stream().anyMatch(pipeline.receivers()::contains))
        .flatMap(before -> asked(before).stream())
        .toList();
  }

  private static <C extends Record> Optional<BatchConfig> asked(Configured<C> processor) {
    return processor.factory() instanceof ProcessorFactory<C> factory
        ? factory.batching(processor.config())
        : Optional.empty();
  }

  private static <C extends Record> DeliverySettings own(Configured<C> exporter) {
    return exporter.factory() instanceof ExporterFactory<C> factory
        ? factory.delivery(exporter.config())
        : DeliverySettings.DIRECT;
  }

  private void warn(Configured<?> exporter, String message) {
    Problem warning = new Problem(exporter.position(), "exporters." + exporter.id().key(), message);
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }
}
