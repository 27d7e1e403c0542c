package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Connector;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.delivery.Admission;
import dev.otelgw.pipeline.delivery.FanOut;
import dev.otelgw.pipeline.delivery.SendingQueue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that runs by one configuration. What the one before it had in the same words is the same
 * object in both. Filled by {@link Assembly}, then left alone.
 */
final class Generation implements Extensions {

  final Map<ComponentId, Part<Component>> extensions = new LinkedHashMap<>();
  final Map<ComponentId, Outlet> outlets = new LinkedHashMap<>();
  final Map<ComponentId, Source<Connector>> connectors = new LinkedHashMap<>();
  final Map<PipelineId, Chain> chains = new LinkedHashMap<>();
  final Map<ComponentId, Source<Component>> receivers = new LinkedHashMap<>();
  final Map<ComponentId, Map<Signal, List<PipelineId>>> feeds = new HashMap<>();
  final Calls calls = new Calls();

  @Override
  public <T> T get(Reference<T> reference) {
    return extensions.entrySet().stream()
        .filter(extension -> extension.getKey().key().equals(reference.id()))
        .map(extension -> reference.offered().cast(extension.getValue().component()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("extension " + reference.id() + " does not run"));
  }

  /** Makes every receiver and connector hand on to these pipelines. */
  void takeOver() {
    // Connectors first: what a receiver brings must find the way open to its end.
    connectors.forEach((id, source) -> source.next().turn(heads(id, false), calls));
    receivers.forEach((id, source) -> source.next().turn(heads(id, true), calls));
  }

  private Map<Signal, Sink> heads(ComponentId id, boolean admission) {
    Map<Signal, Sink> heads = new EnumMap<>(Signal.class);
    feeds
        .getOrDefault(id, Map.of())
        .forEach((signal, pipelines) -> {
          Sink head =
              FanOut.to(
                  pipelines.stream()
                      .map(pipeline -> Objects.requireNonNull(chains.get(pipeline)).head())
                      .toList());
          heads.put(signal, admission ? Admission.before(head) : head);
        });
    return heads;
  }

  List<SendingQueue> queues() {
    return outlets.values().stream().flatMap(outlet -> outlet.queues().values().stream()).toList();
  }

  private List<Exporter> exporters() {
    return outlets.values().stream().map(Outlet::exporter).toList();
  }

  private List<Processor> processors() {
    return chains.values().stream()
        .flatMap(chain -> chain.parts().stream().map(Part::component))
        .toList();
  }

  /** Everything but the receivers, in the order in which it starts. */
  List<List<? extends Component>> layers() {
    return List.of(
        extensions.values().stream().map(Part::component).toList(),
        exporters(),
        queues(),
        connectors.values().stream().map(Source::component).toList(),
        processors());
  }

  /** The same without what the other one has, too. */
  List<List<Component>> layersWithout(Generation other) {
    List<Component> kept = other.layers().stream().<Component>flatMap(List::stream).toList();
    List<List<Component>> layers = new ArrayList<>();
    for (List<? extends Component> layer : layers()) {
      layers.add(
          layer.stream().<Component>map(c -> c).filter(c -> !containsSame(kept, c)).toList());
    }
    return layers;
  }

  private static boolean containsSame(List<Component> components, Component one) {
    return components.stream().anyMatch(component -> same(component, one));
  }

  /** What this generation has under the name of a component of the next one. */
  Optional<Component> predecessor(Component successor, Generation next) {
    Stream<Component> extension =
        next.extensions.entrySet().stream()
            .filter(entry -> same(entry.getValue().component(), successor))
            .flatMap(entry -> Stream.ofNullable(extensions.get(entry.getKey())))
            .map(Part::component);
    Stream<Component> exporter =
        next.outlets.entrySet().stream()
            .filter(entry -> same(entry.getValue().exporter(), successor))
            .flatMap(entry -> Stream.ofNullable(outlets.get(entry.getKey())))
            .map(Outlet::exporter);
    return Stream.concat(extension, exporter).findFirst();
  }

  /** Whether it is one object: a component may be a record, equal to another one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Component one, Component other) {
    return one == other;
  }

  /** The receivers that the other one has not. */
  Map<ComponentId, Component> receiversWithout(Generation other) {
    Map<ComponentId, Component> mine = new LinkedHashMap<>();
    receivers.forEach((id, source) -> {
      Source<Component> theirs = other.receivers.get(id);
      if (theirs == null || !same(theirs.component(), source.component())) {
        mine.put(id, source.component());
      }
    });
    return mine;
  }

  /** Where batches go on from that were accepted by a queue of this generation. */
  Stream<Succession> successions(Generation after) {
    return outlets.entrySet().stream()
        .flatMap(entry -> {
          Outlet next = after.outlets.get(entry.getKey());
          return entry.getValue().queues().entrySet().stream()
              .filter(queue -> next != null && next.queues().get(queue.getKey()) != null)
              .map(queue ->
                  new Succession(
                      queue.getValue(),
                      Objects.requireNonNull(
                          Objects.requireNonNull(next).queues().get(queue.getKey()))))
              .filter(succession -> succession.before() != succession.after());
        });
  }

  /** A queue, and the one that follows it. */
  record Succession(SendingQueue before, SendingQueue after) {}
}
