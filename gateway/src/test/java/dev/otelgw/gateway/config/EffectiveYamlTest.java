package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveYamlTest {

  private static final List<Source> SOURCES =
      List.of(
          new Source.Text(
              "a.yaml",
              """
              service:
                telemetry: {logs: {level: warn, sampling: {initial: 1}}}
                pipelines:
                  traces: {receivers: [otlp], processors: [batch], exporters: [otlphttp]}
              exporters:
                otlphttp:
                  endpoint: https://user:hunter2@backend/otlp
                  headers: {Authorization: Basic abc, Empty: ""}
                  api_key: ${env:KEY}
                  tags: ["0123", "true", 7]
                  timeout: 5s
              receivers:
                otlp: {protocols: {grpc: }}
              processors:
                batch:
              """),
          new Source.Assignment("exporters.otlphttp.timeout=6s"));

  private static EffectiveYaml effective() {
    return Reading.ok(Reading.load(Map.of("KEY", "s3cret"), SOURCES)).effective();
  }

  @Test
  void printsWhatTheFilesSayWithoutSecrets() {
    assertThat(effective().asGiven())
        .isEqualTo(
            """
            receivers:
              otlp:
                protocols:
                  grpc: null
            processors:
              batch: null
            exporters:
              otlphttp:
                endpoint: https://user:***@backend/otlp
                headers:
                  Authorization: '***'
                  Empty: ''
                api_key: '***'
                tags:
                - '0123'
                - 'true'
                - '7'
                timeout: 6s
            service:
              telemetry:
                logs:
                  level: warn
              pipelines:
                traces:
                  receivers:
                  - otlp
                  processors:
                  - batch
                  exporters:
                  - otlphttp
            """);
  }

  @Test
  void printsDefaultsWhenAsked() {
    String text = effective().withDefaults();
    assertThat(text)
        .contains("      grpc:\n        endpoint: localhost:4317\n")
        .contains("  batch:\n    timeout: 200ms\n    send_batch_size: 8192\n")
        .contains("    compression: gzip\n    timeout: 6s\n    api_key: '***'\n    ratio: 1.0\n")
        .contains("      initial_interval: 5s\n")
        .doesNotContain("s3cret", "hunter2", "abc", "sampling");
  }

  @Test
  void whatIsPrintedCanBeReadAgain() {
    String printed = effective().withDefaults();
    assertThat(Reading.ok(printed).effective().withDefaults()).isEqualTo(printed);
  }
}
