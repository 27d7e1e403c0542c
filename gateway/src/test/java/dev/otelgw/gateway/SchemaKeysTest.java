package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.ConfigLoader;
import dev.otelgw.gateway.config.EditorView;
import dev.otelgw.gateway.config.KeyDescription;
import dev.otelgw.gateway.config.Loaded;
import dev.otelgw.gateway.config.Problem;
import dev.otelgw.gateway.config.Source;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key of each component: as it is, with a variable in its place, and misspelt. */
class SchemaKeysTest {

  private static final EditorView EDITOR = EditorView.of(Components.all());

  /** A component, by the name of its section and its own, and by each of its aliases. */
  record Named(String section, String name, Factory<?> factory) {
    @Override
    public String toString() {
      return section + "." + name;
    }

    String yaml(String inside) {
      return section + ": {" + name + ": " + inside + "}";
    }
  }

  static Stream<Named> components() {
    return Components.all().stream()
        .flatMap(factory ->
            Stream.concat(Stream.of(factory.type().name()), factory.type().aliases().stream())
                .map(name -> new Named(section(factory), name, factory)));
  }

  private static String section(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> _ -> "receivers";
      case ProcessorFactory<?> _ -> "processors";
      case ExporterFactory<?> _ -> "exporters";
      case ConnectorFactory<?> _ -> "connectors";
      case ExtensionFactory<?> _ -> "extensions";
    };
  }

  /** The way to a key as YAML, with a value at its end. */
  private static String at(String path, String value) {
    String yaml = value;
    for (String key : List.of(path.split("\\.")).reversed()) {
      String map = "{" + key.replace("[]", "").replace("<name>", "any") + ": " + yaml + "}";
      yaml = key.equals("<name>") || !key.endsWith("[]") ? map : wrapped(key, yaml);
    }
    return yaml;
  }

  private static String wrapped(String list, String item) {
    return "{" + list.replace("[]", "") + ": [" + item + "]}";
  }

  /** Keys of items of lists may need others beside them. */
  private static boolean reachable(KeyDescription key) {
    return !key.path().contains("[]");
  }

  @ParameterizedTest
  @MethodSource("components")
  void takesAVariableInPlaceOfEachValue(Named component) {
    for (KeyDescription key : KeyDescription.of(component.factory().configType())) {
      if (reachable(key)) {
        String yaml = component.yaml(at(key.path(), "'${env:ANY}'"));
        assertThat(EDITOR.complaints(yaml)).as(yaml).allMatch(one -> one.contains("required"));
        String nothing = component.yaml(at(key.path(), "null"));
        assertThat(EDITOR.complaints(nothing))
            .as(nothing)
            .allMatch(one -> one.contains("required") || key.type().startsWith("name of"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("components")
  void refusesEachKeyMisspelt(Named component) {
    List<String> wrong = new ArrayList<>();
    wrong.add(component.yaml("{not_a_key: 1}"));
    for (KeyDescription key : KeyDescription.of(component.factory().configType())) {
      wrong.add(component.yaml(at(key.path() + "_x", "'${env:ANY}'")));
      if (key.type().equals("section")) {
        wrong.add(component.yaml(at(key.path(), "[1]")));
      }
    }
    for (String yaml : wrong) {
      assertThat(EDITOR.complaints(yaml))
          .as(yaml)
          .anyMatch(one -> one.contains("additional properties") || one.contains("found"));
      assertThat(read(yaml))
          .as(yaml)
          .anyMatch(line ->
              line.contains("unknown key")
                  || line.contains("the Collector's key")
                  || line.contains("must be a map"));
    }
  }

  @ParameterizedTest
  @MethodSource("components")
  void takesItsDefaultsWrittenOut(Named component) {
    for (KeyDescription key : KeyDescription.of(component.factory().configType())) {
      boolean value = !List.of("", "absent", "required", "{}", "[]").contains(key.defaultValue());
      boolean list = key.type().startsWith("list");
      if (reachable(key) && value && !list && !key.path().contains("<name>")) {
        String yaml = component.yaml(at(key.path(), key.defaultValue()));
        assertThat(EDITOR.complaints(yaml)).as(yaml).allMatch(one -> one.contains("required"));
      }
    }
  }

  private static List<String> read(String yaml) {
    Loaded loaded =
        ConfigLoader.load(
            List.of(new Source.Text("otelgw.yaml", yaml)), Components.all(), Map.of("ANY", "5"));
    return ((Loaded.Invalid) loaded).errors().stream().map(Problem::toString).toList();
  }
}
