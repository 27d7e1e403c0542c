package dev.otelgw.exporters.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.prometheus.PrometheusConfig.ResourceToTelemetryConfig;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.testing.Telemetry;
import dev.otelgw.pipeline.testing.Telemetry.Origin;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which labels a series gets. */
class SeriesLabelsTest {

  private static Outcome notShown(long points, String why) {
    return new Outcome.Partial(points, "exporter prometheus/test: " + why);
  }

  @Test
  void refusesLabelsThatAreTooLong() {
    try (Running running = Running.started()) {
      assertThat(
              running.take(
                  Running.NOWHERE,
                  Samples.gauge("a", Samples.decimal(1, Map.of("x", "y".repeat(20_000))))))
          .isEqualTo(
              notShown(
                  1, "metric \"a\" is not shown: its labels have 20001 characters, limit 16384"));
    }
  }

  @Test
  void showsOneTargetInfoForEachInstance() {
    try (Running running = Running.started()) {
      running.take(
          new Origin(Map.of("service.name", "shop", "v", "1"), "", ""), Samples.gauge("a", 1));
      running.take(
          new Origin(Map.of("service.name", "shop", "v", "2"), "", ""), Samples.gauge("a", 1));

      assertThat(running.text().lines().filter(line -> line.startsWith("target_info{")))
          .containsExactly("target_info{job=\"shop\",v=\"2\"} 1");
    }
  }

  @Test
  void addsConfiguredLabelsAndTheNamespace() {
    Origin origin = new Origin(Map.of("service.name", "shop"), "lib", "1");
    try (Running running =
        Running.started(with -> {
          with.namespace = "gw";
          with.constLabels = Map.of("env", "test", "region", "eu");
          with.withoutScope = true;
        })) {
      running.take(origin, Samples.gauge("a", Samples.decimal(1, Map.of("env", "mine"))));

      assertThat(running.text())
          .contains(
              "gw_a{env=\"test\",exported_env=\"mine\",job=\"shop\",region=\"eu\"} 1\n",
              "gw_target_info{job=\"shop\"} 1\n");
    }
  }

  @Test
  void putsTheResourceOnEverySeriesWhereAskedTo() {
    Origin origin = new Origin(Map.of("service.name", "shop", "host.name", "h"), "", "");
    try (Running running =
        Running.started(with -> with.resource = new ResourceToTelemetryConfig(true, false))) {
      running.take(origin, Samples.gauge("a", Samples.decimal(1, Map.of("host.name", "mine"))));

      assertThat(running.text())
          .contains(
              "a{exported_host_name=\"mine\",host_name=\"h\",job=\"shop\",service_name=\"shop\"}"
                  + " 1\n");
    }
    try (Running running =
        Running.started(with -> with.resource = new ResourceToTelemetryConfig(true, true))) {
      running.take(origin, Samples.gauge("a", 1));

      assertThat(running.text()).contains("a{host_name=\"h\",job=\"shop\"} 1\n");
      running.take(
          new Origin(Map.of("le", "x"), "", ""),
          Samples.histogram(
              "h", Samples.CUMULATIVE, Samples.buckets(0, 0, 1, List.of(), List.of(1L))));
      assertThat(running.text()).contains("h_bucket{exported_le=\"x\",le=\"+Inf\"} 1\n");
    }
  }

  @Test
  void givesTheLabelsOfBucketsToBucketsOnly() {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.histogram(
              "h",
              Samples.CUMULATIVE,
              Samples.buckets(0, 0, 1, List.of(), List.of(1L))
                  .addAllAttributes(Telemetry.pairs(Map.of("le", "mine")))));

      assertThat(running.text())
          .contains("h_bucket{exported_le=\"mine\",le=\"+Inf\"} 1\n")
          .contains("h_count{exported_le=\"mine\"} 1\n");
    }
  }

  @Test
  void joinsAttributesThatMakeOneLabel() {
    try (Running running = Running.started()) {
      running.take(
          Running.NOWHERE,
          Samples.gauge("a", Samples.decimal(1, Map.of("x.y", "1", "x_y", "2", "z", ""))));

      assertThat(running.text()).contains("a{x_y=\"1;2\"} 1\n");
    }
  }
}
