package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.exporter;
import static dev.otelgw.gateway.config.Reading.exporterErrors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HOST", "backend",
          "PORT", "4318",
          "ZEROS", "0123",
          "EMPTY", "",
          "PASSWORD", "a$b$$c${d}",
          "INNER", "${env:HOST}",
          "LOOP", "${env:LOOP}",
          "LIST", "[a, 'b']");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${env:HOST}                    | backend",
        "${HOST}                        | backend",
        "'\"${env:HOST}\"'              | backend",
        "http://${env:HOST}:${PORT}     | http://backend:4318",
        "${env:ZEROS}                   | 0123",
        "x${env:EMPTY}y                 | xy",
        "${env:NONE:-there}             | there",
        "x${env:NONE:-}                 | x",
        "${NONE:-http://a:1/b}          | http://a:1/b",
        "${env:EMPTY:-not used}x        | x",
        "${env:NONE:-${env:HOST}}       | backend",
        "${env:NONE:-${env:N:-${PORT}}} | 4318",
        "${env:HOST:-${env:NONE}}       | backend",
        "a$$b                           | a$b",
        "$${env:HOST}                   | ${env:HOST}",
        "$$${env:HOST}                  | $backend",
        "$HOST                          | $HOST",
        "cost: 5$                       | cost: 5$",
        "${env:HOST                     | ${env:HOST",
        "${env:PASSWORD}                | a$b$$c${d}",
        "${env:INNER}                   | backend",
      })
  void putsInValues(String written, String expected) {
    String value = written.startsWith("\"") ? written : "'" + written + "'";
    assertThat(exporter(ENVIRONMENT, "endpoint: \"http://a\"\napi_key: " + value).apiKey())
        .isEqualTo(new Secret(expected));
  }

  @Test
  void valuesBecomeWhatTheKeyWants() {
    var config =
        exporter(
            Map.of("N", "0x10", "T", "1m", "B", "false", "C", "zstd", "R", "0.5", "TAGS", "[a, b]"),
            """
            endpoint: "http://a"
            timeout: ${env:T}
            compression: "${env:C}"
            ratio: ${env:R}
            tags: ${env:TAGS}
            headers: {a: "${env:N}"}
            sending_queue: {enabled: "${env:B}", num_consumers: "${env:N}", queue_size: "1${env:Z:-0}"}
            """);
    assertThat(config.timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.compression()).isEqualTo(SampleComponents.Compression.ZSTD);
    assertThat(config.ratio()).isEqualTo(0.5);
    assertThat(config.tags()).containsExactly("a", "b");
    assertThat(config.headers()).containsEntry("a", new Secret("0x10"));
    assertThat(config.sendingQueue().enabled()).isFalse();
    assertThat(config.sendingQueue().numConsumers()).isEqualTo(16);
    assertThat(config.sendingQueue().queueSize()).isEqualTo(10);
  }

  @Test
  void emptyVariableLeavesTheDefault() {
    assertThat(exporter(ENVIRONMENT, "endpoint: http://a\ntimeout: ${env:EMPTY}\n").timeout())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aBlockMayComeFromAVariable() {
    assertThat(
            exporter(
                    Map.of("Q", "{queue_size: 7, sizer: items}"),
                    "endpoint: http://a\nsending_queue: ${env:Q}\n")
                .sendingQueue()
                .queueSize())
        .isEqualTo(7);
  }

  @Test
  void whatIsNoYamlIsText() {
    assertThat(exporter(Map.of("X", "[a"), "endpoint: http://a\ntags: ['${env:X}']\n").tags())
        .containsExactly("[a");
  }

  @Test
  void filesAreReadToo(@TempDir Path folder) throws IOException {
    Path key = folder.resolve("key");
    Files.writeString(key, "s3cret\n");
    assertThat(exporter(Map.of(), "endpoint: http://a\napi_key: ${file:" + key + "}\n").apiKey())
        .isEqualTo(new Secret("s3cret"));
    assertThat(exporterErrors("endpoint: http://a\napi_key: ${file:" + folder + "/none}\n"))
        .containsExactly(
            "otelgw.yaml:6:14  exporters.otlp_http.api_key: ${file:"
                + folder
                + "/none} cannot be read (NoSuchFile); check the path");
  }

  @Test
  void badReferencesAreReported() {
    assertThat(
            exporterErrors(
                ENVIRONMENT,
                """
                endpoint: ${env:LOOP}
                api_key: ${http://x}
                tags: ['${1}', '${env:a-b}', '${env:TOKEN:hidden}']
                """))
        .containsExactly(
            "otelgw.yaml:5:15  exporters.otlp_http.endpoint: ${env:LOOP} leads back to itself",
            "otelgw.yaml:6:14  exporters.otlp_http.api_key: ${http:...} is not supported; use"
                + " ${env:NAME} or ${file:path}, or write $${ for a plain ${",
            "otelgw.yaml:7:12  exporters.otlp_http.tags[0]: \"1\" is no name of a variable (letters,"
                + " digits, _); write $${ for a plain ${",
            "otelgw.yaml:7:20  exporters.otlp_http.tags[1]: \"a-b\" is no name of a variable"
                + " (letters, digits, _); write $${ for a plain ${",
            "otelgw.yaml:7:34  exporters.otlp_http.tags[2]: \"TOKEN:...\" is no name of a variable"
                + " (letters, digits, _); write $${ for a plain ${");
  }
}
