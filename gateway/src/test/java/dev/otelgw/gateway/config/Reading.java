package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Loads configurations given as text, in the file {@code otelgw.yaml}. Whether an editor would say
 * the same is checked beside.
 */
final class Reading {

  /** A way for each signal, for tests that look at components. */
  static final String SERVICE =
      """
      service:
        pipelines:
          traces: {receivers: [otlp], exporters: [otlp_http]}
      """;

  /** The least that an otlp_http exporter wants. */
  static final String EXPORTER =
      """
      exporters:
        otlp_http: {endpoint: "http://localhost:1"}
      """;

  static final String RECEIVER =
      """
      receivers:
        otlp: {protocols: {grpc: }}
      """;

  private static final EditorView EDITOR = EditorView.of(SampleComponents.catalogue());

  private Reading() {}

  static Loaded load(Map<String, String> environment, List<Source> sources) {
    return ConfigLoader.load(sources, SampleComponents.catalogue(), environment);
  }

  static Loaded load(Map<String, String> environment, String... yaml) {
    List<Source> sources = new ArrayList<>();
    for (String text : yaml) {
      String name = sources.isEmpty() ? "otelgw.yaml" : "more-" + sources.size() + ".yaml";
      sources.add(new Source.Text(name, text));
    }
    Loaded loaded = load(environment, sources);
    if (yaml.length == 1) {
      EDITOR.agreesWith(loaded, yaml[0]);
    }
    return loaded;
  }

  static Loaded.Ok ok(Loaded loaded) {
    assertThat(loaded).as(String.valueOf(loaded)).isInstanceOf(Loaded.Ok.class);
    return (Loaded.Ok) loaded;
  }

  static Loaded.Ok ok(String... yaml) {
    return ok(load(Map.of(), yaml));
  }

  /** The errors as a user sees them. */
  static List<String> errors(Loaded loaded) {
    return switch (loaded) {
      case Loaded.Ok _ -> List.of();
      case Loaded.Invalid invalid -> invalid.errors().stream().map(Problem::toString).toList();
    };
  }

  static List<String> errors(String... yaml) {
    return errors(load(Map.of(), yaml));
  }

  /** The configuration of {@code otlp_http}, written as lines under {@code exporters.otlp_http}. */
  static SampleComponents.HttpConfig exporter(Map<String, String> environment, String keys) {
    Loaded loaded =
        load(environment, RECEIVER + "exporters:\n  otlp_http:\n" + keys.indent(4) + SERVICE);
    return (SampleComponents.HttpConfig)
        ok(loaded)
            .configuration()
            .component(new ComponentId(Kind.EXPORTER, "otlp_http", ""))
            .config();
  }

  /** What is wrong with an {@code otlp_http} of these keys, from column 9 of line 5 on. */
  static List<String> exporterErrors(Map<String, String> environment, String keys) {
    return errors(
        load(environment, RECEIVER + "exporters:\n  otlp_http:\n" + keys.indent(4) + SERVICE));
  }

  static List<String> exporterErrors(String keys) {
    return exporterErrors(Map.of(), keys);
  }
}
