package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks up what {@code service} refers to, and finds what refers to nothing. */
final class ServiceReader {

  private final Declarations declarations;
  private final Set<Kind> absent;
  private final Findings findings;
  private final Problems problems;
  private final Set<ComponentId> used = new HashSet<>();

  /**
   * For one configuration.
   *
   * @param absent sections that are not there at all, which is reported already
   * @param findings takes problems of what {@code service} refers to
   * @param problems takes keys relative to {@code service}
   */
  ServiceReader(Declarations declarations, Set<Kind> absent, Findings findings, Problems problems) {
    this.declarations = declarations;
    this.absent = Set.copyOf(absent);
    this.findings = findings;
    this.problems = problems;
  }

  Service read(ServiceSection section) {
    List<ComponentId> extensions =
        references(Kind.EXTENSION, section.extensions(), "extensions", Optional.empty());
    Map<PipelineId, Pipeline> pipelines = new LinkedHashMap<>();
    section
        .pipelines()
        .forEach((name, chain) -> {
          String key = "pipelines." + name;
          Optional<PipelineId> id = Ids.pipeline(name, wrong -> problems.error(key, wrong));
          Pipeline pipeline = pipeline(id, chain, key);
          if (id.isPresent() && pipelines.put(id.get(), pipeline) != null) {
            problems.error(key, "the same as another pipeline; give it another name");
          }
        });
    if (section.pipelines().isEmpty()) {
      problems.error(
          "pipelines", "no pipelines; add one: traces: {receivers: [...], exporters: [...]}");
    }
    List<Pipeline> all = List.copyOf(pipelines.values());
    new Connections(declarations, all, problems).check();
    used.addAll(new ExtensionUse(declarations, extensions, findings).check(Set.copyOf(used)));
    return new Service(extensions, all, section.telemetry().telemetry());
  }

  private Pipeline pipeline(Optional<PipelineId> id, ServiceSection.Chain chain, String key) {
    Optional<Signal> signal = id.map(PipelineId::signal);
    if (chain.receivers().isEmpty()) {
      problems.error(key + ".receivers", "the pipeline has no receivers; name at least one");
    }
    if (chain.exporters().isEmpty()) {
      problems.error(key + ".exporters", "the pipeline has no exporters; name at least one");
    }
    return new Pipeline(
        id.orElseGet(() -> new PipelineId(Signal.TRACES, "")),
        references(Kind.RECEIVER, chain.receivers(), key + ".receivers", signal),
        references(Kind.PROCESSOR, chain.processors(), key + ".processors", signal),
        references(Kind.EXPORTER, chain.exporters(), key + ".exporters", signal));
  }

  private List<ComponentId> references(
      Kind kind, List<String> names, String key, Optional<Signal> signal) {
    List<ComponentId> ids = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String at = key + "[" + i + "]";
      Optional<ComponentId> id =
          Ids.component(kind, names.get(i), wrong -> problems.error(at, wrong));
      if (id.isEmpty()) {
        continue;
      }
      ComponentId found = connector(id.get(), at).orElse(id.get());
      if (ids.contains(found)) {
        problems.error(at, found + " stands twice in this list; remove one");
        continue;
      }
      ids.add(found);
      used.add(found);
      if (found.kind() == Kind.CONNECTOR && kind == Kind.RECEIVER) {
        continue; // What it can give depends on what it takes: see Connections.
      }
      declarations
          .find(found)
          .ifPresentOrElse(
              declared -> signal.ifPresent(s -> handles(found, declared, s, at)),
              () -> undefined(found, at));
    }
    return ids;
  }

  /** Connectors stand among the exporters of one pipeline and the receivers of another. */
  private Optional<ComponentId> connector(ComponentId id, String at) {
    if (id.kind() != Kind.RECEIVER && id.kind() != Kind.EXPORTER) {
      return Optional.empty();
    }
    ComponentId connector = new ComponentId(Kind.CONNECTOR, id.type(), id.name());
    if (declarations.find(connector).isEmpty()) {
      return Optional.empty();
    }
    if (declarations.find(id).isPresent()) {
      problems.error(
          at,
          "both %s and %s are called that; give one of them another name".formatted(id, connector));
    }
    return Optional.of(connector);
  }

  private void handles(ComponentId id, Declarations.Declared declared, Signal signal, String at) {
    declared
        .signals()
        .filter(signals -> !signals.contains(signal))
        .ifPresent(signals ->
            problems.error(
                at,
                "%s does not handle %s, only %s"
                    .formatted(
                        id,
                        signal.lowerName(),
                        String.join(
                            ", ", signals.stream().sorted().map(Signal::lowerName).toList()))));
    declared
        .component()
        .flatMap(component -> misfit(component, signal))
        .ifPresent(why -> problems.error(at, id + ": " + why));
  }

  private static <C extends Record> Optional<String> misfit(
      Configured<C> component, Signal signal) {
    return component.factory() instanceof ProcessorFactory<C> factory
        ? factory.misfit(component.config(), signal)
        : Optional.empty();
  }

  private void undefined(ComponentId id, String at) {
    if (absent.contains(id.kind())) {
      return;
    }
    for (Kind other : Kind.values()) {
      if (declarations.find(new ComponentId(other, id.type(), id.name())).isPresent()) {
        problems.error(
            at,
            "\"%s\" is defined under %s, not under %s; use it there"
                .formatted(id.key(), Kinds.section(other), Kinds.section(id.kind())));
        return;
      }
    }
    List<String> defined = declarations.keys(id.kind());
    String hint = Spelling.hint(id.key(), defined);
    // What was probably meant is not called unused as well.
    Spelling.nearest(id.key(), defined)
        .flatMap(near -> Ids.component(id.kind(), near, _ -> {}))
        .ifPresent(used::add);
    problems.error(
        at,
        id
            + " is not defined"
            + (hint.isEmpty() ? "; define it under " + Kinds.section(id.kind()) : hint));
  }

  /** Components that are defined and that nothing refers to. */
  Map<ComponentId, Place> unused() {
    Map<ComponentId, Place> unused = new LinkedHashMap<>();
    declarations
        .all()
        .forEach((id, declared) -> {
          if (!used.contains(id)) {
            unused.put(id, declared.place());
          }
        });
    return unused;
  }
}
