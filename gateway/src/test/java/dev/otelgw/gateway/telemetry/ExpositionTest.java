package dev.otelgw.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.junit.jupiter.api.Test;

class ExpositionTest {

  /** What a Prometheus server 3 sends. */
  private static final String PROMETHEUS =
      "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
          + "application/openmetrics-text;version=0.0.1;q=0.5,"
          + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,"
          + "*/*;q=0.2";

  private static final MetricSnapshots SNAPSHOTS =
      MetricSnapshots.of(
          counter("otelcol_exporter_sent_spans", 7, "exporter", "a\"b\\c\nd"),
          counter("otelcol_process_uptime_seconds", 1.5),
          counter("jvm_gc_memory_allocated_bytes", 9),
          GaugeSnapshot.builder()
              .name("otelcol_process_memory_rss_bytes")
              .dataPoint(GaugeDataPointSnapshot.builder().value(5).build())
              .build());

  private static CounterSnapshot counter(String name, double value, String... labels) {
    return CounterSnapshot.builder()
        .name(name)
        .help("help of\nit")
        .dataPoint(
            CounterDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build())
        .build();
  }

  @Test
  void leavesSuffixesOutOfTheCollectorsNamesAlone() {
    assertThat(new Exposition(true, true).text(SNAPSHOTS))
        .contains("# HELP otelcol_exporter_sent_spans help of\\nit\n")
        .contains("# TYPE otelcol_exporter_sent_spans counter\n")
        .contains("otelcol_exporter_sent_spans{exporter=\"a\\\"b\\\\c\\nd\"} 7.0\n")
        .contains("otelcol_process_uptime 1.5\n")
        .contains("otelcol_process_memory_rss 5.0\n")
        .contains("jvm_gc_memory_allocated_bytes_total 9.0\n");
  }

  @Test
  void writesSuffixesForAReaderThatHasThem() {
    assertThat(new Exposition(false, false).text(SNAPSHOTS))
        .contains("otelcol_exporter_sent_spans_total{exporter=\"a\\\"b\\\\c\\nd\"} 7.0\n")
        .contains("otelcol_process_uptime_seconds_total 1.5\n")
        .contains("otelcol_process_memory_rss_bytes 5.0\n");
  }

  @Test
  void theTwoSuffixesAreSwitchedOffApart() {
    assertThat(new Exposition(true, false).text(SNAPSHOTS))
        .contains("otelcol_process_uptime_seconds 1.5\n");
    assertThat(new Exposition(false, true).text(SNAPSHOTS))
        .contains("otelcol_process_uptime_total 1.5\n");
  }

  @Test
  void openMetricsIsCompleteWhateverTheReader() {
    assertThat(new Exposition(true, true).openMetrics(SNAPSHOTS))
        .contains("otelcol_exporter_sent_spans_total{")
        .endsWith("# EOF\n");
  }

  @Test
  void aPrometheusServerGetsTheNamesOfTheReader() {
    assertThat(new Exposition(true, true).contentType(PROMETHEUS)).isEqualTo(Exposition.TEXT);
    assertThat(new Exposition(false, true).contentType(PROMETHEUS))
        .isEqualTo(Exposition.OPEN_METRICS);
  }

  @Test
  void whoTakesOpenMetricsOnlyGetsIt() {
    assertThat(new Exposition(true, true).contentType("application/openmetrics-text"))
        .isEqualTo(Exposition.OPEN_METRICS);
    assertThat(new Exposition(false, false).contentType("")).isEqualTo(Exposition.TEXT);
  }
}
