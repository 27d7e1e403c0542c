package dev.otelgw.gateway.config;

import static dev.otelgw.gateway.config.Reading.EXPORTER;
import static dev.otelgw.gateway.config.Reading.RECEIVER;
import static dev.otelgw.gateway.config.Reading.SERVICE;
import static dev.otelgw.gateway.config.Reading.errors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.SampleComponents.HttpConfig;
import dev.otelgw.gateway.config.SampleComponents.OtlpConfig;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  private static final String BASE =
      """
      receivers:
        otlp: {protocols: {grpc: {endpoint: "a:1"}, http: {endpoint: "a:2"}}}
      exporters:
        otlp_http: {endpoint: "http://a", tags: [a, b], headers: {one: 1}}
      """
          + SERVICE;

  @Test
  void mapsAreJoinedListsReplacedAndNullsErase() {
    Loaded.Ok ok =
        Reading.ok(
            BASE,
            """
            receivers: {otlp: {protocols: {grpc: }}}
            exporters: {otlp_http: {tags: [c], headers: {two: 2}}}
            """,
            "# nothing here\n");
    assertThat(http(ok).endpoint()).isEqualTo("http://a");
    assertThat(http(ok).tags()).containsExactly("c");
    assertThat(http(ok).headers())
        .containsExactly(Map.entry("one", new Secret("1")), Map.entry("two", new Secret("2")));
    OtlpConfig otlp = (OtlpConfig) config(ok, ComponentId.Kind.RECEIVER, "otlp");
    assertThat(otlp.protocols().grpc()).isEqualTo(new SampleComponents.Grpc());
    assertThat(otlp.protocols().http().endpoint()).isEqualTo("a:2");
  }

  @Test
  void problemsPointIntoTheFileThatHasThem() {
    assertThat(
            errors(
                BASE.replace("tags:", "tag:"),
                "exporters:\n  otlp_http:\n    timeout: 7\n",
                "receivers:\n  otlp:\n    protocol:\n"))
        .containsExactly(
            "otelgw.yaml:4:37  exporters.otlp_http.tag: unknown key; did you mean \"tags\"?",
            "more-1.yaml:3:5  exporters.otlp_http.timeout: must be a duration such as 200ms, 5s or"
                + " 1m30s, was \"7\"; add a unit: 7s",
            "more-2.yaml:3:5  receivers.otlp.protocol: unknown key; did you mean \"protocols\"?");
  }

  @Test
  void aVariableThatALaterFileReplacesNeedNotBeSet() {
    Loaded.Ok ok =
        Reading.ok(
            BASE.replace("\"http://a\"", "\"${env:NONE}\""),
            "exporters: {otlp_http: {endpoint: \"http://b\"}}");
    assertThat(http(ok).endpoint()).isEqualTo("http://b");
  }

  @Test
  void assignmentsWinOverFiles() {
    Loaded.Ok ok =
        Reading.ok(
            set(
                Map.of("KEY", "from-env"),
                "exporters.otlp_http.endpoint=http://c=d",
                "exporters::otlp_http::headers::a.b=x",
                "exporters.otlp_http.tags=[x, y]",
                "exporters.otlp_http.api_key=${env:KEY}",
                "exporters.otlp_http.sending_queue={queue_size: 3}",
                "receivers.otlp.protocols.grpc="));
    assertThat(http(ok).endpoint()).isEqualTo("http://c=d");
    assertThat(http(ok).headers()).containsEntry("a.b", new Secret("x"));
    assertThat(http(ok).tags()).containsExactly("x", "y");
    assertThat(http(ok).apiKey()).isEqualTo(new Secret("from-env"));
    assertThat(http(ok).sendingQueue().queueSize()).isEqualTo(3);
  }

  @Test
  void badAssignmentsAreNamedAsTheyWereGiven() {
    assertThat(
            errors(set(Map.of(), "exporters.otlp_http.endpont=x", "exporters.otlp_http.ratio=2")))
        .containsExactly(
            "--set exporters.otlp_http.endpont  exporters.otlp_http.endpont: unknown key; did you"
                + " mean \"endpoint\"?",
            "--set exporters.otlp_http.ratio  exporters.otlp_http.ratio: must be between 0 and 1,"
                + " was 2");
    assertThat(errors(set(Map.of(), "exporters", "=x", "a..b=x", "a.b=[x")))
        .containsExactly(
            "--set exporters  wants a key, = and a value: receivers.otlp.endpoint=:4317",
            "--set  wants a key, = and a value: receivers.otlp.endpoint=:4317",
            "--set a..b  wants a key, = and a value: receivers.otlp.endpoint=:4317",
            "--set a.b  a.b: the list opened with [ in line 1 is not closed; add ] or a comma");
  }

  @Test
  void filesAndVariablesAreSources(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("base.yaml");
    Files.writeString(file, RECEIVER + EXPORTER);
    Loaded.Ok ok =
        Reading.ok(
            Reading.load(
                Map.of("SERVICE", SERVICE),
                List.of(Source.config(file.toString()), Source.config("env:SERVICE"))));
    assertThat(ok.configuration().service().pipelines()).hasSize(1);
    assertThat(ok.configuration().all(ComponentId.Kind.EXPORTER).getFirst().position())
        .hasToString(file + ":4:3");
  }

  @Test
  void textOnTheCommandLineIsASource() {
    Loaded.Ok ok =
        Reading.ok(
            Reading.load(
                Map.of(),
                List.of(
                    new Source.Text("otelgw.yaml", BASE),
                    Source.config("yaml:exporters::otlp_http::endpoint: http://b"),
                    Source.config("yaml:exporters: {otlp_http: {tags: [c]}}"))));
    assertThat(http(ok).endpoint()).isEqualTo("http://b");
    assertThat(http(ok).tags()).containsExactly("c");
  }

  @Test
  void problemsOfTextOnTheCommandLineSayWhereItStands() {
    assertThat(
            errors(
                Reading.load(
                    Map.of(),
                    List.of(
                        new Source.Text("otelgw.yaml", BASE),
                        Source.config("yaml:exporters::otlp_http::tag: x")))))
        .containsExactly(
            "--config yaml::1:1  exporters.otlp_http.tag: unknown key; did you mean \"tags\"?");
  }

  private static Loaded set(Map<String, String> environment, String... expressions) {
    List<Source> sources = new ArrayList<>(List.of(new Source.Text("otelgw.yaml", BASE)));
    for (String expression : expressions) {
      sources.add(new Source.Assignment(expression));
    }
    return Reading.load(environment, sources);
  }

  private static HttpConfig http(Loaded.Ok ok) {
    return (HttpConfig) config(ok, ComponentId.Kind.EXPORTER, "otlp_http");
  }

  private static Record config(Loaded.Ok ok, ComponentId.Kind kind, String type) {
    return ok.configuration().component(new ComponentId(kind, type, "")).config();
  }
}
