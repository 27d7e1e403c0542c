package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.logs.LogEncoding;
import dev.otelgw.gateway.logs.LogLevel;
import dev.otelgw.gateway.logs.LogsConfig;
import dev.otelgw.gateway.telemetry.PrometheusReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetrySectionTest {

  @Test
  void defaults() {
    assertThat(telemetry(""))
        .isEqualTo(
            new Telemetry(
                new LogsConfig(),
                Telemetry.MetricsLevel.NORMAL,
                List.of(PrometheusReader.unconfigured()),
                Map.of()));
  }

  @Test
  void everyKeyThatHasAnEffect() {
    assertThat(
            telemetry(
                """
                telemetry:
                  resource: {service.name: edge, service.instance.id: 7}
                  logs: {level: WARN, encoding: json}
                  metrics:
                    level: detailed
                    readers:
                    - pull: {exporter: {prometheus: {host: 0.0.0.0, port: 9999, without_units: true}}}
                    - pull: {exporter: {prometheus: }}
                """))
        .isEqualTo(
            new Telemetry(
                new LogsConfig(LogLevel.WARN, LogEncoding.JSON),
                Telemetry.MetricsLevel.DETAILED,
                List.of(
                    new PrometheusReader("0.0.0.0", 9999, false, false, true),
                    new PrometheusReader()),
                Map.of("service.name", "edge", "service.instance.id", "7")));
  }

  @Test
  void theOldAddressIsOneReader() {
    assertThat(telemetry("telemetry: {metrics: {address: \":8889\"}}").readers())
        .containsExactly(new PrometheusReader("0.0.0.0", 8889, true, true, true));
    assertThat(telemetry("telemetry: {metrics: {address: \"[::1]:8889\"}}").readers())
        .containsExactly(new PrometheusReader("::1", 8889, true, true, true));
  }

  @Test
  void nothingIsServedWhenNothingIsWanted() {
    assertThat(telemetry("telemetry: {metrics: {level: none}}").readers()).isEmpty();
    assertThat(telemetry("telemetry: {metrics: {readers: []}}").readers()).isEmpty();
  }

  @Test
  void whatHasNoEffectIsSaid() {
    Loaded.Ok ok =
        load(
            """
            telemetry:
              traces: {level: none}
              resource: {team: a}
              logs: {sampling: {enabled: false}}
              metrics:
                readers:
                - periodic: {exporter: {otlp: {endpoint: a}}}
            """);
    assertThat(ok.warnings().stream().map(Problem::toString))
        .containsExactly(
            "otelgw.yaml:9:5  service.telemetry.traces: has no effect here: the gateway does not"
                + " trace itself",
            "otelgw.yaml:10:16  service.telemetry.resource.team: has no effect here: own metrics"
                + " carry service.name, service.version and service.instance.id only",
            "otelgw.yaml:11:12  service.telemetry.logs.sampling: has no effect here: repeated lines"
                + " are counted, not sampled",
            "otelgw.yaml:14:9  service.telemetry.metrics.readers[0].periodic: has no effect here:"
                + " own metrics are scraped, not pushed");
  }

  @Test
  void wrongValues() {
    assertThat(
            Reading.errors(
                text(
                    """
                    telemetry:
                      logs: {level: loud}
                      metrics: {address: nowhere, lvl: none}
                    """)))
        .containsExactly(
            "otelgw.yaml:9:12  service.telemetry.logs.level: must be one of debug, info, warn,"
                + " error, was \"loud\"",
            "otelgw.yaml:10:15  service.telemetry.metrics.address: must be host:port such as"
                + " localhost:8888, was \"nowhere\"",
            "otelgw.yaml:10:33  service.telemetry.metrics.lvl: unknown key; the keys here are"
                + " level, address, readers, views");
  }

  private static Telemetry telemetry(String keys) {
    return load(keys).configuration().service().telemetry();
  }

  private static Loaded.Ok load(String keys) {
    return Reading.ok(text(keys));
  }

  private static String text(String keys) {
    return Reading.RECEIVER + Reading.EXPORTER + Reading.SERVICE + keys.indent(2);
  }
}
