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

class BadFilesTest {

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
        .containsExactly(
            "otelgw.yaml:2:2  the list opened with [ in line 1 is not closed; add ] or a comma");
    assertThat(errors("a: [${env:X}]\n"))
        .containsExactly(
            "otelgw.yaml:1:6  ${...} inside [ ] or { } must be quoted: \"${env:NAME}\"");
    assertThat(errors("a: 'x\n"))
        .containsExactly("otelgw.yaml:2:1  the quote opened in line 1 is not closed");
    assertThat(errors("a: @x\n"))
        .containsExactly("otelgw.yaml:1:4  a value cannot begin with @; quote it");
    assertThat(errors("a: *x\n"))
        .containsExactly(
            "otelgw.yaml:1:4  an alias (*) without an anchor (&) above it; quote a value that begins"
                + " with *");
    assertThat(errors("a: x\u0001\n"))
        .containsExactly("otelgw.yaml:1:5  the character U+0001 cannot stand in YAML; remove it");
    assertThat(errors("a: 1\n---\nb: 1\n"))
        .containsExactly(
            "otelgw.yaml:2:1  a second document (---) begins here; one file holds one");
    assertThat(errors("a: !wrong x\n"))
        .contains("otelgw.yaml:1:4  a: unknown tag !wrong; remove it");
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
    assertThat(exporterErrors("endpoint: ${env:URL}\ntimeout: ${T}\napi_key: \"${env:KEY}\"\n"))
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
                """
                endpoint: http://a
                timeout: ${env:KEY}
                compression: ${env:KEY}
                sending_queue: {num_consumers: "${env:KEY}"}
                """))
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
        List.of(
            Source.config(missing.toString()),
            new Source.File(folder),
            Source.config("file:" + latin),
            Source.config("env:NONE"));
    assertThat(errors(Reading.load(Map.of(), sources)))
        .containsExactly(
            missing + "  no such file (looked in " + folder + ")",
            folder + "  is a directory; name a file in it",
            latin + "  is not UTF-8 text; save it as UTF-8",
            "env:NONE  the variable NONE is not set");
  }
}
