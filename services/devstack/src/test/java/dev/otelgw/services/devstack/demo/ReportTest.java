package dev.otelgw.services.devstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.devstack.sink.Telemetry;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void saysHowManyCameAndFromWhomSinceTheLastTime() {
    Report report = new Report();
    report.signals(new Telemetry.Counts(Map.of("api", 10L), Map.of(), Map.of()), 5);
    String lines =
        report.signals(
            new Telemetry.Counts(
                new TreeMap<>(Map.of("api", 30L, "bot", 5L)), Map.of(), Map.of("api", 1L)),
            5);
    assertThat(lines)
        .isEqualTo(
            """
            spans               35     5.0/s  api 20, bot 5
            metric points        0     0.0/s \s
            log records          1     0.2/s  api 1
            """);
  }
}
