package dev.otelgw.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.http.Get;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.DeliveryStatus.State;
import dev.otelgw.pipeline.testing.ManualClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {

  private volatile List<DeliveryStatus> deliveries = List.of();
  private final ManualClock clock = new ManualClock();
  private volatile Host.Phase phase = Host.Phase.STARTING;
  private final HealthServer health =
      new HealthServer(new HealthCheckConfig("127.0.0.1:0", "/"), new TestHost(), clock);

  private final class TestHost implements Host {
    @Override
    public Phase phase() {
      return phase;
    }

    @Override
    public List<Running> pipelines() {
      return List.of();
    }

    @Override
    public List<ComponentId> extensions() {
      return List.of();
    }

    @Override
    public List<DeliveryStatus> deliveries() {
      return deliveries;
    }
  }

  @BeforeEach
  void start() {
    health.start();
  }

  @AfterEach
  void close() {
    health.close();
  }

  private HttpResponse<String> get(String path) {
    return Get.get(health.port(), path);
  }

  private HealthProbe.Result probe() {
    return HealthProbe.ask("127.0.0.1:" + health.port());
  }

  @Test
  void isLiveFromTheStartAndReadyOnceRunning() {
    assertThat(get("/live").statusCode()).isEqualTo(200);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(probe()).isEqualTo(new HealthProbe.Result(1, "not ready: the gateway is starting"));
    phase = Host.Phase.RUNNING;
    assertThat(get("/ready").statusCode()).isEqualTo(200);
    assertThat(probe()).isEqualTo(new HealthProbe.Result(0, "ready"));
    phase = Host.Phase.STOPPING;
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/live").statusCode()).isEqualTo(200);
  }

  @Test
  void answersLikeTheCollector() {
    clock.advance(Duration.ofMillis(190_800));
    HttpResponse<String> answer = get("/");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .isEqualToIgnoringNewLines(
            """
            {"status":"Server available","upSince":"2026-01-01T00:00:00Z","uptime":"3m10.8s"}
            """);
  }

  @Test
  void tellsTheStateOfEachDeliveryAndWhatToDo() {
    phase = Host.Phase.RUNNING;
    deliveries = List.of(Deliveries.in(State.IDLE, 0), Deliveries.in(State.PARKED, 5));
    HttpResponse<String> answer = get("/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body())
        .startsWith(
            """
            {"status":"not ready","reasons":["exporter otlp_http/primary (traces): the backend \
            refuses the credentials: HTTP 503 \\"over quota\\""],"deliveries":[\
            {"exporter":"otlp_http/primary","signal":"traces","state":"idle",\
            "meaning":"nothing has come to be sent yet","cure":"","last_success":null,\
            "last_error":null,\
            """)
        .contains("\"state\":\"parked\"", "\"cure\":\"Check the credentials")
        .contains("\"last_success\":\"2026-11-21T10:00:00Z\"")
        .contains("\"last_error\":\"HTTP 503 \\\"over quota\\\"\"")
        .contains("\"troubled_for_seconds\":5.0")
        .contains("\"queued_items\":3", "\"oldest_age_seconds\":2.5");
    assertThat(probe().line()).startsWith("not ready: exporter otlp_http/primary (traces):");
  }

  @Test
  void writesDurationsAsGoDoes() {
    assertThat(HealthJson.goDuration(Duration.ZERO)).isEqualTo("0s");
    assertThat(HealthJson.goDuration(Duration.ofSeconds(10))).isEqualTo("10s");
    assertThat(HealthJson.goDuration(Duration.ofMillis(3_605_050))).isEqualTo("1h0m5.05s");
  }

  @Test
  void answersInTheUsersWordsAndLooksAtDeliveryWhereAsked() {
    HealthCheckConfig config =
        new HealthCheckConfig(
            "127.0.0.1:0",
            "/health",
            new HealthCheckConfig.ResponseBody("fine", "ill"),
            new HealthCheckConfig.CheckCollectorPipeline(true, Duration.ofMinutes(1), 5));
    try (HealthServer asked = new HealthServer(config, new TestHost(), clock)) {
      asked.start();
      assertThat(Get.get(asked.port(), "/health").body()).isEqualTo("fine");
      deliveries = List.of(Deliveries.in(State.RETRYING, 59));
      assertThat(Get.get(asked.port(), "/health").statusCode()).isEqualTo(200);
      deliveries = List.of(Deliveries.in(State.RETRYING, 61));
      HttpResponse<String> ill = Get.get(asked.port(), "/health");
      assertThat(ill.statusCode()).isEqualTo(500);
      assertThat(ill.body()).isEqualTo("ill");
    }
  }
}
