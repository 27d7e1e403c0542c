package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Problems;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that connectors connect: something on both sides, fitting signals, and no circle. */
final class Connections {

  private final Declarations declarations;
  private final List<Pipeline> pipelines;
  private final Problems problems;

  /**
   * For the pipelines of one configuration.
   *
   * @param problems takes keys relative to {@code service}
   */
  Connections(Declarations declarations, List<Pipeline> pipelines, Problems problems) {
    this.declarations = declarations;
    this.pipelines = List.copyOf(pipelines);
    this.problems = problems;
  }

  void check() {
    declarations.all().keySet().stream()
        .filter(id -> id.kind() == Kind.CONNECTOR)
        .forEach(this::bothSides);
    circle().ifPresent(this::report);
  }

  private void bothSides(ComponentId id) {
    List<Pipeline> into = pipelines.stream().filter(p -> p.exporters().contains(id)).toList();
    List<Pipeline> outOf = pipelines.stream().filter(p -> p.receivers().contains(id)).toList();
    for (Pipeline pipeline : into) {
      Set<Signal> gives = gives(id, pipeline.id().signal());
      if (outOf.stream().noneMatch(p -> gives.contains(p.id().signal()))) {
        problems.error(
            at(pipeline, "exporters", id),
            "%s leads nowhere: no pipeline of %s has it among its receivers"
                .formatted(id, names(gives)));
      }
    }
    Set<Signal> given = EnumSet.noneOf(Signal.class);
    into.forEach(pipeline -> given.addAll(gives(id, pipeline.id().signal())));
    for (Pipeline pipeline : outOf) {
      if (!given.contains(pipeline.id().signal())) {
        problems.error(
            at(pipeline, "receivers", id),
            "%s brings no %s: no pipeline that could give them has it among its exporters"
                .formatted(id, pipeline.id().signal().lowerName()));
      }
    }
  }

  /** What comes out for a signal that goes in; the same where its type is not known. */
  private Set<Signal> gives(ComponentId id, Signal taken) {
    return declarations
        .find(id)
        .flatMap(Declarations.Declared::factory)
        .map(factory ->
            factory instanceof ConnectorFactory<?> connector
                ? connector.gives(taken)
                : Set.of(taken))
        .orElse(Set.of(taken));
  }

  private static String names(Set<Signal> signals) {
    return signals.stream().sorted().map(Signal::lowerName).collect(Collectors.joining(" or "));
  }

  private static String at(Pipeline pipeline, String list, ComponentId id) {
    List<ComponentId> ids = list.equals("receivers") ? pipeline.receivers() : pipeline.exporters();
    return "pipelines.%s.%s[%d]".formatted(pipeline.id(), list, ids.indexOf(id));
  }

  private void report(List<Pipeline> circle) {
    String way = circle.stream().map(p -> p.id().toString()).collect(Collectors.joining(" > "));
    problems.error(
        "pipelines." + circle.getFirst().id(),
        "what enters here would go round for ever: %s > %s; remove a connector from the circle"
            .formatted(way, circle.getFirst().id()));
  }

  /** Some circle of pipelines, if there is one. */
  private Optional<List<Pipeline>> circle() {
    Set<Pipeline> clear = new LinkedHashSet<>();
    return pipelines.stream()
        .flatMap(start -> circle(start, new ArrayList<>(), clear).stream())
        .findFirst();
  }

  private Optional<List<Pipeline>> circle(Pipeline at, List<Pipeline> way, Set<Pipeline> clear) {
    int before = way.indexOf(at);
    if (before >= 0) {
      return Optional.of(List.copyOf(way.subList(before, way.size())));
    }
    if (clear.contains(at)) {
      return Optional.empty();
    }
    way.add(at);
    for (Pipeline next : behind(at)) {
      Optional<List<Pipeline>> found = circle(next, way, clear);
      if (found.isPresent()) {
        return found;
      }
    }
    way.removeLast();
    clear.add(at);
    return Optional.empty();
  }

  private List<Pipeline> behind(Pipeline pipeline) {
    return pipeline.exporters().stream()
        .filter(id -> id.kind() == Kind.CONNECTOR)
        .flatMap(id ->
            pipelines.stream()
                .filter(next ->
                    next.receivers().contains(id)
                        && gives(id, pipeline.id().signal()).contains(next.id().signal())))
        .toList();
  }
}
