package dev.otelgw.bench.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.NumberSet;
import dev.otelgw.bench.message.Signal;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArrivalsTest {

  private static Messages messages(Signal signal) {
    return Messages.of(new Messages.Shape(signal, 10, Compression.NONE, Messages.Ids.UNIQUE));
  }

  private final Arrivals arrivals = new Arrivals(Arrivals.Look.IDS);

  @ParameterizedTest
  @EnumSource
  void countsLostAndDoubledItems(Signal signal) throws IOException {
    Messages messages = messages(signal);
    for (long request : new long[] {0, 1, 3, 1}) {
      arrivals.arrived(signal, Compression.NONE, messages.body(request));
    }

    NumberSet numbers = NumberSet.fromBytes(arrivals.numbers());
    assertThat(arrivals.counts().items()).isEqualTo(40);
    assertThat(arrivals.counts().distinct()).isEqualTo(30);
    assertThat(arrivals.counts().duplicates()).isEqualTo(10);
    assertThat(arrivals.counts().unnumbered()).isZero();
    assertThat(numbers.missing(0, 40)).isEqualTo(10);
    assertThat(numbers.missing(20, 10)).isEqualTo(10);
  }

  @Test
  void countsInsideConcatenatedAndPackedRequests() throws IOException {
    Messages messages = messages(Signal.TRACES);
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    batch.writeBytes(messages.body(0));
    batch.writeBytes(messages.body(1));
    byte[] packed = Compression.GZIP.pack(batch.toByteArray());

    arrivals.arrived(Signal.TRACES, Compression.GZIP, packed);

    assertThat(arrivals.counts()).isEqualTo(new Arrivals.Counts(1, packed.length, 20, 20, 0, 0));
  }

  @Test
  void itemsWithoutANumberAreCountedApart() throws IOException {
    byte[] histogram =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder()
                            .addMetrics(
                                Metric.newBuilder()
                                    .setHistogram(
                                        Histogram.newBuilder()
                                            .addDataPoints(
                                                HistogramDataPoint.newBuilder().setCount(3))))))
            .build()
            .toByteArray();

    arrivals.arrived(Signal.METRICS, Compression.NONE, histogram);

    assertThat(arrivals.counts().unnumbered()).isEqualTo(1);
  }

  @Test
  void forgetsOnReset() throws IOException {
    byte[] body = messages(Signal.LOGS).body(0);
    arrivals.arrived(Signal.LOGS, Compression.NONE, body);
    arrivals.reset();
    arrivals.arrived(Signal.LOGS, Compression.NONE, body);

    assertThat(arrivals.counts().distinct()).isEqualTo(10);
    assertThat(arrivals.counts().duplicates()).isZero();
  }

  @Test
  void countsOnlyItemsWhenToldSo() throws IOException {
    Arrivals items = new Arrivals(Arrivals.Look.ITEMS);
    items.arrived(Signal.TRACES, Compression.NONE, messages(Signal.TRACES).body(0));

    assertThat(items.counts().items()).isEqualTo(10);
    assertThat(items.counts().distinct()).isZero();
  }

  @Test
  void aBrokenBodyIsNotCounted() {
    assertThatThrownBy(
            () -> arrivals.arrived(Signal.TRACES, Compression.GZIP, new byte[] {1, 2, 3}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> arrivals.arrived(Signal.TRACES, Compression.NONE, new byte[] {10, 99}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(arrivals.counts().requests()).isZero();
  }
}
