package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.EXPORTER;
import static dev.otelgw.gateway.config.Reading.RECEIVER;
import static dev.otelgw.gateway.config.Reading.SERVICE;
import static dev.otelgw.gateway.config.Reading.errors;
import static dev.otelgw.gateway.config.Reading.exporterErrors;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    assertThat(
            errors(RECEIVER.replace("grpc: }", "grpc: {color: red}}") + EXPORTER + SERVICE))
        .containsExactly(
            "otelgw.yaml:2:29  receivers.otlp.protocols.grpc.color: unknown key; the keys here are"
                + " endpoint, max_recv_msg_size_mib");
  }

  @Test
  void misplacedKeyIsShownItsPlace() {
    assertThat(errors("receivers:\n  otlp: {grpc: }\n" + EXPORTER + SERVICE))
        .containsExactly(
            "otelgw.yaml:2:10  receivers.otlp.grpc: unknown key; it belongs below, at"
                + " \"protocols.grpc\"",
            "otelgw.yaml:2:3  receivers.otlp.protocols: names neither grpc nor http; add one, as in"
                + " grpc:");
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
                + " \"many\"",
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
                  forward:
                service:
                  pipelines:
                    traces: {receivers: [otpl], exporters: [otlphtp, logging]}
                """))
        .containsExactly(
            "otelgw.yaml:2:3  receivers.otpl: unknown receiver \"otpl\"; did you mean \"otlp\"?"
                + " known: otlp",
            "otelgw.yaml:3:3  receivers.kafka: unknown receiver \"kafka\"; known: otlp",
            "otelgw.yaml:5:3  processors.debug: \"debug\" is an exporter; move it under exporters",
            "otelgw.yaml:7:3  exporters.otlphtp: unknown exporter \"otlphtp\"; did you mean"
                + " \"otlphttp\"? known: debug, otlp_http, trace_file",
            "otelgw.yaml:8:3  exporters.logging: unknown exporter \"logging\"; it is called"
                + " \"debug\" now; known: debug, otlp_http, trace_file",
            "otelgw.yaml:10:3  connectors.forward: unknown connector \"forward\"; there are no"
                + " connectors yet");
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
            "otelgw.yaml:11:18  service.pipelines.traces.receivers[0]: receiver otpl is not"
                + " defined; did you mean \"otlp\"?",
            "otelgw.yaml:12:19  service.pipelines.traces.processors[0]: \"otlp_http\" is defined"
                + " under exporters, not under processors; use it there",
            "otelgw.yaml:12:30  service.pipelines.traces.processors[1]: processor bath/large is not"
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
                + " \"traces\"?; a pipeline carries traces, metrics, logs",
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

  @Test
  void duplicateKeyNamesBothLines() {
    assertThat(exporterErrors("endpoint: http://a\nratio: 1\nendpoint: http://b\n"))
        .containsExactly(
            "otelgw.yaml:7:5  exporters.otlp_http.endpoint: duplicate key; first given in line 5");
  }

  @Test
  void brokenYaml() {
    assertThat(errors("receivers:\n\totlp:\n"))
        .containsExactly("otelgw.yaml:2:1  a tab cannot indent; indent with spaces");
    assertThat(errors("receivers:\n  otlp:\n  \t protocols:\n"))
        .containsExactly("otelgw.yaml:3:3  a tab cannot indent; indent with spaces");
    assertThat(errors("receivers:\n    otlp:\n  debug:\n"))
        .containsExactly(
            "otelgw.yaml:3:3  the indentation fits no line above; keys of one map begin in one"
                + " column");
    assertThat(errors("a: b: c\n"))
        .containsExactly(
            "otelgw.yaml:1:5  a second \": \" in one line; quote the value that contains it");
    assertThat(errors("a: 1\n b: 2\n"))
        .containsExactly(
            "otelgw.yaml:2:3  a key cannot stand here; the line is indented too far, or a line above"
                + " lacks its \":\"");
    assertThat(errors("a: [1, 2\nb: 3\n"))
        .containsExactly("otelgw.yaml:2:2  the list opened with [ in line 1 is not closed; add ] or a comma");
    assertThat(errors("a: [${env:X}]\n"))
        .containsExactly("otelgw.yaml:1:6  ${...} inside [ ] or { } must be quoted: \"${env:NAME}\"");
    assertThat(errors("a: 'x\n"))
        .containsExactly("otelgw.yaml:2:1  the quote opened in line 1 is not closed");
    assertThat(errors("a: @x\n"))
        .containsExactly("otelgw.yaml:1:4  a value cannot begin with @; quote it");
    assertThat(errors("a: *x\n"))
        .containsExactly("otelgw.yaml:1:4  the alias *x has no anchor (&) above it");
    assertThat(errors("a: x\u0001\n"))
        .containsExactly(
            "otelgw.yaml:1:5  the character U+0001 cannot stand in YAML; remove it");
    assertThat(errors("a: 1\n---\nb: 1\n"))
        .containsExactly("otelgw.yaml:2:1  a second document (---) begins here; one file holds one");
    assertThat(errors("a: !wrong x\n"))
        .containsExactly("otelgw.yaml:1:4  a: unknown tag !wrong; remove it");
  }

  @Test
  void aliasesThatExplodeOrRecurse() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'h'; c++) {
      String before = "*" + (char) (c - 1);
      bomb.append("%s: &%s [%s]\n".formatted(c, c, (before + ", ").repeat(9) + before));
    }
    assertThat(errors(bomb.toString()))
        .anyMatch(line -> line.contains("aliases make this more than 200000 values"));
    assertThat(errors("a: &a [*a]\n"))
        .anyMatch(line -> line.contains("an alias cannot stand inside the block that it names"));
  }

  @Test
  void noMapAtAll() {
    assertThat(errors("- a\n"))
        .containsExactly(
            "otelgw.yaml:1:1  a configuration is a map of sections (receivers:, exporters:,"
                + " service:), this is not");
    assertThat(errors("# nothing\n"))
        .containsExactly(
            "otelgw.yaml:1:1  is empty; a configuration has receivers, exporters and a service");
    assertThat(errors("receivers: [otlp]\n" + EXPORTER + SERVICE))
        .contains("otelgw.yaml:1:1  receivers: must be a map of receivers, was a list");
    assertThat(errors(RECEIVER + EXPORTER + "service: x\n"))
        .contains(
            "otelgw.yaml:5:1  service: must be a map (extensions, pipelines, telemetry), was \"x\"");
  }

  @Test
  void missingVariablesAreAllNamed() {
    assertThat(
            exporterErrors("endpoint: ${env:URL}\ntimeout: ${T}\napi_key: \"${env:KEY}\"\n"))
        .containsExactly(
            "otelgw.yaml:5:15  exporters.otlp_http.endpoint: the variable URL is not set; set it or"
                + " write ${env:URL:-default}",
            "otelgw.yaml:6:14  exporters.otlp_http.timeout: the variable T is not set; set it or"
                + " write ${env:T:-default}",
            "otelgw.yaml:7:14  exporters.otlp_http.api_key: the variable KEY is not set; set it or"
                + " write ${env:KEY:-default}");
  }

  @Test
  void valuesOfVariablesAreNotShown() {
    assertThat(
            exporterErrors(
                Map.of("KEY", "s3cret"),
                "endpoint: http://a\ntimeout: ${env:KEY}\ncompression: ${env:KEY}\n"
                    + "sending_queue: {num_consumers: \"${env:KEY}\"}\n"))
        .hasSize(3)
        .noneMatch(line -> line.contains("s3cret"))
        .allMatch(line -> line.contains("was the value of ${env:KEY}"));
  }

  @Test
  void filesThatCannotBeRead(@TempDir Path folder) throws IOException {
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Path missing = folder.resolve("missing.yaml");
    List<Source> sources =
        List.of(Source.config(missing.toString()), new Source.File(folder), Source.config("file:" + latin), Source.config("env:NONE"));
    assertThat(errors(Reading.load(Map.of(), sources)))
        .containsExactly(
            missing + "  no such file (looked in " + folder + ")",
            folder + "  is a directory; name a file in it",
            latin + "  is not UTF-8 text; save it as UTF-8",
            "env:NONE  the variable NONE is not set");
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
        .hasSize(8)
        .isSortedAccordingTo((a, b) -> Integer.compare(line(a), line(b)))
        .allMatch(problem -> problem.matches("otelgw\\.yaml:\\d+:\\d+  [a-z_.\\[\\]0-9]+: .+"));
  }

  private static int line(String problem) {
    return Integer.parseInt(problem.split(":")[1]);
  }
}
