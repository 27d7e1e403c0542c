package dev.otelgw.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.SampleComponents;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.Sizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {

  private static final BatchConfig LARGE =
      new BatchConfig(Duration.ofSeconds(1), 10_000, 0, Sizer.ITEMS);

  @Test
  void receiversAndExportersAreShared() {
    Plan plan =
        plan(
            """
            traces: {receivers: [otlp], processors: [limit, batch], exporters: [otlp_http, debug]}
            traces/2: {receivers: [otlp, otlp/2], exporters: [otlp_http]}
            logs: {receivers: [otlp], exporters: [debug]}
            """
                .replace("limit", "memory_limiter"));
    assertThat(plan.receivers())
        .containsExactly(
            new SourcePlan(
                id(Kind.RECEIVER, "otlp", ""),
                Map.of(
                    Signal.TRACES,
                    List.of(new PipelineId(Signal.TRACES, ""), new PipelineId(Signal.TRACES, "2")),
                    Signal.LOGS,
                    List.of(new PipelineId(Signal.LOGS, "")))),
            new SourcePlan(
                id(Kind.RECEIVER, "otlp", "2"),
                Map.of(Signal.TRACES, List.of(new PipelineId(Signal.TRACES, "2")))));
    assertThat(plan.pipelines().getFirst().processors())
        .containsExactly(id(Kind.PROCESSOR, "memory_limiter", ""), id(Kind.PROCESSOR, "batch", ""));
    assertThat(plan.exporters().stream().map(e -> e.id().key()))
        .containsExactly("otlp_http", "debug");
    assertThat(plan.describe())
        .isEqualTo(
            """
            receivers
              otlp: traces to traces, traces/2
              otlp: logs to logs
              otlp/2: traces to traces/2
            pipelines
              traces: otlp > memory_limiter > batch > otlp_http, debug
              traces/2: otlp, otlp/2 > otlp_http
              logs: otlp > debug
            exporters
              otlp_http: traces by a queue of 1000 requests, in batches of 8192 items or after 200 ms
              debug: traces directly
              debug: logs directly
            """);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void theBatchProcessorSetsTheQueueBehindIt() {
    Plan plan =
        plan(
            """
            traces: {receivers: [otlp], processors: [batch/large], exporters: [otlp_http]}
            logs: {receivers: [otlp], exporters: [otlp_http]}
            """);
    assertThat(batch(plan, "", Signal.TRACES)).isEqualTo(LARGE);
    assertThat(batch(plan, "", Signal.LOGS)).isNull();
  }

  @Test
  void theQueuesOwnBatchingWins() {
    Plan plan =
        plan("traces: {receivers: [otlp], processors: [batch/large], exporters: [otlp_http/own]}");
    assertThat(batch(plan, "own", Signal.TRACES).minSize()).isEqualTo(5);
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void theLastOfSeveralDecides() {
    Plan plan =
        plan(
            "traces: {receivers: [otlp], processors: [batch, batch/large], exporters: [otlp_http]}");
    assertThat(batch(plan, "", Signal.TRACES)).isEqualTo(LARGE);
  }

  @Test
  void ofTwoPipelinesTheLargerBatchesWin() {
    Plan plan =
        plan(
            """
            traces: {receivers: [otlp], processors: [batch/large], exporters: [otlp_http]}
            traces/2: {receivers: [otlp], processors: [batch], exporters: [otlp_http]}
            """);
    assertThat(batch(plan, "", Signal.TRACES)).isEqualTo(LARGE);
    assertThat(plan.warnings().stream().map(Problem::toString))
        .containsExactly(
            "otelgw.yaml:10:3  exporters.otlp_http: its pipelines (traces, traces/2) ask for"
                + " different batching; one queue serves them all, with the larger batches (10000)");
  }

  @Test
  void batchingThatCannotBeIsSaid() {
    Plan plan =
        plan(
            "traces: {receivers: [otlp], processors: [batch], exporters: [otlp_http/off, otlp_http/small]}");
    assertThat(delivery(plan, "off", Signal.TRACES).queue().batch()).isNull();
    assertThat(plan.warnings().stream().map(Problem::toString))
        .containsExactly(
            "otelgw.yaml:12:3  exporters.otlp_http/off: sending_queue is off, so nothing batches in"
                + " front of it; switch it on",
            "otelgw.yaml:13:3  exporters.otlp_http/small: batches of 8192 never fit into queue_size"
                + " (100), so they are sent by their timeout; raise queue_size");
  }

  private static Plan plan(String pipelines) {
    String yaml =
        """
        receivers:
          otlp: {protocols: {grpc: }}
          otlp/2: {protocols: {http: }}
        processors:
          memory_limiter:
          batch:
          batch/large: {timeout: 1s, send_batch_size: 10000}
        exporters:
          debug:
          otlp_http: {endpoint: "http://a"}
          otlp_http/own: {endpoint: "http://a", sending_queue: {batch: {min_size: 5}}}
          otlp_http/off: {endpoint: "http://a", sending_queue: {enabled: false}}
          otlp_http/small: {endpoint: "http://a", sending_queue: {sizer: items, queue_size: 100}}
        service:
          pipelines:
        """
            + pipelines.indent(4);
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)), SampleComponents.catalogue(), Map.of());
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return Plan.of(((Loaded.Ok) loaded).configuration());
  }

  private static ComponentId id(Kind kind, String type, String name) {
    return new ComponentId(kind, type, name);
  }

  private static DeliverySettings delivery(Plan plan, String exporter, Signal signal) {
    return plan.exporters().stream()
        .filter(e -> e.id().equals(id(Kind.EXPORTER, "otlp_http", exporter)))
        .findFirst()
        .orElseThrow()
        .delivery()
        .get(signal);
  }

  private static BatchConfig batch(Plan plan, String exporter, Signal signal) {
    return delivery(plan, exporter, signal).queue().batch();
  }
}
