package dev.otelgw.bench.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {

  private static Messages messages(Signal signal, int items) {
    return Messages.of(new Messages.Shape(signal, items, Compression.NONE, Messages.Ids.UNIQUE));
  }

  @Test
  void spansHaveThePromisedSizeAndTenAttributes() throws IOException {
    byte[] body = messages(Signal.TRACES, 100).body(7);

    List<Span> spans =
        ExportTraceServiceRequest.parseFrom(body)
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpansList();

    assertThat(spans).hasSize(100);
    assertThat(spans).allSatisfy(span -> assertThat(span.getAttributesCount()).isEqualTo(10));
    assertThat(spans).allSatisfy(span -> assertThat(span.getSerializedSize() + 3).isEqualTo(507));
    assertThat(body.length).isBetween(100 * 507, 100 * 507 + 500);
  }

  @Test
  void spansCompressLikeRealOnes() {
    byte[] body = messages(Signal.TRACES, 100).body(7);

    double ratio = (double) body.length / Compression.GZIP.pack(body).length;

    assertThat(ratio).isBetween(6.0, 9.0);
  }

  @Test
  void logRecordsAndDataPointsAreCountedOneByOne() throws IOException {
    byte[] logs = messages(Signal.LOGS, 42).body(0);
    byte[] metrics = messages(Signal.METRICS, 42).body(0);

    var scopeLogs = ExportLogsServiceRequest.parseFrom(logs).getResourceLogs(0).getScopeLogs(0);
    var scopeMetrics =
        ExportMetricsServiceRequest.parseFrom(metrics).getResourceMetrics(0).getScopeMetrics(0);

    assertThat(scopeLogs.getLogRecordsCount()).isEqualTo(42);
    assertThat(scopeMetrics.getMetricsList().stream().mapToInt(MessagesTest::points).sum())
        .isEqualTo(42);
  }

  private static int points(Metric metric) {
    return metric.getSum().getDataPointsCount() + metric.getGauge().getDataPointsCount();
  }

  @ParameterizedTest
  @EnumSource
  void everyItemOfEveryRequestHasItsOwnNumber(Signal signal) {
    Messages messages = messages(signal, 10);
    List<Long> numbers = new ArrayList<>();

    for (long request = 0; request < 200; request++) {
      byte[] body = messages.body(request);
      ItemWalk.visit(signal, body, id -> numbers.add(ItemNumber.read(body, id)));
    }

    assertThat(numbers).hasSize(2000).first().isEqualTo(0L);
    assertThat(numbers).isSorted().doesNotHaveDuplicates().last().isEqualTo(1999L);
  }

  @Test
  void traceIdsAreUniqueForProtobufToo() throws IOException {
    Messages messages = messages(Signal.TRACES, 100);
    Set<Object> ids = new HashSet<>();

    for (long request = 0; request < 130; request++) {
      ExportTraceServiceRequest.parseFrom(messages.body(request))
          .getResourceSpans(0)
          .getScopeSpans(0)
          .getSpansList()
          .forEach(span -> ids.add(span.getTraceId()));
    }

    assertThat(ids).hasSize(13_000);
  }

  @Test
  void fixedRequestsArePackedOnce() throws IOException {
    var shape = new Messages.Shape(Signal.TRACES, 100, Compression.ZSTD, Messages.Ids.FIXED);
    Messages messages = Messages.of(shape);

    assertThat(messages.body(3)).isSameAs(messages.body(3));
    assertThat(
            ExportTraceServiceRequest.parseFrom(Compression.ZSTD.unpack(messages.body(3)))
                .getResourceSpansCount())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void packedBodiesUnpackToThemselves(Compression compression) throws IOException {
    byte[] body = messages(Signal.LOGS, 100).body(0);

    assertThat(compression.unpack(compression.pack(body))).isEqualTo(body);
    assertThat(Compression.of(compression.coding())).isEqualTo(compression);
  }

  @Test
  void foreignIdsAreNotTakenForNumbers() {
    byte[] text = "trace-id".getBytes(StandardCharsets.US_ASCII);

    assertThat(ItemNumber.isOurs(ItemNumber.read(new byte[8], 0))).isFalse();
    assertThat(ItemNumber.isOurs(ItemNumber.read(text, 0))).isFalse();
  }

  @Test
  void aCutRequestIsRefusedByTheWalk() {
    byte[] body = messages(Signal.TRACES, 3).body(0);
    byte[] cut = Arrays.copyOf(body, body.length - 10);

    assertThatThrownBy(() -> ItemWalk.visit(Signal.TRACES, cut, _ -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
