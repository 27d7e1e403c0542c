package dev.otelgw.services.devstack.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpSinkTest {

  private final OtlpSink sink = OtlpSink.start(0, 3);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    sink.close();
    http.close();
  }

  private int post(String path, byte[] body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sink.url() + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] span(int id) {
    return Sample.spans("api", Sample.span('a', id, 0, "span " + id)).toByteArray();
  }

  @Test
  void keepsSpansLogsAndPoints() throws Exception {
    assertThat(post("/v1/traces", gzip(span(1)), "Content-Encoding", "gzip")).isEqualTo(200);
    assertThat(post("/v1/logs", Sample.log("api", 'a', 1, "hello").toByteArray())).isEqualTo(200);
    Metric number =
        Metric.newBuilder()
            .setName("pool.size")
            .setUnit("{connection}")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setAsInt(7)
                            .addAttributes(Sample.attribute("state", "idle"))))
            .build();
    Metric times =
        Metric.newBuilder()
            .setName("time")
            .setHistogram(
                Histogram.newBuilder()
                    .addDataPoints(HistogramDataPoint.newBuilder().setCount(2).setSum(0.5)))
            .build();
    ExportMetricsServiceRequest metrics =
        ExportMetricsServiceRequest.newBuilder()
            .addResourceMetrics(
                ResourceMetrics.newBuilder()
                    .addScopeMetrics(
                        ScopeMetrics.newBuilder().addMetrics(number).addMetrics(times)))
            .build();
    assertThat(post("/v1/metrics", metrics.toByteArray())).isEqualTo(200);

    Telemetry telemetry = sink.telemetry();
    assertThat(telemetry.awaitSpan("span 1", span -> span.name().equals("span 1")).service())
        .isEqualTo("api");
    assertThat(telemetry.trace(Sample.TRACE).logs())
        .extracting(ReceivedLog::body)
        .containsExactly("hello");
    assertThat(telemetry.points("pool.size"))
        .singleElement()
        .satisfies(point -> {
          assertThat(point.value()).isEqualTo(7);
          assertThat(point.attribute("state")).isEqualTo("idle");
          assertThat(point.type()).isEqualTo("GAUGE");
        });
    assertThat(telemetry.awaitPoint("time", point -> point.value() == 2).sum()).isEqualTo(0.5);
    assertThat(telemetry.counts())
        .isEqualTo(
            new Telemetry.Counts(
                Map.of("api", 1L), Map.of("pool", 1L, "time", 1L), Map.of("api", 1L)));
  }

  @Test
  void keepsNoMoreThanItWasTold() throws Exception {
    for (int id = 1; id <= 5; id++) {
      post("/v1/traces", span(id));
    }
    assertThat(sink.telemetry().spans())
        .extracting(ReceivedSpan::name)
        .containsExactly("span 3", "span 4", "span 5");
    assertThat(sink.telemetry().counts().spans()).isEqualTo(Map.of("api", 5L));
  }

  @Test
  void refusesWhenToldTo() throws Exception {
    sink.answer(401);
    assertThat(post("/v1/traces", span(1))).isEqualTo(401);
    sink.answer(200);
    assertThat(post("/v1/traces", "nonsense".getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
    assertThat(sink.telemetry().spans()).isEmpty();
  }

  @Test
  void isDownAndUpAgain() throws Exception {
    sink.down();
    assertThatThrownBy(() -> post("/v1/traces", span(1))).isInstanceOf(IOException.class);
    sink.up();
    assertThat(post("/v1/traces", span(1))).isEqualTo(200);
  }

  @Test
  void waitingInVainSaysWhatThereWas() throws Exception {
    post("/v1/traces", span(1));
    assertThatThrownBy(() ->
            sink.telemetry()
                .awaitTrace(
                    Sample.TRACE,
                    "two spans",
                    Duration.ofMillis(1),
                    trace -> trace.spans().size() == 2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no two spans within 0 s")
        .hasMessageContaining("└─ api");
    assertThatThrownBy(
            () -> sink.telemetry().await("luck", Duration.ZERO, Optional::empty, () -> "only this"))
        .hasMessageContaining("only this");
  }

  @Test
  void refusesWhoIsNotLoggedInAsGrafanaCloudDoes() throws Exception {
    sink.onlyFor("123456", "glc_right");
    assertThat(post("/otlp/v1/traces", span(1))).isEqualTo(401);
    assertThat(post("/otlp/v1/traces", span(1), "Authorization", "Basic MTIzNDU2OmdsY193cm9uZw=="))
        .isEqualTo(401);
    assertThat(sink.telemetry().spans()).isEmpty();
    assertThat(post("/otlp/v1/traces", span(1), "Authorization", "Basic MTIzNDU2OmdsY19yaWdodA=="))
        .isEqualTo(200);
    assertThat(sink.telemetry().spans()).hasSize(1);
  }
}
