package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.EXPORTER;
import static dev.otelgw.gateway.config.Reading.RECEIVER;
import static dev.otelgw.gateway.config.Reading.SERVICE;
import static dev.otelgw.gateway.config.Reading.errors;
import static dev.otelgw.gateway.config.Reading.exporterErrors;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BadConfigurationTest {

  @Test
  void unknownKeyNamesTheNearest() {
    assertThat(
            errors(
                """
                receivers:
                  otlp:
                    protocols:
                      grpc:
                        endpont: 0.0.0.0:4317
                """
                    + EXPORTER
                    + SERVICE))
        .containsExactly(
            "otelgw.yaml:5:9  receivers.otlp.protocols.grpc.endpont: unknown key; did you mean"
                + " \"endpoint\"?");
  }

  @Test
  void unknownKeyFarFromAllListsWhatThereIs() {
    assertThat(errors(RECEIVER.replace("grpc: }", "grpc: {color: red}}") + EXPORTER + SERVICE))
        .containsExactly(
            "otelgw.yaml:2:29  receivers.otlp.protocols.grpc.color: unknown key; the keys here are"
                + " endpoint, max_recv_msg_size_mib");
  }

  @Test
  void misplacedKeyIsShownItsPlace() {
    assertThat(errors("receivers:\n  otlp: {grpc: }\n" + EXPORTER + SERVICE))
        .containsExactly(
            "otelgw.yaml:2:10  receivers.otlp.grpc: unknown key; it belongs below, at"
                + " \"protocols.grpc\"");
    assertThat(exporterErrors("endpoint: http://a\nsending_queue:\n  compression: gzip\n"))
        .containsExactly(
            "otelgw.yaml:7:7  exporters.otlp_http.sending_queue.compression: unknown key; it"
                + " belongs one level up, mend the indentation");
  }

  @Test
  void misspelledKeyIsNotAlsoReportedMissing() {
    assertThat(exporterErrors("enpoint: http://a\n"))
        .containsExactly(
            "otelgw.yaml:5:5  exporters.otlp_http.enpoint: unknown key; did you mean \"endpoint\"?");
  }

  @Test
  void wrongTypeSaysWhatIsWantedAndWhatWasGiven() {
    assertThat(
            exporterErrors(
                """
                endpoint: [a, b]
                headers: many
                timeout: soon
                ratio: half
                tags: {a: b}
                sending_queue:
                  enabled: yes
                  num_consumers: few
                  queue_size: 1.5
                retry_on_failure: [1]
                """))
        .containsExactly(
            "otelgw.yaml:5:5  exporters.otlp_http.endpoint: must be a single value, was a list",
            "otelgw.yaml:6:5  exporters.otlp_http.headers: must be a map (name: value), was"
                + " text",
            "otelgw.yaml:7:5  exporters.otlp_http.timeout: must be a duration such as 200ms, 5s or"
                + " 1m30s, was \"soon\"",
            "otelgw.yaml:8:5  exporters.otlp_http.ratio: must be a number, was \"half\"",
            "otelgw.yaml:9:5  exporters.otlp_http.tags: must be a list, was a map; begin each item"
                + " with \"- \"",
            "otelgw.yaml:11:7  exporters.otlp_http.sending_queue.enabled: must be true or false,"
                + " was \"yes\"",
            "otelgw.yaml:12:7  exporters.otlp_http.sending_queue.num_consumers: must be a whole"
                + " number, was \"few\"",
            "otelgw.yaml:13:7  exporters.otlp_http.sending_queue.queue_size: must be a whole"
                + " number, was \"1.5\"",
            "otelgw.yaml:14:5  exporters.otlp_http.retry_on_failure: must be a map (enabled,"
                + " initial_interval, randomization_factor, multiplier, max_interval,"
                + " max_elapsed_time), was a list");
  }

  @Test
  void numberWithoutUnitIsNoDuration() {
    assertThat(exporterErrors("endpoint: http://a\ntimeout: 30\n"))
        .containsExactly(
            "otelgw.yaml:6:5  exporters.otlp_http.timeout: must be a duration such as 200ms, 5s or"
                + " 1m30s, was \"30\"; add a unit: 30s");
  }

  @Test
  void quotedNumberIsText() {
    assertThat(exporterErrors("endpoint: http://a\nsending_queue: {num_consumers: '5'}\n"))
        .containsExactly(
            "otelgw.yaml:6:21  exporters.otlp_http.sending_queue.num_consumers: must be a whole"
                + " number, was \"5\"; remove the quotes");
  }

  @Test
  void leadingZeroIsAmbiguous() {
    assertThat(exporterErrors("endpoint: http://a\nsending_queue: {num_consumers: 010}\n"))
        .containsExactly(
            "otelgw.yaml:6:21  exporters.otlp_http.sending_queue.num_consumers: \"010\" could be"
                + " decimal or octal; drop the leading zero, or write 0o for octal");
  }

  @Test
  void wrongChoiceNamesTheAllowedOnes() {
    assertThat(exporterErrors("endpoint: http://a\ncompression: gzpi\n"))
        .containsExactly(
            "otelgw.yaml:6:5  exporters.otlp_http.compression: must be one of none, gzip, zstd,"
                + " x_snappy_framed, was \"gzpi\"; did you mean \"gzip\"?");
  }

  @Test
  void numberOutOfRangeNamesTheLimit() {
    assertThat(
            exporterErrors(
                """
                endpoint: http://a
                ratio: 1.5
                sending_queue: {num_consumers: 0, queue_size: -1}
                limits: {a: {most: 3000000000}}
                """))
        .containsExactly(
            "otelgw.yaml:6:5  exporters.otlp_http.ratio: must be between 0 and 1, was 1.5",
            "otelgw.yaml:7:21  exporters.otlp_http.sending_queue.num_consumers: must be between 1"
                + " and 10000, was 0",
            "otelgw.yaml:7:39  exporters.otlp_http.sending_queue.queue_size: must be at least 1,"
                + " was -1",
            "otelgw.yaml:8:18  exporters.otlp_http.limits.a.most: must be at most 2147483647, was"
                + " 3000000000");
  }

  @Test
  void missingKeyWithoutDefault() {
    assertThat(exporterErrors("endpoint: http://a\nactions:\n- {value: 1}\n"))
        .containsExactly(
            "otelgw.yaml:7:7  exporters.otlp_http.actions[0].key: missing; it has no default");
  }

  @Test
  void rulesOfRecordsPointAtTheKey() {
    assertThat(
            exporterErrors(
                """
                endpoint: localhost:4318
                tags:
                - a
                - ''
                sending_queue:
                  sizer: items
                  queue_size: 10
                  batch: {}
                """))
        .containsExactly(
            "otelgw.yaml:5:5  exporters.otlp_http.endpoint: has no scheme; write"
                + " https://localhost:4318",
            "otelgw.yaml:8:7  exporters.otlp_http.tags[1]: is empty",
            "otelgw.yaml:12:7  exporters.otlp_http.sending_queue.batch.min_size: 8192 never fits"
                + " into queue_size (10); lower it or raise queue_size");
  }

  @Test
  void everythingAtOnceInTheOrderOfTheFile() {
    assertThat(
            errors(
                """
                receivers:
                  otlp:
                    protocols:
                      grpc:
                        endpont: x
                        max_recv_msg_size_mib: 9999
                      grpc:
                  jaeger:
                exporters:
                  otlp_http:
                    timeout: 5
                    compression: brotli
                    api_key: ${env:API_KEY}
                service:
                  pipelines:
                    traces: {receivers: [otlp], processors: [batch], exporters: []}
                """))
        .hasSize(10)
        .isSortedAccordingTo((a, b) -> Integer.compare(line(a), line(b)))
        .allMatch(problem -> problem.matches("otelgw\\.yaml:\\d+:\\d+  [a-z_.\\[\\]0-9]+: .+"));
  }

  private static int line(String problem) {
    return Integer.parseInt(problem.split(":", 3)[1]);
  }
}
