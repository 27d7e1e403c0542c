package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.EXPORTER;
import static dev.otelgw.gateway.config.Reading.RECEIVER;
import static dev.otelgw.gateway.config.Reading.SERVICE;
import static dev.otelgw.gateway.config.Reading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BadReferencesTest {

  @Test
  void unknownComponent() {
    assertThat(
            errors(
                """
                receivers:
                  otpl: {protocols: {grpc: }}
                  kafka:
                processors:
                  debug:
                exporters:
                  otlphtp: {endpoint: "http://a"}
                  logging:
                connectors:
                  foward:
                service:
                  pipelines:
                    traces: {receivers: [otpl], exporters: [otlphtp, logging]}
                """))
        .containsExactly(
            "otelgw.yaml:2:3  receivers.otpl: unknown receiver \"otpl\"; did you mean \"otlp\"?"
                + " (known: otlp)",
            "otelgw.yaml:3:3  receivers.kafka: unknown receiver \"kafka\" (known: otlp)",
            "otelgw.yaml:5:3  processors.debug: \"debug\" is an exporter; move it under exporters",
            "otelgw.yaml:7:3  exporters.otlphtp: unknown exporter \"otlphtp\"; did you mean"
                + " \"otlphttp\"? (known: debug, otlp_http, trace_file)",
            "otelgw.yaml:8:3  exporters.logging: unknown exporter \"logging\"; it is called"
                + " \"debug\" now (known: debug, otlp_http, trace_file)",
            "otelgw.yaml:10:3  connectors.foward: unknown connector \"foward\"; did you mean"
                + " \"forward\"? (known: forward)");
  }

  @Test
  void badNames() {
    assertThat(
            errors(
                """
                receivers:
                  otlp: {protocols: {grpc: }}
                  otlp / a: {protocols: {grpc: }}
                  otlp/a: {protocols: {grpc: }}
                  otlp/: {protocols: {grpc: }}
                """
                    + EXPORTER
                    + SERVICE))
        .containsExactly(
            "otelgw.yaml:4:3  receivers.otlp/a: the same as \"otlp/a\" in line 3; give one of them"
                + " another name",
            "otelgw.yaml:5:3  receivers.otlp/: the name must be type or type/name, was \"otlp/\"");
  }

  @Test
  void referencesToWhatIsNotDefined() {
    assertThat(
            errors(
                RECEIVER
                    + EXPORTER
                    + """
                    processors:
                      batch/large:
                    service:
                      extensions: [health_check]
                      pipelines:
                        traces:
                          receivers: [otpl]
                          processors: [otlp_http, bath/large]
                          exporters:
                          - otlp_http
                          - debug
                          - otlp_http
                    """))
        .containsExactly(
            "otelgw.yaml:8:16  service.extensions[0]: extension health_check is not defined; define"
                + " it under extensions",
            "otelgw.yaml:11:19  service.pipelines.traces.receivers[0]: receiver otpl is not"
                + " defined; did you mean \"otlp\"?",
            "otelgw.yaml:12:20  service.pipelines.traces.processors[0]: \"otlp_http\" is defined"
                + " under exporters, not under processors; use it there",
            "otelgw.yaml:12:31  service.pipelines.traces.processors[1]: processor bath/large is not"
                + " defined; did you mean \"batch/large\"?",
            "otelgw.yaml:15:9  service.pipelines.traces.exporters[1]: exporter debug is not"
                + " defined; define it under exporters",
            "otelgw.yaml:16:9  service.pipelines.traces.exporters[2]: exporter otlp_http stands"
                + " twice in this list; remove one");
  }

  @Test
  void unusedComponentIsAWarning() {
    Loaded.Ok ok = Reading.ok(RECEIVER + EXPORTER + "  debug:\n" + SERVICE);
    assertThat(ok.warnings().stream().map(Problem::toString))
        .containsExactly("otelgw.yaml:5:3  exporters.debug: not used: no pipeline names it");
  }

  @Test
  void whatWasProbablyMeantIsNotCalledUnused() {
    String yaml =
        RECEIVER
            + EXPORTER
            + SERVICE.replace("[otlp_http]", "[otlp_htp]").replace("[otlp]", "[olp]");
    Loaded loaded = Reading.load(Map.of(), yaml);
    assertThat(errors(loaded)).hasSize(2).allMatch(line -> line.contains("did you mean"));
    assertThat(((Loaded.Invalid) loaded).warnings()).isEmpty();
  }

  @Test
  void emptyAndWrongPipelines() {
    assertThat(
            errors(
                RECEIVER
                    + EXPORTER
                    + """
                      trace_file:
                    service:
                      pipelines:
                        traces:
                        trace/x: {receivers: [otlp], exporters: [otlp_http]}
                        metrics: {receivers: [otlp], exporters: [trace_file]}
                        profiles: {receivers: [otlp], exporters: [otlp_http]}
                    """))
        .containsExactly(
            "otelgw.yaml:8:5  service.pipelines.traces.receivers: the pipeline has no receivers;"
                + " name at least one",
            "otelgw.yaml:8:5  service.pipelines.traces.exporters: the pipeline has no exporters;"
                + " name at least one",
            "otelgw.yaml:9:5  service.pipelines.trace/x: unknown signal \"trace\"; did you mean"
                + " \"traces\"?",
            "otelgw.yaml:10:46  service.pipelines.metrics.exporters[0]: exporter trace_file does"
                + " not handle metrics, only traces",
            "otelgw.yaml:11:5  service.pipelines.profiles: unknown signal \"profiles\"; a pipeline"
                + " carries traces, metrics, logs");
  }

  @Test
  void missingSections() {
    assertThat(errors(RECEIVER + EXPORTER))
        .containsExactly(
            "otelgw.yaml:1:1  service: missing; add service.pipelines to say what flows from where"
                + " to where");
    assertThat(errors(RECEIVER + EXPORTER + "service:\n"))
        .containsExactly(
            "otelgw.yaml:5:1  service.pipelines: no pipelines; add one: traces: {receivers: [...],"
                + " exporters: [...]}");
    assertThat(errors(SERVICE))
        .containsExactly(
            "otelgw.yaml:1:1  receivers: missing; define at least one receiver",
            "otelgw.yaml:1:1  exporters: missing; define at least one exporter");
    assertThat(errors("recievers:\n  otlp:\n" + EXPORTER + SERVICE))
        .containsExactly(
            "otelgw.yaml:1:1  recievers: unknown section; did you mean \"receivers\"?");
  }
}
