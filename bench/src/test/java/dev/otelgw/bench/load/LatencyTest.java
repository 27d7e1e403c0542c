package dev.otelgw.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void percentilesOfAnEvenSpread() {
    Latency latency = new Latency();
    for (int micros = 1; micros <= 100_000; micros++) {
      latency.record(Duration.ofNanos(micros * 1000L).toNanos());
    }

    Report.Percentiles percentiles = latency.percentiles();

    assertThat(percentiles.p50()).isCloseTo(50, Percentage.withPercentage(1));
    assertThat(percentiles.p90()).isCloseTo(90, Percentage.withPercentage(1));
    assertThat(percentiles.p99()).isCloseTo(99, Percentage.withPercentage(1));
    assertThat(percentiles.p999()).isCloseTo(99.9, Percentage.withPercentage(1));
    assertThat(percentiles.max()).isCloseTo(100, within(1e-9));
  }

  @Test
  void smallAndHugeValuesHaveABucket() {
    Latency latency = new Latency();
    latency.record(0);
    latency.record(-5);
    latency.record(255);
    latency.record(Long.MAX_VALUE);

    assertThat(latency.quantile(0.5)).isZero();
    assertThat(latency.quantile(0.75)).isEqualTo(255);
    assertThat(latency.quantile(1)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothingRecordedIsZero() {
    assertThat(new Latency().percentiles()).isEqualTo(new Report.Percentiles(0, 0, 0, 0, 0));
  }
}
