package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.config.PipelineId;
import dev.otelgw.gateway.plan.ExporterPlan;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.gateway.plan.ReceiverPlan;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.delivery.Admission;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.Direct;
import dev.otelgw.pipeline.delivery.FanOut;
import dev.otelgw.pipeline.delivery.SendingQueue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The running pipelines of one plan. Everything is made by the constructor, which opens nothing;
 * started from the exporters up to the receivers, closed the other way round.
 */
public final class Gateway implements AutoCloseable {

  private final Configuration configuration;
  private final Surroundings surroundings;
  private final List<Exporter> exporters = new ArrayList<>();
  private final Map<ComponentId, Map<Signal, Sink>> outlets = new LinkedHashMap<>();
  private final List<SendingQueue> queues = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private final Receivers receivers = new Receivers();
  private final Lifecycle lifecycle = new Lifecycle();

  /** Makes every component of the plan. */
  public Gateway(Configuration configuration, Plan plan, Surroundings surroundings) {
    this.configuration = configuration;
    this.surroundings = surroundings;
    plan.exporters()
        .forEach(exporter -> exporter(configuration.component(exporter.id()), exporter));
    Map<PipelineId, Sink> heads = new LinkedHashMap<>();
    plan.pipelines().forEach(pipeline -> heads.put(pipeline.id(), pipeline(pipeline)));
    for (ReceiverPlan receiver : plan.receivers()) {
      Component made = receiver(configuration.component(receiver.id()), receiver, heads);
      receivers.add(receiver.id(), made);
    }
  }

  /**
   * Starts everything.
   *
   * @throws dev.otelgw.pipeline.StartException when an exporter or processor cannot start, or no
   *     receiver can; everything is closed again then
   */
  public void start() {
    try {
      lifecycle.start(exporters);
      lifecycle.start(queues);
      lifecycle.start(processors.reversed());
      lifecycle.start(List.of(receivers));
    } catch (RuntimeException e) {
      lifecycle.close();
      throw e;
    }
  }

  /** Stops taking data, delivers what was taken within the drain timeout, and closes the rest. */
  @Override
  public void close() {
    lifecycle.close();
  }

  /** How delivery stands: one entry for each queue. Thread-safe. */
  public List<DeliveryStatus> deliveries() {
    return queues.stream().map(SendingQueue::status).toList();
  }

  private <C extends Record> void exporter(Configured<C> configured, ExporterPlan exporterPlan) {
    Context context = surroundings.context(configured.id());
    Exporter exporter =
        ((ExporterFactory<C>) configured.factory()).create(configured.config(), context);
    exporters.add(exporter);
    Map<Signal, Sink> sinks = new EnumMap<>(Signal.class);
    exporterPlan
        .delivery()
        .forEach(
            (signal, delivery) -> sinks.put(signal, outlet(signal, exporter, delivery, context)));
    outlets.put(configured.id(), sinks);
  }

  private Sink outlet(
      Signal signal, Exporter exporter, DeliverySettings delivery, Context context) {
    if (!delivery.queue().enabled()) {
      return new Direct(exporter, context);
    }
    SendingQueue queue =
        new SendingQueue(signal, exporter, delivery, context, surroundings.drainTimeout());
    queues.add(queue);
    return queue;
  }

  private Sink pipeline(Pipeline pipeline) {
    Signal signal = pipeline.id().signal();
    List<Sink> ends = new ArrayList<>();
    for (ComponentId id : pipeline.exporters()) {
      Sink end = Objects.requireNonNull(Objects.requireNonNull(outlets.get(id)).get(signal));
      // Queues only reserve room, which they can give back, so they are asked first.
      ends.add(end instanceof SendingQueue ? 0 : ends.size(), end);
    }
    Sink next = FanOut.to(ends);
    for (ComponentId id : pipeline.processors().reversed()) {
      Processor processor = processor(configuration.component(id), signal, next);
      processors.add(processor);
      next = processor;
    }
    return next;
  }

  private <C extends Record> Processor processor(
      Configured<C> configured, Signal signal, Sink next) {
    Context context = surroundings.context(configured.id());
    return ((ProcessorFactory<C>) configured.factory())
        .create(configured.config(), signal, next, context);
  }

  private <C extends Record> Component receiver(
      Configured<C> configured, ReceiverPlan receiverPlan, Map<PipelineId, Sink> heads) {
    Map<Signal, Sink> next = new EnumMap<>(Signal.class);
    receiverPlan
        .feeds()
        .forEach((signal, pipelines) -> {
          List<Sink> sinks =
              pipelines.stream().map(id -> Objects.requireNonNull(heads.get(id))).toList();
          next.put(signal, Admission.before(FanOut.to(sinks)));
        });
    Context context = surroundings.context(configured.id());
    return ((ReceiverFactory<C>) configured.factory())
        .create(configured.config(), Map.copyOf(next), context);
  }
}
