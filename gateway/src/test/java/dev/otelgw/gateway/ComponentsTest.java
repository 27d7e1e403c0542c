package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.KeyDescription;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.Signal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentsTest {

  /** As it stands in many places: a gateway with old names, null sections and variables. */
  private static final String OF_THE_COLLECTOR =
      """
      receivers:
        otlp:
          protocols:
            grpc:
            http:
              endpoint: 0.0.0.0:4318
      processors:
        memory_limiter:
          check_interval: 1s
          limit_percentage: 80
          spike_limit_percentage: 20
        batch:
          send_batch_size: 8192
          timeout: 200ms
      exporters:
        debug:
          verbosity: detailed
        otlphttp:
          endpoint: https://${env:BACKEND:-localhost}:4318
          headers:
            Authorization: "Basic ${env:TOKEN}"
          retry_on_failure: {enabled: true, initial_interval: 5s, max_elapsed_time: 300s}
          sending_queue: {enabled: true, num_consumers: 10, queue_size: 1000}
      service:
        telemetry:
          logs: {level: info}
          metrics:
            readers: [{pull: {exporter: {prometheus: {host: 0.0.0.0, port: 8888}}}}]
        pipelines:
          traces: &way
            receivers: [otlp]
            processors: [memory_limiter, batch]
            exporters: [otlphttp, debug]
          metrics: *way
          logs: *way
      """;

  @Test
  void everyKeyOfEveryComponentIsDescribed() {
    for (Factory<?> factory : Components.all()) {
      assertThat(KeyDescription.of(factory.configType()))
          .as(factory.type().name())
          .allSatisfy(key -> assertThat(key.meaning()).as(key.path()).isNotEmpty());
    }
  }

  @Test
  void aConfigurationOfTheCollectorIsTakenAsItIs() {
    Loaded loaded = load(OF_THE_COLLECTOR, Map.of("TOKEN", "s3cret"));
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    Loaded.Ok ok = (Loaded.Ok) loaded;
    assertThat(ok.warnings()).isEmpty();
    Plan plan = Plan.of(ok.configuration());
    assertThat(plan.exporters().getFirst().delivery().get(Signal.LOGS).queue().batch()).isNotNull();
    assertThat(ok.effective().withDefaults()).doesNotContain("s3cret");
  }

  @Test
  void whatIsPrintedWithAllDefaultsIsTakenAgain() {
    Loaded.Ok ok = (Loaded.Ok) load(OF_THE_COLLECTOR, Map.of("TOKEN", "s3cret"));
    String printed = ok.effective().withDefaults();
    Loaded again = load(printed, Map.of());
    assertThat(again).as(again.toString()).isInstanceOf(Loaded.Ok.class);
    assertThat(((Loaded.Ok) again).effective().withDefaults()).isEqualTo(printed);
  }

  private static Loaded load(String yaml, Map<String, String> environment) {
    return ConfigLoader.load(
        List.of(new Source.Text("otelgw.yaml", yaml)), Components.all(), environment);
  }
}
