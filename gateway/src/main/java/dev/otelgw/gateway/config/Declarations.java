package dev.otelgw.gateway.config;

import dev.otelgw.gateway.collector.CollectorKeys;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the sections of a configuration define, well or badly. */
final class Declarations {

  /**
   * A component that a section defines.
   *
   * @param factory empty where its type is unknown
   * @param component empty where it could not be read; the reasons are reported
   * @param references to extensions
   */
  record Declared(
      Place place,
      Optional<Factory<?>> factory,
      Optional<? extends Configured<?>> component,
      List<Binder.Referred> references) {

    /** What it handles; empty where that is not known. */
    Optional<Set<Signal>> signals() {
      Optional<Set<Signal>> configured = component.map(Configured::signals);
      return configured.or(() -> factory.map(f -> f.type().signals()));
    }
  }

  private final Map<ComponentId, Declared> declared = new LinkedHashMap<>();
  private final Findings findings;
  private final Catalogue catalogue;

  Declarations(Findings findings, Catalogue catalogue) {
    this.findings = findings;
    this.catalogue = catalogue;
  }

  /** Reads one section of the top level. */
  void read(Kind kind, Node section, Place place) {
    switch (YamlReader.resolve(section)) {
      case Node.Mapping(_, var entries) ->
          entries.forEach(
              (key, entry) -> declare(kind, key, entry.value(), place.key(key, entry.position())));
      case Node.Null _, Node.Lost _ -> {}
      case Node.Sequence _, Node.Scalar _ ->
          findings.error(
              place,
              "must be a map of %s, was %s".formatted(Kinds.section(kind), Binder.shown(section)));
    }
  }

  private void declare(Kind kind, String key, Node node, Place place) {
    Optional<ComponentId> id =
        Ids.component(kind, key, wrong -> findings.error(place, "the name " + wrong));
    if (id.isEmpty()) {
      return;
    }
    Declared before = declared.get(id.get());
    if (before != null) {
      findings.error(
          place,
          "the same as \"%s\" in line %d; give one of them another name"
              .formatted(id.get().key(), before.place().position().line()));
      return;
    }
    Optional<Factory<?>> factory = catalogue.find(kind, id.get().type());
    if (factory.isEmpty()) {
      findings.error(place, catalogue.unknown(kind, id.get().type()));
    }
    String section = factory.map(f -> CollectorKeys.section(kind, f.type().name())).orElse("");
    Binder binder = new Binder(findings, new Refusals(section, place.path()));
    Optional<? extends Configured<?>> component =
        factory.flatMap(f -> configured(binder, id.get(), f, node, place));
    declared.put(id.get(), new Declared(place, factory, component, binder.references()));
  }

  private static <C extends Record> Optional<Configured<C>> configured(
      Binder binder, ComponentId id, Factory<C> factory, Node node, Place place) {
    return binder
        .bind(factory.configType(), node, place)
        .map(config ->
            new Configured<>(id, factory, config, place.position(), uses(binder.references())));
  }

  private static Set<ComponentId> uses(List<Binder.Referred> references) {
    return references.stream()
        .flatMap(reference -> Ids.component(Kind.EXTENSION, reference.id(), _ -> {}).stream())
        .collect(Collectors.toSet());
  }

  Optional<Declared> find(ComponentId id) {
    return Optional.ofNullable(declared.get(id));
  }

  Map<ComponentId, Declared> all() {
    return declared;
  }

  /** The names defined in a section. */
  List<String> keys(Kind kind) {
    return declared.keySet().stream()
        .filter(id -> id.kind() == kind)
        .map(ComponentId::key)
        .toList();
  }

  /** The components that could be read. */
  Map<ComponentId, Configured<?>> components() {
    Map<ComponentId, Configured<?>> components = new LinkedHashMap<>();
    declared.forEach(
        (id, d) -> d.component().ifPresent(component -> components.put(id, component)));
    return components;
  }
}
