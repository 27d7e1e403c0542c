package dev.otelgw.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.MetricDoc;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricTablesTest {

  @Test
  void eachVocabularyIsATableAndEachMetricARow() {
    MetricDoc otel =
        new MetricDoc(
            "naming: otel",
            "a.time",
            "a_time_seconds_total",
            "counter",
            "s",
            List.of("x", "y"),
            "g",
            true,
            "SELECT a|b",
            "Time.");
    MetricDoc prometheus =
        new MetricDoc(
            "naming: prometheus", "a_b", "a_b", "gauge", "", List.of(), "g", false, "a", "What.");
    assertThat(MetricTables.of("a", List.of(otel, prometheus)).lines())
        .containsSubsequence(
            "#### Metrics of `a`, naming: otel",
            "| `a.time` | `a_time_seconds_total` | counter | s | x, y | g | yes | SELECT a\\|b |"
                + " Time. |",
            "#### Metrics of `a`, naming: prometheus",
            "| `a_b` | the same | gauge |  |  | g | no | a | What. |");
  }

  @Test
  void whatMeasuresNothingHasNoTable() {
    assertThat(MetricTables.of("a", List.of())).isEmpty();
  }
}
