package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.attribute;
import static dev.otelgw.pipeline.json.JsonRequests.hex;
import static dev.otelgw.pipeline.json.JsonRequests.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint.ValueAtQuantile;
import org.junit.jupiter.api.Test;

class OtlpJsonMetricsTest {

  @Test
  void readsAGauge() {
    assertThat(
            metric(
                """
                "name": "my.gauge", "description": "I am a Gauge", "unit": "1",
                "metadata": [{"key": "m", "value": {"boolValue": false}}],
                "gauge": {"dataPoints": [
                  {"asDouble": 10, "timeUnixNano": "1544712660300000000",
                   "attributes": [{"key": "a", "value": {"stringValue": "v"}}]},
                  {"asInt": "0", "startTimeUnixNano": 1544712660300000001, "flags": 1},
                  {"asInt": -7},
                  {"asDouble": 0}]}
                """))
        .isEqualTo(
            Metric.newBuilder()
                .setName("my.gauge")
                .setDescription("I am a Gauge")
                .setUnit("1")
                .addMetadata(attribute("m", AnyValue.newBuilder().setBoolValue(false)))
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(
                            NumberDataPoint.newBuilder()
                                .setAsDouble(10)
                                .setTimeUnixNano(1544712660300000000L)
                                .addAttributes(attribute("a", "v")))
                        .addDataPoints(
                            NumberDataPoint.newBuilder()
                                .setAsInt(0)
                                .setStartTimeUnixNano(1544712660300000001L)
                                .setFlags(1))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsInt(-7))
                        .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(0)))
                .build());
  }

  @Test
  void readsASumWithExemplars() {
    assertThat(
            metric(
                """
                "name": "my.counter",
                "sum": {"aggregationTemporality": 1, "isMonotonic": true, "dataPoints": [{
                  "asDouble": 5,
                  "exemplars": [{"timeUnixNano": "2", "asDouble": 0.5,
                    "spanId": "EEE19B7EC3C1B174", "traceId": "5B8EFFF798038103D269B633813FC60C",
                    "filteredAttributes": [{"key": "f", "value": {"intValue": 3}}]}]}]}
                """))
        .isEqualTo(
            Metric.newBuilder()
                .setName("my.counter")
                .setSum(
                    Sum.newBuilder()
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .setIsMonotonic(true)
                        .addDataPoints(
                            NumberDataPoint.newBuilder()
                                .setAsDouble(5)
                                .addExemplars(
                                    Exemplar.newBuilder()
                                        .setTimeUnixNano(2)
                                        .setAsDouble(0.5)
                                        .setSpanId(hex("eee19b7ec3c1b174"))
                                        .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
                                        .addFilteredAttributes(
                                            attribute("f", AnyValue.newBuilder().setIntValue(3))))))
                .build());
  }

  @Test
  void readsAHistogram() {
    assertThat(
            metric(
                """
                "name": "my.histogram",
                "histogram": {"aggregationTemporality": "AGGREGATION_TEMPORALITY_CUMULATIVE",
                  "dataPoints": [{"count": 2, "sum": 0, "min": 0, "max": "Infinity",
                    "bucketCounts": [1, "1"], "explicitBounds": [1, "2.5"]},
                    {"count": "18446744073709551615", "bucketCounts": [], "explicitBounds": []}]}
                """))
        .isEqualTo(
            Metric.newBuilder()
                .setName("my.histogram")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setCount(2)
                                .setSum(0)
                                .setMin(0)
                                .setMax(Double.POSITIVE_INFINITY)
                                .addBucketCounts(1)
                                .addBucketCounts(1)
                                .addExplicitBounds(1)
                                .addExplicitBounds(2.5))
                        .addDataPoints(HistogramDataPoint.newBuilder().setCount(-1)))
                .build());
  }

  @Test
  void readsAnExponentialHistogram() {
    assertThat(
            metric(
                """
                "name": "my.exponential.histogram",
                "exponentialHistogram": {"aggregationTemporality": 1, "dataPoints": [{
                  "startTimeUnixNano": "1544712660300000000",
                  "timeUnixNano": "1544712660300000000",
                  "count": 3, "sum": 10, "scale": -2, "zeroCount": "1", "zeroThreshold": 1e-9,
                  "positive": {"offset": 1, "bucketCounts": [0, 2]},
                  "negative": {"offset": -1, "bucketCounts": ["18446744073709551615"]},
                  "min": 0, "max": 5}]}
                """))
        .isEqualTo(
            Metric.newBuilder()
                .setName("my.exponential.histogram")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(
                            ExponentialHistogramDataPoint.newBuilder()
                                .setStartTimeUnixNano(1544712660300000000L)
                                .setTimeUnixNano(1544712660300000000L)
                                .setCount(3)
                                .setSum(10)
                                .setScale(-2)
                                .setZeroCount(1)
                                .setZeroThreshold(1e-9)
                                .setPositive(
                                    Buckets.newBuilder()
                                        .setOffset(1)
                                        .addBucketCounts(0)
                                        .addBucketCounts(2))
                                .setNegative(Buckets.newBuilder().setOffset(-1).addBucketCounts(-1))
                                .setMin(0)
                                .setMax(5)))
                .build());
  }

  @Test
  void readsASummary() {
    assertThat(
            metric(
                """
                "summary": {"dataPoints": [{"count": "4", "sum": "NaN", "quantileValues": [
                  {"quantile": 0.5, "value": -0.0}, {"quantile": 1, "value": "-Infinity"}, {}]}]}
                """))
        .isEqualTo(
            Metric.newBuilder()
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setCount(4)
                                .setSum(Double.NaN)
                                .addQuantileValues(
                                    ValueAtQuantile.newBuilder().setQuantile(0.5).setValue(-0.0))
                                .addQuantileValues(
                                    ValueAtQuantile.newBuilder()
                                        .setQuantile(1)
                                        .setValue(Double.NEGATIVE_INFINITY))
                                .addQuantileValues(ValueAtQuantile.getDefaultInstance())))
                .build());
  }

  @Test
  void keepsAMetricWithoutPoints() {
    assertThat(metric("\"gauge\": {}"))
        .isEqualTo(Metric.newBuilder().setGauge(Gauge.getDefaultInstance()).build());
  }

  @Test
  void countsPointsNotMetrics() {
    Batch batch =
        JsonRequests.read(
            Signal.METRICS,
            JsonRequests.metrics("\"name\": \"m\", \"gauge\": {\"dataPoints\": [{}, {}, {}]}"));
    assertThat(batch.items()).isEqualTo(3);
  }
}
