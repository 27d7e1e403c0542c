package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of metrics that want the same name or the same series. */
class ConflictsTest {

  private static Outcome notShown(long points, String why) {
    return new Outcome.Partial(points, "exporter prometheus/test: " + why);
  }

  @Test
  void refusesASecondTypeForAName() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.gauge("a.b", 1));

      assertThat(running.take(Running.NOWHERE, Samples.summary("a_b", 0, 0, Map.of())))
          .isEqualTo(
              notShown(
                  1,
                  "metric \"a_b\" is not shown: a_b is a gauge already, of \"a.b\"; a summary"
                      + " cannot have the same name"));
      assertThat(running.exporter.conflicts()).isEqualTo(1);
      assertThat(running.log.taken())
          .containsExactly(
              "WARN exporter prometheus/test: metric \"a_b\" is not shown: a_b is a gauge already,"
                  + " of \"a.b\"; a summary cannot have the same name");
    }
  }

  @Test
  void refusesAMetricWhoseSamplesAreThoseOfAnother() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.summary("a", 0, 0, Map.of()));

      assertThat(running.take(Running.NOWHERE, Samples.gauge("a.count", 1)))
          .isEqualTo(
              notShown(
                  1,
                  "metric \"a.count\" is not shown: its sample a_count would be one of the metric"
                      + " a"));
    }
  }

  @Test
  void keepsTargetInfoToItself() {
    Origin origin = new Origin(Map.of("service.name", "shop"), "", "");
    try (Running running = Running.started()) {
      assertThat(running.take(origin, Samples.gauge("target.info", 1)))
          .isEqualTo(
              notShown(
                  1,
                  "metric \"target.info\" is not shown: the resources have that name for"
                      + " themselves"));
      assertThat(running.text()).contains("target_info{job=\"shop\"} 1\n");
    }
  }

  @Test
  void saysOnceWhereTwoNamesBecomeOne() {
    try (Running running = Running.started()) {
      for (int i = 0; i < 2; i++) {
        running.take(
            Running.NOWHERE,
            Samples.gauge("a.b", Samples.decimal(1, Map.of("x", "1"))),
            Samples.gauge("a_b", Samples.decimal(2, Map.of("x", "2"))));
      }

      assertThat(running.text()).isEqualTo("# TYPE a_b gauge\na_b{x=\"1\"} 1\na_b{x=\"2\"} 2\n");
      assertThat(running.log.taken())
          .containsExactly(
              "WARN exporter prometheus/test: \"a.b\" and \"a_b\" are both shown as a_b; rename one"
                  + " of them");
      assertThat(running.exporter.conflicts()).isEqualTo(2);
    }
  }

  @Test
  void saysOnceWhereTwoSourcesWriteTheSameSeries() {
    Origin one = new Origin(new TreeMap<>(Map.of("service.name", "shop", "host", "1")), "", "");
    Origin other = new Origin(new TreeMap<>(Map.of("service.name", "shop", "host", "2")), "", "");
    try (Running running = Running.started()) {
      running.take(one, Samples.counter("a", 1));
      running.take(other, Samples.counter("a", 2)); // As after a restart: nothing is said.
      assertThat(running.log.taken()).isEmpty();
      running.take(one, Samples.counter("a", 3));
      running.take(other, Samples.counter("a", 4));

      assertThat(running.text()).contains("a_total{job=\"shop\"} 4\n");
      assertThat(running.log.taken())
          .containsExactly(
              "WARN exporter prometheus/test: two sources write a_total{job=\"shop\"} in turns, and"
                  + " only the newest value is shown; give each service.instance.id of its own");
      assertThat(running.exporter.conflicts()).isEqualTo(2);
    }
  }
}
