package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What becomes of series over time, and of points that cannot be shown. ExporterContract says
 * nothing here: it is about who sends, with a destination that can be away; this one is asked.
 */
class SeriesTest {

  private static Outcome notShown(long points, String why) {
    return new Outcome.Partial(points, "exporter prometheus/test: " + why);
  }

  @Test
  void showsTheNewestValueUntilItExpires() {
    try (Running running = Running.started(with -> with.expiration = Duration.ofMinutes(1))) {
      running.take(Running.NOWHERE, Samples.gauge("a", Samples.whole(0, 20, 1, Map.of())));
      running.take(Running.NOWHERE, Samples.gauge("a", Samples.whole(0, 30, 2, Map.of())));
      running.take(Running.NOWHERE, Samples.gauge("a", Samples.whole(0, 10, 3, Map.of())));
      assertThat(running.text()).isEqualTo("# TYPE a gauge\na 2\n");

      running.clock.advance(Duration.ofMinutes(1));
      assertThat(running.text()).isEqualTo("# TYPE a gauge\na 2\n");
      running.clock.advance(Duration.ofNanos(1));
      assertThat(running.text()).isEmpty();
      assertThat(running.openMetrics()).isEqualTo("# EOF\n");
    }
  }

  @Test
  void forgetsWhatExpiredWithItsNameAndItsMemory() {
    try (Running running = Running.started(with -> with.expiration = Duration.ofMinutes(1))) {
      running.take(Running.NOWHERE, Samples.gauge("a", 1));
      assertThat(running.memory.held()).isPositive();
      running.clock.advance(Duration.ofMinutes(2));

      running.take(Running.NOWHERE, Samples.counter("b", 1));
      assertThat(running.take(Running.NOWHERE, Samples.summary("a", 0, 0, Map.of())))
          .isEqualTo(Outcome.accepted());

      assertThat(running.text())
          .isEqualTo("# TYPE a summary\na_sum 2.5\na_count 4\n# TYPE b_total counter\nb_total 1\n");
      running.exporter.close();
      assertThat(running.memory.held()).isZero();
    }
  }

