package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.PartitionConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code metadata_keys}: from where users write them to the queue that keeps apart. */
class MetadataKeysTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  @Test
  void thoseOfTheBatchProcessorAreThoseOfTheQueue() {
    assertThat(partition("batch/tenants", "otlp_http"))
        .isEqualTo(new PartitionConfig(List.of("x-tenant", "x-team"), 50));
    assertThat(partition("batch", "otlp_http")).isEqualTo(new PartitionConfig());
  }

  @Test
  void theLimitOfTheBatchProcessorIsAThousandByDefault() {
    assertThat(partition("batch/plain", "otlp_http"))
        .isEqualTo(new PartitionConfig(List.of("x-tenant"), 1000));
  }

  @Test
  void aQueueThatBatchesOnItsOwnKeepsApartBoth() {
    assertThat(partition("batch/tenants", "otlp_http/own"))
        .isEqualTo(new PartitionConfig(List.of("x-zone", "x-tenant", "x-team"), 50));
    assertThat(partition("batch", "otlp_http/own"))
        .isEqualTo(new PartitionConfig(List.of("x-zone"), 0));
  }

  @Test
  void twoOfTheSameKeyAreAnErrorAtTheirPlace() {
    Loaded loaded = load("batch/twice", "otlp_http");
    assertThat(((Loaded.Invalid) loaded).errors().getFirst().toString())
        .endsWith(
            "processors.batch/twice.metadata_keys[1]: \"x-tenant\" stands here twice; header names"
                + " are the same in any case");
  }

  private static PartitionConfig partition(String processor, String exporter) {
    Loaded loaded = load(processor, exporter);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    BatchConfig batch =
        Objects.requireNonNull(
                Plan.of(((Loaded.Ok) loaded).configuration())
                    .exporters()
                    .getFirst()
                    .delivery()
                    .get(Signal.TRACES))
            .queue()
            .batch();
    return Objects.requireNonNull(batch).partition();
  }

  private static Loaded load(String processor, String exporter) {
    String twice =
        processor.equals("batch/twice") ? "batch/twice: {metadata_keys: [X-Tenant, x-tenant]}" : "";
    String yaml =
        """
        receivers:
          otlp: {protocols: {grpc: }}
        processors:
          batch:
          batch/plain: {metadata_keys: [X-Tenant]}
          batch/tenants: {metadata_keys: [X-Tenant, x-team], metadata_cardinality_limit: 50}
          %s
        exporters:
          otlp_http: {endpoint: "http://a"}
          otlp_http/own:
            endpoint: "http://a"
            sending_queue: {batch: {partition: {metadata_keys: [x-zone]}}}
        service:
          pipelines:
            traces: {receivers: [otlp], processors: [%s], exporters: [%s]}
        """
            .formatted(twice, processor, exporter);
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)), Components.all(), Map.of());
    EDITOR.agreesWith(loaded, yaml);
    return loaded;
  }
}
