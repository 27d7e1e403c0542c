package dev.otelgw.gateway.config;

import dev.otelgw.gateway.collector.CollectorKeys;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The factories there are, found by section and by name or alias. */
final class Catalogue {

  /** The Collector's exporter that {@code debug} came after; its keys were others. */
  private static final String LOGGING = "logging";

  private final List<Factory<?>> factories;

  Catalogue(List<Factory<?>> factories) {
    this.factories = List.copyOf(factories);
  }

  Optional<Factory<?>> find(Kind kind, String type) {
    return factories.stream()
        .<Factory<?>>map(factory -> factory)
        .filter(factory -> kindOf(factory) == kind && names(factory.type()).anyMatch(type::equals))
        .findFirst();
  }

  /** Why a type is not known, and what may have been meant. */
  String unknown(Kind kind, String type) {
    String instead = CollectorKeys.read().instead(kind, type);
    if (instead != null) {
      return "the Collector's %s \"%s\" is not here; %s".formatted(Kinds.word(kind), type, instead);
    }
    for (Kind other : Kind.values()) {
      if (other != kind && find(other, type).isPresent()) {
        return "\"%s\" is %s; move it under %s"
            .formatted(type, Kinds.one(other), Kinds.section(other));
      }
    }
    List<String> known =
        factories.stream()
            .filter(f -> kindOf(f) == kind)
            .map(f -> f.type().name())
            .sorted()
            .toList();
    if (known.isEmpty()) {
      return "unknown %s \"%s\"; there are no %s yet"
          .formatted(Kinds.word(kind), type, Kinds.section(kind));
    }
    List<String> all =
        factories.stream().filter(f -> kindOf(f) == kind).flatMap(f -> names(f.type())).toList();
    String hint =
        type.equals(LOGGING) && known.contains("debug")
            ? "; it is called \"debug\" now"
            : Spelling.hint(type, all);
    return "unknown %s \"%s\"%s (known: %s)"
        .formatted(Kinds.word(kind), type, hint, String.join(", ", known));
  }

  /** A type's name and its aliases. */
  static Stream<String> names(ComponentType type) {
    return Stream.concat(Stream.of(type.name()), type.aliases().stream());
  }

  static Kind kindOf(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> _ -> Kind.RECEIVER;
      case ProcessorFactory<?> _ -> Kind.PROCESSOR;
      case ExporterFactory<?> _ -> Kind.EXPORTER;
      case ConnectorFactory<?> _ -> Kind.CONNECTOR;
      case ExtensionFactory<?> _ -> Kind.EXTENSION;
    };
  }
}
