package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.gateway.plan.ExporterPlan;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.gateway.plan.SourcePlan;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Connector;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.Direct;
import dev.otelgw.pipeline.delivery.FanOut;
import dev.otelgw.pipeline.delivery.SendingQueue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the components of a plan and hangs them together; opens nothing. What the generation before
 * has in the same words is taken over as it is, running.
 */
final class Assembly {

  private final Configuration configuration;
  private final Plan plan;
  private final Surroundings surroundings;
  private final Generation before;
  private final Generation made = new Generation();

  private Assembly(
      Configuration configuration, Plan plan, Surroundings surroundings, Generation before) {
    this.configuration = configuration;
    this.plan = plan;
    this.surroundings = surroundings;
    this.before = before;
  }

  static Generation assemble(
      Configuration configuration, Plan plan, Surroundings surroundings, Generation before) {
    return new Assembly(configuration, plan, surroundings, before).assemble();
  }

  private Generation assemble() {
    extensions().forEach(this::extension);
    plan.exporters().forEach(exporter -> outlet(component(exporter.id()), exporter));
    for (SourcePlan connector : plan.connectors()) {
      made.feeds.put(connector.id(), connector.feeds());
      connector(component(connector.id()));
    }
    plan.pipelines().forEach(this::chain);
    for (SourcePlan receiver : plan.receivers()) {
      made.feeds.put(receiver.id(), receiver.feeds());
      receiver(component(receiver.id()));
    }
    return made;
  }

  private Configured<?> component(ComponentId id) {
    return configuration.component(id);
  }

  private Context context(ComponentId id) {
    return surroundings.context(id, made);
  }

  /** Those that the configuration names, and those that are there without being asked for. */
  private List<Configured<?>> extensions() {
    List<Configured<?>> all = new ArrayList<>();
    configuration.service().extensions().forEach(id -> all.add(component(id)));
    for (Configured<?> implied : surroundings.implied()) {
      Class<?> type = implied.factory().getClass();
      if (all.stream().noneMatch(extension -> extension.factory().getClass() == type)) {
        all.add(implied);
      }
    }
    return all;
  }

  private <C extends Record> void extension(Configured<C> configured) {
    boolean asked = !surroundings.implied().contains(configured);
    Part<Component> old = before.extensions.get(configured.id());
    if (old != null
        && asked == !(old.component() instanceof Unasked)
        && unchanged(old.configured(), configured)) {
      made.extensions.put(configured.id(), old);
      return;
    }
    Component extension =
        ((ExtensionFactory<C>) configured.factory())
            .create(configured.config(), surroundings.host(), context(configured.id()));
    made.extensions.put(
        configured.id(), new Part<>(configured, asked ? extension : new Unasked(extension)));
  }

  /** Whether a component may go on as it is: configured the same, and so what it refers to. */
  private boolean unchanged(Configured<?> old, Configured<?> now) {
    return old.sameAs(now)
        && now.uses().stream()
            .allMatch(id -> {
              Part<Component> used = made.extensions.get(id);
              return used != null && used.equals(before.extensions.get(id));
            });
  }

  private <C extends Record> void outlet(Configured<C> configured, ExporterPlan exporterPlan) {
    Outlet old = before.outlets.get(configured.id());
    if (old != null
        && unchanged(old.configured(), configured)
        && old.delivery().equals(exporterPlan.delivery())) {
      made.outlets.put(configured.id(), old);
      return;
    }
    Context context = context(configured.id());
    Exporter exporter =
        ((ExporterFactory<C>) configured.factory()).create(configured.config(), context);
    Map<Signal, Sink> sinks = new EnumMap<>(Signal.class);
    Map<Signal, SendingQueue> queues = new EnumMap<>(Signal.class);
    exporterPlan
        .delivery()
        .forEach((signal, delivery) -> {
          if (delivery.queue().enabled()) {
            SendingQueue queue = queue(signal, exporter, delivery, context);
            queues.put(signal, queue);
            sinks.put(signal, queue);
          } else {
            sinks.put(signal, new Direct(exporter, context));
          }
        });
    made.outlets.put(
        configured.id(), new Outlet(configured, exporter, exporterPlan.delivery(), sinks, queues));
  }

  private SendingQueue queue(
      Signal signal, Exporter exporter, DeliverySettings delivery, Context context) {
    return new SendingQueue(signal, exporter, delivery, context, surroundings.drainTimeout());
  }

  private <C extends Record> void connector(Configured<C> configured) {
    Source<Connector> old = before.connectors.get(configured.id());
    if (old != null && unchanged(old.configured(), configured)) {
      made.connectors.put(configured.id(), old);
      return;
    }
    Switch next = new Switch();
    Connector connector =
        ((ConnectorFactory<C>) configured.factory())
            .create(configured.config(), next, context(configured.id()));
    made.connectors.put(configured.id(), new Source<>(configured, connector, next));
  }

  private void chain(Pipeline pipeline) {
    Chain old = before.chains.get(pipeline.id());
    if (old != null && unchanged(old, pipeline)) {
      made.chains.put(pipeline.id(), old);
      return;
    }
    List<Sink> ends = new ArrayList<>();
    for (ComponentId id : pipeline.exporters()) {
      Sink end = end(id, pipeline.id());
      // Queues only reserve room, which they can give back, so they are asked first.
      ends.add(end instanceof SendingQueue ? 0 : ends.size(), end);
    }
    Sink next = FanOut.to(ends);
    List<Part<Processor>> parts = new ArrayList<>();
    for (ComponentId id : pipeline.processors().reversed()) {
      Part<Processor> part = processor(component(id), pipeline.id().signal(), next);
      parts.addFirst(part);
      next = part.component();
    }
    made.chains.put(pipeline.id(), new Chain(pipeline, List.copyOf(parts), next));
  }

  private Sink end(ComponentId id, PipelineId pipeline) {
    Source<Connector> connector = made.connectors.get(id);
    return connector != null
        ? connector.component()
        : Objects.requireNonNull(
            Objects.requireNonNull(made.outlets.get(id)).sinks().get(pipeline.signal()));
  }

  /** Whether a pipeline may go on as it is, with whatever its processors remember. */
  private boolean unchanged(Chain old, Pipeline pipeline) {
    return old.pipeline().equals(pipeline)
        && old.parts().stream()
            .allMatch(part -> unchanged(part.configured(), component(part.configured().id())))
        && pipeline.exporters().stream().allMatch(this::sameEnd);
  }

  private boolean sameEnd(ComponentId id) {
    Source<Connector> connector = made.connectors.get(id);
    return connector != null
        ? connector.equals(before.connectors.get(id))
        : Objects.equals(made.outlets.get(id), before.outlets.get(id));
  }

  private <C extends Record> Part<Processor> processor(
      Configured<C> configured, Signal signal, Sink next) {
    Processor processor =
        ((ProcessorFactory<C>) configured.factory())
            .create(configured.config(), signal, next, context(configured.id()));
    return new Part<>(configured, processor);
  }

  private <C extends Record> void receiver(Configured<C> configured) {
    Source<Component> old = before.receivers.get(configured.id());
    if (old != null && unchanged(old.configured(), configured)) {
      made.receivers.put(configured.id(), old);
      return;
    }
    // The old one's switch: the new one may take listeners over that hand on to it.
    Switch next = old == null ? new Switch() : old.next();
    Component receiver =
        ((ReceiverFactory<C>) configured.factory())
            .create(configured.config(), next, context(configured.id()));
    made.receivers.put(configured.id(), new Source<>(configured, receiver, next));
  }
}
