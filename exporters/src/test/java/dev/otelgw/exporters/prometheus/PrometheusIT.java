package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself, as Debian has it, scrapes what is shown and judges it with promtool. */
@Timeout(180)
class PrometheusIT {

  private static final Origin SHOP =
      new Origin(
          Map.of("service.name", "shop", "service.instance.id", "shop-1", "host.name", "host-1"),
          "",
          "");

  @TempDir Path folder;

  @BeforeAll
  static void installed() {
    PrometheusServer.need();
  }

  @Test
  void findsNothingWrongWithTheTextOfAnyType() throws Exception {
    try (Running running = Running.started()) {
      running.take(SHOP, Samples.ofAllTypes());

      assertThat(promtool(running.text())).isEqualTo(new Judgement(0, ""));
    }
  }

  @Test
  void canReadWhatRandomMetricsBecome() throws Exception {
    Random random = new Random(42);
    for (int i = 0; i < 20; i++) {
      try (Running running = Running.started()) {
        for (int j = 0; j < 20; j++) {
          running.take(RandomMetrics.batch(random));
        }
        // It dislikes names, which is 3; an answer that it cannot read is 1.
        assertThat(promtool(running.text())).matches(judgement -> judgement.code != 1);
      }
    }
  }

  private record Judgement(int code, String words) {}

  private static Judgement promtool(String text) throws IOException, InterruptedException {
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (OutputStream in = promtool.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
    String words = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Judgement(promtool.waitFor(), words);
  }

  @Test
  void readsEveryTypeAsText() throws Exception {
    try (Running running = Running.started(with -> with.openMetrics = false);
        PrometheusServer prometheus = scraping(running, "")) {
      running.take(SHOP, Samples.ofAllTypes());

      readsTheValues(prometheus);
    }
  }

  @Test
  void readsEveryTypeAsOpenMetrics() throws Exception {
    try (Running running = Running.started();
        PrometheusServer prometheus = scraping(running, "exemplar-storage")) {
      running.take(SHOP, Samples.ofAllTypes());

      readsTheValues(prometheus);
      prometheus.awaitValue("http_requests_created", "100");
      Await.until(
          "the exemplar is there",
          () ->
              prometheus
                  .get("query_exemplars", "http_requests_total")
                  .contains("0102030405060708090a0b0c0d0e0f10"));
      Await.until(
          "the unit is there",
          () -> prometheus.get("metadata", "").contains("\"unit\":\"seconds\""));
    }
  }

  private static void readsTheValues(PrometheusServer prometheus) {
    prometheus.awaitValue("up", "1");
    prometheus.awaitValue(
        "http_requests_total{job=\"shop\",instance=\"shop-1\",http_route=\"/a\",code=\"200\"}",
        "1000000");
    prometheus.awaitValue("queue_size", "7");
    prometheus.awaitValue("pool_used_bytes", "-3");
    prometheus.awaitValue("cpu_use_ratio", "0.25");
    prometheus.awaitValue("sum(http_duration_seconds_bucket{le=~\"1|1.0\"})", "3");
    prometheus.awaitValue("http_duration_seconds_bucket{le=\"+Inf\"}", "4");
    prometheus.awaitValue("http_duration_seconds_sum", "3.5");
    prometheus.awaitValue("rpc_size_bytes_count", "3");
    prometheus.awaitValue("sum(gc_pause_seconds{quantile=~\"1|1.0\"})", "2");
    prometheus.awaitValue("gc_pause_seconds_count", "4");
    prometheus.awaitValue(
        "queue_size * on (job, instance) group_left (host_name) target_info{host_name=\"host-1\"}",
        "7");
  }

  @Test
  void readsExponentialHistogramsAsNativeOnes() throws Exception {
    try (Running running = Running.started();
        PrometheusServer prometheus = scraping(running, "native-histograms,exemplar-storage")) {
      running.take(SHOP, Samples.ofAllTypes());

      prometheus.awaitValue("up", "1");
      prometheus.awaitValue("histogram_count(rpc_size_bytes)", "3");
      prometheus.awaitValue("histogram_sum(rpc_size_bytes)", "10");
      // One of three is in (2, 4], two are in (8, 16].
      prometheus.awaitValue("histogram_fraction(0, 4, rpc_size_bytes) * 3", "1");
      prometheus.awaitValue("histogram_fraction(8, 16, rpc_size_bytes) * 3", "2");
      prometheus.awaitValue("http_requests_total", "1000000");
      prometheus.awaitValue("http_duration_seconds_bucket{le=\"0.5\"}", "2");
      prometheus.awaitValue("gc_pause_seconds{quantile=\"0.5\"}", "0.125");
      Await.until(
          "the exemplar is there",
          () ->
              prometheus
                  .get("query_exemplars", "http_requests_total")
                  .contains("0102030405060708090a0b0c0d0e0f10"));
    }
  }

  @Test
  void takesWhateverIsShownInEachFormat() throws Exception {
    for (String features : new String[] {"", "native-histograms"}) {
      Random random = new Random(7);
      Path place = Files.createDirectory(folder.resolve("with" + features));
      try (Running running = Running.started();
          PrometheusServer prometheus =
              PrometheusServer.scraping(running.exporter.port(), place, features)) {
        for (int i = 0; i < 100; i++) {
          running.take(RandomMetrics.batch(random));
        }
        Metric last = Samples.gauge("the.last", 1);
        running.take(Running.NOWHERE, last);

        prometheus.awaitValue("the_last", "1");
        prometheus.awaitValue("up", "1");
      }
    }
  }

  /** A series that is no longer shown is stale at once, and not five minutes later. */
  @Test
  void forgetsWhatIsShownNoMore() throws Exception {
    try (Running running = Running.started();
        PrometheusServer prometheus = scraping(running, "")) {
      running.take(SHOP, Samples.gauge("a", 1));
      prometheus.awaitValue("a", "1");
      running.take(
          SHOP, Samples.gauge("a", Samples.decimal(0, Map.of()).toBuilder().setFlags(1).build()));

      Await.until("a is stale", () -> prometheus.value("a").isEmpty());
    }
  }

  private PrometheusServer scraping(Running running, String features) throws IOException {
    return PrometheusServer.scraping(running.exporter.port(), folder, features);
  }
}
