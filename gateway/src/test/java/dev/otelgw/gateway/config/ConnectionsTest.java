package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Connectors between pipelines, and references to extensions. */
class ConnectionsTest {

  private static final String COMPONENTS =
      """
      receivers:
        otlp: {protocols: {grpc: }}
      exporters:
        debug:
      connectors:
        forward:
        forward/b:
      """;

  @Test
  void connectorsJoinPipelines() {
    Reading.ok(
        COMPONENTS.replace("  forward/b:\n", "")
            + """
            service:
              pipelines:
                traces/in: {receivers: [otlp], exporters: [forward]}
                traces/out: {receivers: [forward], exporters: [debug]}
                logs/in: {receivers: [otlp], exporters: [forward, debug]}
                logs/out: {receivers: [forward, otlp], exporters: [debug]}
            """);
  }

  @Test
  void aConnectorNeedsBothSides() {
    assertThat(
            errors(
                COMPONENTS
                    + """
                    service:
                      pipelines:
                        traces: {receivers: [otlp], exporters: [forward, debug]}
                        logs: {receivers: [otlp, forward/b], exporters: [debug]}
                    """))
        .containsExactly(
            "otelgw.yaml:10:45  service.pipelines.traces.exporters[0]: connector forward leads"
                + " nowhere: no pipeline of traces has it among its receivers",
            "otelgw.yaml:11:30  service.pipelines.logs.receivers[1]: connector forward/b brings no"
                + " logs: no pipeline that could give them has it among its exporters");
  }

  @Test
  void whatGoesInAsTracesDoesNotComeOutAsLogs() {
    assertThat(
            errors(
                COMPONENTS.replace("  forward/b:\n", "")
                    + """
                    service:
                      pipelines:
                        traces: {receivers: [otlp], exporters: [forward]}
                        logs: {receivers: [forward], exporters: [debug]}
                    """))
        .hasSize(2)
        .allMatch(line -> line.contains("connector forward"));
  }

  @Test
  void circlesAreFound() {
    assertThat(
            errors(
                COMPONENTS
                    + """
                    service:
                      pipelines:
                        traces/a: {receivers: [otlp, forward/b], exporters: [forward]}
                        traces/b: {receivers: [forward], exporters: [forward/b, debug]}
                    """))
        .singleElement()
        .asString()
        .contains("go round for ever: traces/a > traces/b > traces/a; remove a connector");
  }

  @Test
  void aNameMeansOneThing() {
    assertThat(
            errors(
                """
                receivers:
                  otlp: {protocols: {grpc: }}
                  forward:
                exporters:
                  debug:
                connectors:
                  forward:
                service:
                  pipelines:
                    traces/in: {receivers: [otlp], exporters: [forward]}
                    traces/out: {receivers: [forward], exporters: [debug]}
                """))
        .anyMatch(
            line -> line.contains("both receiver forward and connector forward are called that"));
  }

  @Test
  void connectorsThatNothingNamesAreSaid() {
    assertThat(
            Reading.ok(
                    COMPONENTS
                        + """
                        service:
                          pipelines:
                            traces: {receivers: [otlp], exporters: [debug]}
                        """)
                .warnings())
        .extracting(Problem::path)
        .containsExactly("connectors.forward", "connectors.forward/b");
  }
}
