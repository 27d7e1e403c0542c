package dev.otelgw.scrapers.scraping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.scrapers.scraping.Collected.Origin;
import dev.otelgw.scrapers.scraping.Metric.Kind;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollectedTest {

  private static final String[] NONE = {};

  private final Collected collected = new Collected(1000, new SeriesStarts(1 << 20), 10);

  private static Metric metric(Kind kind) {
    return Metric.otel("m." + kind, kind, "By", "What it is.").by("a", "b");
  }

  private io.opentelemetry.proto.metrics.v1.Metric only() {
    assertThat(collected.metrics()).hasSize(1);
    return collected.metrics().getFirst();
  }

  @Test
  void gaugesHaveNoStart() {
    collected.number(metric(Kind.GAUGE), 2.5, 3, Origin.UNKNOWN, new String[] {"x", null});
    var point = only().getGauge().getDataPoints(0);
    assertThat(point.getAsInt()).isEqualTo(3);
    assertThat(point.getTimeUnixNano()).isEqualTo(1000);
    assertThat(point.getStartTimeUnixNano()).isZero();
    assertThat(point.getAttributesList()).extracting(a -> a.getKey()).containsExactly("a");
    assertThat(only().getUnit()).isEqualTo("By");
    assertThat(only().getDescription()).isEqualTo("What it is.");
  }

  @Test
  void countersAreCumulativeAndMonotonic() {
    collected.number(metric(Kind.COUNTER).decimals(), 2.5, 3, new Origin(900L, false), NONE);
    var sum = only().getSum();
    assertThat(sum.getIsMonotonic()).isTrue();
    assertThat(sum.getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(sum.getDataPoints(0).getAsDouble()).isEqualTo(2.5);
    assertThat(sum.getDataPoints(0).getStartTimeUnixNano()).isEqualTo(1000);
  }

  @Test
  void upDownSumsAreNotMonotonic() {
    collected.number(metric(Kind.UP_DOWN), 1, 1, Origin.UNKNOWN, NONE);
    assertThat(only().getSum().getIsMonotonic()).isFalse();
  }

  @Test
  void histogramsKeepTheirNumbers() {
    collected.histogram(
        metric(Kind.HISTOGRAM),
        new HistogramValue(6, 1.5, List.of(1.0, 2.0), List.of(1L, 2L, 3L)),
        Origin.UNKNOWN,
        NONE);
    var histogram = collected.metrics().get(0).getHistogram().getDataPoints(0);
    assertThat(histogram.getBucketCountsList()).containsExactly(1L, 2L, 3L);
    assertThat(histogram.getExplicitBoundsList()).containsExactly(1.0, 2.0);
    assertThat(histogram.getSum()).isEqualTo(1.5);
    assertThat(histogram.getStartTimeUnixNano()).isEqualTo(1000);
  }

  @Test
  void whatServersDoNotKnowIsNoPoint() {
    collected.number(metric(Kind.GAUGE), Double.NaN, 0, Origin.UNKNOWN, NONE);
    assertThat(collected.metrics()).isEmpty();
  }

  @Test
  void aSeriesHasOnePoint() {
    collected.number(metric(Kind.GAUGE), 1, 1, Origin.UNKNOWN, new String[] {"x"});
    collected.number(metric(Kind.GAUGE), 2, 2, Origin.UNKNOWN, new String[] {"x"});
    assertThat(only().getGauge().getDataPointsList()).hasSize(1);
    assertThat(collected.dropped()).isEqualTo(1);
  }

  @Test
  void moreValuesThanAttributesAreABug() {
    assertThatThrownBy(() ->
            collected.number(
                metric(Kind.GAUGE), 1, 1, Origin.UNKNOWN, new String[] {"x", "y", "z"}))
        .hasMessageContaining("2 attributes, not 3");
  }
}
