package dev.otelgw.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import dev.otelgw.pipeline.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayTelemetryTest {

  private static final ComponentId OTLP = new ComponentId(Kind.RECEIVER, "otlp", "");
  private static final ComponentId BACKEND = new ComponentId(Kind.EXPORTER, "otlp_http", "a");

  private final GatewayTelemetry telemetry =
      new GatewayTelemetry(new ServiceIdentity("otelgw", "1.2.3", "an-id"), new ManualClock());

  @AfterEach
  void close() {
    telemetry.close();
  }

  private List<String> lines() {
    return new Exposition(true, true).text(telemetry.snapshots()).lines().toList();
  }

  @Test
  void aReceiverCountsItemsAndRequestsByTransport() {
    Observer grpc = telemetry.observer(OTLP).transport("grpc");
    grpc.accepted(Signal.TRACES, 100);
    grpc.accepted(Signal.TRACES, 5);
    grpc.refused(Signal.TRACES, 7, Reason.QUEUE_FULL);
    grpc.refused(Signal.LOGS, 3, Reason.INVALID);
    telemetry.observer(OTLP).transport("http").accepted(Signal.METRICS, 2);
    assertThat(lines())
        .contains(
            "# TYPE otelcol_receiver_accepted_spans counter",
            "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 105.0",
            "otelcol_receiver_refused_spans{receiver=\"otlp\",transport=\"grpc\"} 7.0",
            "otelcol_receiver_refused_log_records{receiver=\"otlp\",transport=\"grpc\"} 3.0",
            "otelcol_receiver_accepted_metric_points{receiver=\"otlp\",transport=\"http\"} 2.0",
            request("success", "grpc", 2),
            request("refused", "grpc", 1),
            request("failure", "grpc", 1),
            request("success", "http", 1),
            "otelgw_receiver_refused_items{data_type=\"traces\",reason=\"queue_full\","
                + "receiver=\"otlp\",transport=\"grpc\"} 7.0");
  }

  private static String request(String outcome, String transport, int times) {
    return "otelcol_receiver_requests{outcome=\"%s\",receiver=\"otlp\",transport=\"%s\"} %d.0"
        .formatted(outcome, transport, times);
  }

  @Test
  void theMemoryLimiterHasItsNewAndItsOldNames() {
    ComponentId id = new ComponentId(Kind.PROCESSOR, "memory_limiter", "");
    telemetry.observer(id).accepted(Signal.LOGS, 4);
    telemetry.observer(id).refused(Signal.LOGS, 1, Reason.MEMORY_LIMIT);
    assertThat(lines())
        .contains(
            "otelcol_processor_memory_limiter_accepted_log_records{processor=\"memory_limiter\"} 4.0",
            "otelcol_processor_memory_limiter_refused_log_records{processor=\"memory_limiter\"} 1.0",
            "otelcol_processor_accepted_log_records{processor=\"memory_limiter\"} 4.0",
            "otelcol_processor_refused_log_records{processor=\"memory_limiter\"} 1.0");
  }

  @Test
  void anExporterCountsWhatWasSentLostAndRefused() {
    Observer exporter = telemetry.observer(BACKEND);
    exporter.accepted(Signal.TRACES, 10);
    exporter.sent(Signal.TRACES, 6);
    exporter.dropped(Signal.TRACES, 1, Reason.PARTIAL_SUCCESS);
    exporter.refused(Signal.TRACES, 9, Reason.QUEUE_FULL);
    exporter.gauge("queue_size", Signal.TRACES, () -> 3);
    exporter.size("queue_batch_send_size", Signal.TRACES, 6);
    String labels = "{data_type=\"traces\",exporter=\"otlp_http/a\"} ";
    assertThat(lines())
        .contains(
            "otelcol_exporter_sent_spans{exporter=\"otlp_http/a\"} 6.0",
            "otelcol_exporter_send_failed_spans{exporter=\"otlp_http/a\"} 1.0",
            "otelcol_exporter_enqueue_failed_spans{exporter=\"otlp_http/a\"} 9.0",
            "otelcol_exporter_queue_size" + labels + "3.0",
            "otelcol_exporter_queue_batch_send_size_sum" + labels + "6.0",
            "otelgw_exporter_last_success_timestamp_seconds" + labels + "1.7672256E9",
            "otelgw_exporter_dropped_items{data_type=\"traces\",exporter=\"otlp_http/a\","
                + "reason=\"partial_success\"} 1.0");
  }

  @Test
  void aReloadedComponentGoesOnCountingAndItsOldGaugeIsForgotten() {
    telemetry.observer(BACKEND).sent(Signal.LOGS, 1);
    telemetry.observer(BACKEND).gauge("queue_size", Signal.LOGS, () -> 11);
    telemetry.observer(BACKEND).sent(Signal.LOGS, 1);
    telemetry.observer(BACKEND).gauge("queue_size", Signal.LOGS, () -> 22);
    assertThat(lines())
        .contains(
            "otelcol_exporter_sent_log_records{exporter=\"otlp_http/a\"} 2.0",
            "otelcol_exporter_queue_size{data_type=\"logs\",exporter=\"otlp_http/a\"} 22.0")
        .filteredOn(line -> line.startsWith("otelcol_exporter_queue_size"))
        .hasSize(1);
  }

  @Test
  void theLedgerIsTheQueuesOwnAccount() {
    telemetry.observer(BACKEND).sent(Signal.TRACES, 1);
    telemetry.deliveries(() ->
        List.of(
            new DeliveryStatus(
                BACKEND,
                Signal.TRACES,
                State.RETRYING,
                Duration.ofMillis(1500),
                null,
                "503",
                10,
                5,
                1,
                1,
                3,
                Duration.ofSeconds(2))));
    String labels = "{data_type=\"traces\",exporter=\"otlp_http/a\"} ";
    assertThat(lines())
        .contains(
            "otelgw_ledger_accepted_items" + labels + "10.0",
            "otelgw_ledger_sent_items" + labels + "5.0",
            "otelgw_ledger_dropped_items" + labels + "1.0",
            "otelgw_ledger_dead_lettered_items" + labels + "1.0",
            "otelgw_ledger_queued_items" + labels + "3.0",
            "otelgw_exporter_queue_oldest_age_seconds" + labels + "2.0",
            "otelgw_exporter_troubled_seconds" + labels + "1.5")
        .filteredOn(line -> line.startsWith("otelgw_ledger_sent_items"))
        .hasSize(1);
  }

  @Test
  void anExporterWithoutAQueueHasALedgerThatHoldsNothing() {
    telemetry.observer(BACKEND).accepted(Signal.LOGS, 5);
    telemetry.observer(BACKEND).sent(Signal.LOGS, 3);
    telemetry.observer(BACKEND).dropped(Signal.LOGS, 2, Reason.PARTIAL_SUCCESS);
    String labels = "{data_type=\"logs\",exporter=\"otlp_http/a\"} ";
    assertThat(lines())
        .contains(
            "otelgw_ledger_accepted_items" + labels + "5.0",
            "otelgw_ledger_sent_items" + labels + "3.0",
            "otelgw_ledger_dropped_items" + labels + "2.0",
            "otelgw_ledger_queued_items" + labels + "0.0");
  }

  @Test
  void showsTheProcessItsMemoryAndWhoItIs() {
    Memory memory = new Memory(1000);
    assertThat(memory.tryHold(10)).isTrue();
    telemetry.memory(memory);
    assertThat(lines())
        .contains(
            "target_info{service_instance_id=\"an-id\",service_name=\"otelgw\","
                + "service_version=\"1.2.3\"} 1",
            "otelgw_memory_held_bytes 10.0",
            "otelgw_memory_limit_bytes 1000.0",
            "# TYPE otelcol_process_uptime counter",
            "# TYPE otelcol_process_cpu_seconds counter",
            "# TYPE otelcol_process_runtime_total_alloc_bytes counter",
            "# TYPE otelcol_process_runtime_heap_alloc_bytes gauge",
            "# TYPE otelcol_process_runtime_total_sys_memory_bytes gauge")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("jvm_threads_live_threads "))
        .anyMatch(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total "))
        .anyMatch(line -> line.startsWith("jvm_classes_loaded_classes "))
        .anyMatch(line -> line.startsWith("system_cpu_count "));
  }

  @Test
  void countsExactlyFromManyThreads() {
    Observer observer = telemetry.observer(OTLP).transport("grpc");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        threads.execute(() -> {
          for (Signal signal : Signal.values()) {
            observer.accepted(signal, 3);
          }
        });
      }
    }
    assertThat(lines())
        .contains(
            "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 3000.0",
            "otelcol_receiver_accepted_metric_points{receiver=\"otlp\",transport=\"grpc\"} 3000.0",
            request("success", "grpc", 3000));
  }

  @Test
  void everythingOfItsOwnIsExplained() {
    telemetry.observer(OTLP).accepted(Signal.LOGS, 1);
    telemetry.observer(BACKEND).sent(Signal.LOGS, 1);
    telemetry.memory(new Memory(1));
    List<String> lines = lines();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("# TYPE ote"))
        .hasSizeGreaterThan(15)
        .allSatisfy(type ->
            assertThat(lines)
                .anyMatch(line -> line.startsWith(type.replaceFirst("TYPE (.*) .*", "HELP $1 "))));
  }
}