  @Test
  void takesAwayWhatHasNoValueAnyMore() {
    Map<String, String> other = Map.of("x", "y");
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", Samples.decimal(1, Map.of()), Samples.decimal(2, other)));
      Outcome outcome =
          running.take(
              Running.NOWHERE,
              Samples.gauge("a", Samples.decimal(0, other).toBuilder().setFlags(1).build()));

      assertThat(outcome).isEqualTo(Outcome.accepted());
      assertThat(running.text()).isEqualTo("# TYPE a gauge\na 1\n");
    }
  }

  @Test
  void addsUpDeltas() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.delta("a", 10, 20, 5));
      running.take(Running.NOWHERE, Samples.delta("a", 20, 30, 7));
      running.take(Running.NOWHERE, Samples.delta("a", 50, 60, 1)); // A gap is no reset.

      assertThat(running.openMetrics())
          .isEqualTo("# TYPE a counter\na_total 13\na_created 10\n# EOF\n");
    }
  }

  @Test
  void countsNoDeltaTwice() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.delta("a", 10, 20, 5));

      assertThat(running.take(Running.NOWHERE, Samples.delta("a", 10, 20, 5)))
          .isEqualTo(
              notShown(
                  1,
                  "metric \"a\" is not shown: it is a delta of a time that has been counted"
                      + " already"));
      assertThat(running.text()).isEqualTo("# TYPE a_total counter\na_total 5\n");
    }
  }

  @Test
  void goesOnInFloatingPointWhereDeltasPassALong() {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.delta("a", 10, 20, Long.MAX_VALUE));
      running.take(Running.NOWHERE, Samples.delta("a", 20, 30, Long.MAX_VALUE));

      assertThat(running.text()).contains("a_total 1.8446744073709552e+19\n");
    }
  }

  @Test
  void addsUpDeltasOfHistograms() {
    List<Double> bounds = List.of(1.0, 2.0);
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.histogram(
              "h", Samples.DELTA, Samples.buckets(10, 20, 3, bounds, List.of(1L, 1L, 0L))),
          Samples.exponential(
              "e", Samples.DELTA, Samples.exponential(10, 20, 2, 0, List.of(1L, 2L))));
      running.take(
          Running.NOWHERE,
          Samples.histogram(
              "h", Samples.DELTA, Samples.buckets(20, 30, 4, bounds, List.of(0L, 1L, 2L))),
          Samples.exponential("e", Samples.DELTA, Samples.exponential(20, 30, 1, 4, List.of(3L))));

      assertThat(running.text())
          .isEqualTo(
              """
              # TYPE e histogram
              e_bucket{le="+Inf"} 6
              e_sum 20
              e_count 6
              # TYPE h histogram
              h_bucket{le="1"} 1
              h_bucket{le="2"} 3
              h_bucket{le="+Inf"} 5
              h_sum 7
              h_count 5
              """);
    }
  }

  @Test
  void refusesDeltasWithoutATotal() {
    try (Running running = Running.started()) {
      Metric metric = Samples.sum("a", Samples.DELTA, false, Samples.whole(0, 0, 1, Map.of()));

      Outcome refusal =
          notShown(
              1,
              "metric \"a\" is not shown: it is a delta of a sum that can go down, which has no"
                  + " meaning to Prometheus; make it cumulative");
      assertThat(running.take(Running.NOWHERE, metric)).isEqualTo(refusal);
      assertThat(running.take(Running.NOWHERE, metric)).isEqualTo(refusal);
      assertThat(running.log.taken())
          .containsExactly(
              "WARN exporter prometheus/test: metric \"a\" is not shown: it is a delta of a sum"
                  + " that can go down, which has no meaning to Prometheus; make it cumulative");
    }
  }

  @Test
  void refusesMalformedPointsAndShowsTheOthers() {
    try (Running running = Running.started()) {
      Outcome outcome =
          running.take(
              Running.NOWHERE,
              Samples.histogram(
                  "h",
                  Samples.CUMULATIVE,
                  Samples.buckets(0, 0, 1, List.of(1.0), List.of(1L, 1L, 1L))),
              Samples.histogram(
                  "i",
                  Samples.CUMULATIVE,
                  Samples.buckets(0, 0, 1, List.of(2.0, 1.0), List.of(1L, 1L, 1L))),
              Samples.exponential(
                  "e", Samples.CUMULATIVE, Samples.exponential(0, 0, -5, 0, List.of(1L))),
              Samples.summary("s", 0, 0, Map.of(1.5, 1.0)),
              Samples.sum(
                  "u",
                  AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED,
                  true,
                  Samples.decimal(1, Map.of())),
              Samples.gauge("%&", 1),
              Samples.gauge("ok", 1));

      assertThat(outcome)
          .isEqualTo(notShown(6, "metric \"h\" is not shown: it has 3 bucket counts for 1 bounds"));
      assertThat(running.text()).isEqualTo("# TYPE ok gauge\nok 1\n");
      assertThat(running.log.taken())
          .hasSize(6)
          .contains(
              "WARN exporter prometheus/test: metric \"e\" is not shown: its scale is -5; Prometheus"
                  + " has none below -4",
              "WARN exporter prometheus/test: metric \"s\" is not shown: it has the quantile 1.5");
    }
  }

  @Test
  void holdsNoMoreSeriesThanAllowed() {
    try (Running running =
        Running.started(with -> {
          with.maxSeries = 2;
          with.expiration = Duration.ofMinutes(1);
        })) {
      running.take(Running.NOWHERE, Samples.gauge("a", 1), Samples.gauge("b", 1));

      assertThat(running.take(Running.NOWHERE, Samples.gauge("c", 1), Samples.gauge("a", 2)))
          .isEqualTo(
              notShown(
                  1,
                  "metric \"c\" is not shown: there are 2 series already (max_series), and it would"
                      + " be another one"));
      assertThat(running.text()).isEqualTo("# TYPE a gauge\na 2\n# TYPE b gauge\nb 1\n");
      Metric another = Samples.gauge("a", Samples.decimal(1, Map.of("x", "y")));
      assertThat(running.take(Running.NOWHERE, another).toString()).contains("max_series");

      running.clock.advance(Duration.ofMinutes(2));
      assertThat(running.take(Running.NOWHERE, Samples.gauge("c", 1)))
          .isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void holdsNoMoreMemoryThanThereIs() {
    try (Running running = Running.started(_ -> {}, Extensions.NONE, 1000)) {
      Outcome outcome =
          running.take(
              Running.NOWHERE,
              Samples.gauge("a", Samples.decimal(1, Map.of("x", "y".repeat(600)))),
              Samples.gauge("b", Samples.decimal(1, Map.of("x", "y".repeat(600)))));

      assertThat(outcome)
          .isEqualTo(
              notShown(1, "metric \"b\" is not shown: the gateway's bound on memory is reached"));
      assertThat(running.memory.held()).isBetween(600L, 1000L);
      running.exporter.close();
      assertThat(running.memory.held()).isZero();
    }
  }

  @Test
  void takesNothingUnlessItRuns() {
    Running running = Running.started();
    running.close();
    running.exporter.close();

    assertThat(running.exporter.accept(Batches.of(Signal.METRICS, "late", 1)))
        .isEqualTo(Outcome.refused(Reason.SHUTTING_DOWN, "exporter prometheus/test: does not run"));
  }
}
