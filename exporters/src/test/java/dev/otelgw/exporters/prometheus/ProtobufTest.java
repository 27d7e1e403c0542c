package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus' own message classes read in an answer. */
class ProtobufTest {

  private static Map<String, MetricFamily> scraped(Running running) throws IOException {
    HttpResponse<byte[]> answer = running.get("/metrics", "Accept", Running.PROTOBUF);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue(
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                + " encoding=delimited");
    Map<String, MetricFamily> families = new LinkedHashMap<>();
    ByteArrayInputStream in = new ByteArrayInputStream(answer.body());
    for (MetricFamily family = MetricFamily.parseDelimitedFrom(in);
        family != null;
        family = MetricFamily.parseDelimitedFrom(in)) {
      assertThat(family.getUnknownFields().asMap()).isEmpty();
      families.put(family.getName(), family);
    }
    return families;
  }

  @Test
  void holdsEveryType() throws IOException {
    try (Running running = Running.started(with -> with.sendTimestamps = true)) {
      running.take(Running.NOWHERE, Samples.ofAllTypes());
      Map<String, MetricFamily> families = scraped(running);

      assertThat(
              families.values().stream().map(family -> family.getName() + " " + family.getType()))
          .containsExactly(
              "cpu_use_ratio GAUGE",
              "gc_pause_seconds SUMMARY",
              "http_duration_seconds HISTOGRAM",
              "http_requests_total COUNTER",
              "pool_used_bytes GAUGE",
              "queue_size GAUGE",
              "rpc_size_bytes HISTOGRAM");
      MetricFamily requests = families.get("http_requests_total");
      assertThat(requests.getHelp()).isEqualTo("Requests served");
      Metrics.Metric metric = requests.getMetric(0);
      assertThat(metric.getLabelList().stream().map(l -> l.getName() + "=" + l.getValue()))
          .containsExactly("code=200", "http_route=/a");
      assertThat(metric.getTimestampMs()).isEqualTo(200_000);
      assertThat(metric.getCounter().getValue()).isEqualTo(1e6);
      assertThat(metric.getCounter().getCreatedTimestamp().getSeconds()).isEqualTo(100);
      assertThat(metric.getCounter().getExemplar().getTimestamp().getSeconds()).isEqualTo(150);
      assertThat(metric.getCounter().getExemplar().getLabelList()).hasSize(3);
      assertThat(families.get("pool_used_bytes").getUnit()).isEqualTo("bytes");
      assertThat(families.get("pool_used_bytes").getMetric(0).getGauge().getValue()).isEqualTo(-3);
      Metrics.Summary pauses = families.get("gc_pause_seconds").getMetric(0).getSummary();
      assertThat(pauses.getSampleCount()).isEqualTo(4);
      assertThat(pauses.getQuantile(1).getValue()).isEqualTo(2);
    }
  }

  @Test
  void holdsExplicitBucketsWithTheirExemplars() throws IOException {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.ofAllTypes());
      Metrics.Histogram duration =
          scraped(running).get("http_duration_seconds").getMetric(0).getHistogram();

      assertThat(duration.getSampleCount()).isEqualTo(4);
      assertThat(duration.getSampleSum()).isEqualTo(3.5);
      assertThat(
              duration.getBucketList().stream()
                  .map(b -> b.getUpperBound() + ":" + b.getCumulativeCount()))
          .containsExactly("0.5:2", "1.0:3", "10.0:4", "Infinity:4");
      assertThat(duration.getBucket(0).getExemplar().getValue()).isEqualTo(0.4);
      assertThat(duration.getBucket(1).hasExemplar()).isFalse();
      assertThat(duration.hasSchema()).isFalse();
    }
  }

  @Test
  void holdsExponentialHistogramsAsNativeOnes() throws IOException {
    try (Running running = Running.started()) {
      running.take(Running.NOWHERE, Samples.ofAllTypes());
      MetricFamily family = scraped(running).get("rpc_size_bytes");
      assertThat(family.getType()).isEqualTo(MetricType.HISTOGRAM);
      Metrics.Histogram size = family.getMetric(0).getHistogram();

      assertThat(size.getSchema()).isZero();
      assertThat(size.getSampleCount()).isEqualTo(3);
      assertThat(size.getZeroThreshold()).isEqualTo(1e-128);
      // OTLP's bucket 1 of base 2 is (2, 4]; Prometheus calls it 2.
      assertThat(size.getPositiveSpan(0).getOffset()).isEqualTo(2);
      assertThat(size.getPositiveSpan(0).getLength()).isEqualTo(3);
      assertThat(size.getPositiveDeltaList()).containsExactly(1L, -1L, 2L);
      assertThat(size.getNegativeSpanList()).isEmpty();
      assertThat(size.getBucketList()).isEmpty();
      assertThat(size.getCreatedTimestamp().getSeconds()).isEqualTo(100);
    }
  }

  @Test
  void makesHistogramsCoarserThatAreTooFine() throws IOException {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.exponential(
              "a", Samples.CUMULATIVE, Samples.exponential(0, 0, 10, -3, List.of(1L, 2L, 3L, 4L))),
          Samples.exponential(
              "b",
              Samples.CUMULATIVE,
              Samples.exponential(0, 0, 8, 0, Collections.nCopies(600, 1L))));
      Map<String, MetricFamily> families = scraped(running);

      // Of -3, -2, -1 and 0, four to one: -1 has the first three, 0 the last.
      Metrics.Histogram a = families.get("a").getMetric(0).getHistogram();
      assertThat(a.getSchema()).isEqualTo(8);
      assertThat(a.getPositiveSpan(0).getOffset()).isZero();
      assertThat(a.getPositiveDeltaList()).containsExactly(6L, -2L);
      Metrics.Histogram b = families.get("b").getMetric(0).getHistogram();
      assertThat(b.getSchema()).isEqualTo(7);
      assertThat(b.getSampleCount()).isEqualTo(600);
      assertThat(b.getPositiveDeltaCount()).isEqualTo(300);
    }
  }

  @Test
  void addsDeltasOfDifferentScales() throws IOException {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.exponential(
              "e", Samples.DELTA, Samples.exponential(10, 20, 2, 0, List.of(1L, 2L, 3L))));
      running.take(
          Running.NOWHERE,
          Samples.exponential("e", Samples.DELTA, Samples.exponential(20, 30, 1, 3, List.of(4L))));
      Metrics.Histogram sum = scraped(running).get("e").getMetric(0).getHistogram();

      assertThat(sum.getSchema()).isEqualTo(1);
      assertThat(sum.getSampleCount()).isEqualTo(10);
      assertThat(sum.getSampleSum()).isEqualTo(20);
      assertThat(sum.getPositiveSpan(0).getOffset()).isEqualTo(1);
      assertThat(sum.getPositiveDeltaList()).containsExactly(3L, 0L, -3L, 4L);
    }
  }

  @Test
  void writesMessagesOfAnySize() throws IOException {
    Map<String, String> attributes = Map.of("x", "y".repeat(15_000));
    try (Running running = Running.started()) {
      for (int i = 0; i < 20; i++) {
        running.take(
            Running.NOWHERE,
            Samples.gauge("a", Samples.decimal(i, Map.of("x", attributes.get("x"), "i", i))));
      }
      assertThat(scraped(running).get("a").getMetricList()).hasSize(20);
    }
  }
}
