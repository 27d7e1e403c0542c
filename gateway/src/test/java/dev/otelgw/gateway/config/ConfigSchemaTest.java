package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.config.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample components' schema beside the reader of the same components. */
class ConfigSchemaTest {

  private static final EditorView VIEW = EditorView.of(SampleComponents.catalogue());

  private static String yaml(String keys) {
    return Reading.RECEIVER
        + "exporters:\n  otlp_http:\n    endpoint: http://a\n"
        + keys.indent(4)
        + Reading.SERVICE;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout: 1m30s",
        "timeout: '0'",
        "timeout: 0",
        "timeout: .5h",
        "compression: GZIP",
        "compression: x-snappy-framed",
        "compression: ${env:X:-gzip}",
        "sending_queue: {num_consumers: 1_000}",
        "sending_queue: {num_consumers: 0x10}",
        "sending_queue: {num_consumers: 5.0}",
        "sending_queue: {enabled: True}",
        "sending_queue: {num_consumers: '${env:X:-5}'}",
        "sending_queue: ${env:X:-}",
        "sending_queue:",
        "ratio: 1",
        "ratio:",
        "api_key: 0123",
        "api_key: true",
        "tags: a,b",
        "tags: [1, true, x]",
        "tags:",
        "headers: {a: 1, b: x}",
        "headers: [{name: a, value: 1}]",
        "headers:",
        "actions: [{key: a, value: [1, {b: c}]}, {key: b}]",
        "limits: {a: {most: 3}, b: }",
      })
  void takesWhatTheReaderTakes(String keys) {
    assertThat(Reading.errors(yaml(keys))).isEmpty();
    assertThat(VIEW.complaints(yaml(keys))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeuot: 1s",
        "timeout: 30",
        "timeout: 30 seconds",
        "timeout: -5s",
        "timeout: [1s]",
        "compression: gzpi",
        "compression: 5",
        "sending_queue: {num_consumers: '5'}",
        "sending_queue: {num_consumers: 0}",
        "sending_queue: {num_consumers: 5.5}",
        "sending_queue: {num_consumers: 1_x}",
        "sending_queue: {enabled: yes}",
        "sending_queue: {enabled: 1}",
        "sending_queue: {enabeld: true}",
        "sending_queue: true",
        "sending_queue: [enabled]",
        "ratio: 1.5",
        "ratio: half",
        "api_key: {a: b}",
        "tags: {a: b}",
        "headers: many",
        "headers: [a]",
        "headers: {a: [b]}",
        "actions: a",
        "actions: [{kye: a}]",
        "actions: [{value: a}]",
        "actions: [5]",
        "limits: {a: {mots: 3}}",
        "limits: {a: 3}",
        "limits: {a: {most: 3000000000}}",
      })
  void refusesWhatTheReaderRefuses(String keys) {
    assertThat(Reading.errors(yaml(keys))).isNotEmpty();
    assertThat(VIEW.complaints(yaml(keys))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reciever: {otlp: }",
        "receivers: {oltp: }",
        "receivers: {otlp/: }",
        "receivers: [otlp]",
        "service: {pipelines: {trace: {receivers: [otlp]}}}",
        "service: {pipelines: {traces/: {receivers: [otlp]}}}",
        "service: {pipelines: {traces: {receiver: [otlp]}}}",
        "service: {pipelines: [traces]}",
        "service: {telemetry: {logs: {levle: debug}}}",
        "service: {telemetry: {logs: {level: loud}}}",
        "service: {extensions: {health_check: }}",
      })
  void refusesWrongSections(String yaml) {
    assertThat(Reading.errors(yaml)).isNotEmpty();
    assertThat(VIEW.complaints(yaml)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "receivers: {otlp: , otlp / a b: {protocols: {grpc: }}}",
        "service: {pipelines: {logs/x/y: {receivers: otlp}}}",
        "service: {telemetry: {traces: {anything: [1]}, resource: {a: 1}}}",
        "exporters: ${file:exporters.yaml}",
        "{}",
      })
  void takesPartsOfAConfiguration(String yaml) {
    assertThat(VIEW.complaints(yaml)).isEmpty();
  }

  private record Described(@Setting(value = "How many.", min = 2) int most) {
    @SuppressWarnings("unused")
    Described() {
      this(7);
    }
  }

  @Test
  void saysWhatKeysMeanAndWhatTheyAreWithout() {
    assertThat(ValueSchema.of(int.class, Shape.of(Described.class).keys().getFirst().setting()))
        .containsEntry("minimum", 2L);
    assertThat(ConfigSchema.of(SampleComponents.catalogue()).toString())
        .contains(
            "description=How to compress., default=gzip",
            "description=Bound of one attempt., default=30s",
            "description=Address., default=localhost:4317",
            "description=Has no effect here: the gateway does not trace itself.");
    assertThat(ConfigSchema.of(List.of()).toString()).doesNotContain("otlp");
  }
}
