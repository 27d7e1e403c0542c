package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.prometheus.PrometheusConfig.ResourceToTelemetryConfig;
import dev.otelgw.pipeline.Outcome;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever OTLP can say, and whatever it should not: every answer can be read. */
class RandomMetricsTest {

  private static final int REQUESTS = 400;

  @Test
  void alwaysGiveAnAnswerThatCanBeRead() throws Exception {
    Random random = new Random(20261121);
    long shown = 0;
    long read = 0;
    try (Running running =
        Running.started(with -> {
          with.maxSeries = 2000;
          with.expiration = Duration.ofMinutes(10);
          with.resource = new ResourceToTelemetryConfig(true, false);
        })) {
      for (int i = 0; i < REQUESTS; i++) {
        Outcome outcome = running.take(RandomMetrics.batch(random));
        assertThat(outcome.taken()).isTrue();
        running.clock.advance(Duration.ofSeconds(random.nextInt(10)));
        if (i % 10 == 0) {
          shown += Exposed.series(running.text(), false).size();
          assertThat(Exposed.series(running.openMetrics(), true)).doesNotHaveDuplicates();
          read += readProtobuf(running);
        }
      }
      assertThat(running.memory.held()).isNotNegative();
      running.exporter.close();
      assertThat(running.memory.held()).isZero();
    }
    assertThat(shown).isGreaterThan(1000);
    assertThat(read).isGreaterThan(1000);
  }

  private static long readProtobuf(Running running) throws Exception {
    ByteArrayInputStream in =
        new ByteArrayInputStream(running.get("/metrics", "Accept", Running.PROTOBUF).body());
    long metrics = 0;
    while (in.available() > 0) {
      MetricFamily family = MetricFamily.parseDelimitedFrom(in);
      assertThat(family.getMetricCount()).as(family.getName()).isPositive();
      metrics += family.getMetricCount();
    }
    return metrics;
  }
}
