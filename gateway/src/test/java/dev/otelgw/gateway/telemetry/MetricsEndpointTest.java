package dev.otelgw.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.gateway.http.Get;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsEndpointTest {

  private final GatewayTelemetry telemetry =
      new GatewayTelemetry(new ServiceIdentity("otelgw", "1", "i"), Clock.SYSTEM);

  @BeforeEach
  void count() {
    telemetry.observer(new ComponentId(Kind.EXPORTER, "debug", "")).sent(Signal.TRACES, 2);
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  private MetricsEndpoint endpoint(int port, boolean bare) {
    return new MetricsEndpoint(
        new PrometheusReader("127.0.0.1", port, true, bare, bare), telemetry);
  }

  @Test
  void servesPrometheusTextWithTheNamesOfTheReader() {
    try (MetricsEndpoint bare = endpoint(0, true);
        MetricsEndpoint suffixed = endpoint(0, false)) {
      bare.start();
      suffixed.start();
      HttpResponse<String> answer = Get.get(bare.port(), "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(answer.body()).contains("otelcol_exporter_sent_spans{exporter=\"debug\"} 2.0\n");
      assertThat(Get.get(suffixed.port(), "/metrics").body())
          .contains("otelcol_exporter_sent_spans_total{exporter=\"debug\"} 2.0\n");
    }
  }

  @Test
  void servesOpenMetricsToWhoAsks() {
    try (MetricsEndpoint endpoint = endpoint(0, true)) {
      endpoint.start();
      HttpResponse<String> answer =
          Get.get(endpoint.port(), "/metrics", "application/openmetrics-text; version=1.0.0");
      assertThat(answer.headers().firstValue("Content-Type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(answer.body()).contains("otelcol_exporter_sent_spans_total").endsWith("# EOF\n");
    }
  }

  @Test
  void aPortInUseNamesTheSetting() {
    try (MetricsEndpoint first = endpoint(0, true)) {
      first.start();
      try (MetricsEndpoint second = endpoint(first.port(), true)) {
        assertThatThrownBy(second::start)
            .isInstanceOf(StartException.class)
            .hasMessageContaining("127.0.0.1:" + first.port())
            .hasMessageContaining("service.telemetry.metrics.readers");
      }
    }
  }
}
