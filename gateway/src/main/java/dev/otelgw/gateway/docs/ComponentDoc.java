package dev.otelgw.gateway.docs;

import dev.otelgw.gateway.config.KeyDescription;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import java.util.List;
import java.util.stream.Collectors;

/** Writes {@code docs/components.md}: every component, and every key that it has. */
public final class ComponentDoc {

  private ComponentDoc() {}

  /** The page for a catalogue, as Markdown; sections in the order of a configuration. */
  public static String page(List<Factory<?>> catalogue) {
    return """
    # Components

    Made from the components' configuration records. Durations are written as in `200ms`, `5s`,
    `1m30s`; a key that is absent has its default.

    """
        + section("Receivers", catalogue, ReceiverFactory.class)
        + section("Processors", catalogue, ProcessorFactory.class)
        + section("Exporters", catalogue, ExporterFactory.class)
        + section("Connectors", catalogue, ConnectorFactory.class)
        + section("Extensions", catalogue, ExtensionFactory.class);
  }

  private static String section(String title, List<Factory<?>> catalogue, Class<?> kind) {
    String components =
        catalogue.stream()
            .filter(kind::isInstance)
            .map(ComponentDoc::component)
            .collect(Collectors.joining());
    return components.isEmpty() ? "" : "## " + title + "\n\n" + components;
  }

  /** One component: what it is, and a table of its keys. */
  public static String component(Factory<?> factory) {
    ComponentType type = factory.type();
    String signals =
        type.signals().stream().sorted().map(Signal::lowerName).collect(Collectors.joining(", "));
    String aliases =
        type.aliases().isEmpty()
            ? ""
            : " Also written "
                + type.aliases().stream()
                    .map(alias -> "`" + alias + "`")
                    .collect(Collectors.joining(", "))
                + ".";
    return "### `%s`\n\n%s%s\n\nStability: %s.%s\n\n%s\n"
        .formatted(
            type.name(),
            type.summary(),
            aliases,
            type.stability(),
            signals.isEmpty() ? "" : " Signals: " + signals + ".",
            table(factory));
  }

  /** {@code receiver}, {@code processor} and so on. */
  static String kind(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> _ -> "receiver";
      case ProcessorFactory<?> _ -> "processor";
      case ExporterFactory<?> _ -> "exporter";
      case ConnectorFactory<?> _ -> "connector";
      case ExtensionFactory<?> _ -> "extension";
    };
  }

  private static String table(Factory<?> factory) {
    List<KeyDescription> keys = KeyDescription.of(factory.configType());
    if (keys.isEmpty()) {
      return "It has no keys.\n";
    }
    return keys.stream()
        .map(key ->
            "| `%s` | %s | %s | %s |\n"
                .formatted(key.path(), key.type(), code(key.defaultValue()), cell(key.meaning())))
        .collect(
            Collectors.joining("", "| key | type | default | meaning |\n|---|---|---|---|\n", ""));
  }

  static String code(String value) {
    return switch (value) {
      case "", "absent", "required" -> value;
      default -> "`" + cell(value) + "`";
    };
  }

  /** A bar would end the cell. */
  static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
