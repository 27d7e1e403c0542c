package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configured;
import dev.otelgw.gateway.config.Pipeline;
import dev.otelgw.gateway.plan.Plan;
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

/**
 * The running pipelines of one plan. Everything is made by the constructor, which opens nothing;
 * started from the exporters up to the receivers, closed the other way round.
 */
public final class Gateway implements AutoCloseable {

  /** One exporter's queue for one signal. */
  private record Outlet(ComponentId exporter, Signal signal) {}

  private final Plan plan;
  private final Surroundings surroundings;
  private final Map<ComponentId, Exporter> exporters = new LinkedHashMap<>();
  private final Map<Outlet, Sink> outlets = new LinkedHashMap<>();
  private final List<SendingQueue> queues = new ArrayList<>();
  private final List<Processor> processors = new ArrayList<>();
  private final Receivers receivers = new Receivers();
  private final Lifecycle lifecycle = new Lifecycle();

  /** Makes every component of the plan. */
  public Gateway(Plan plan, Surroundings surroundings) {
    this.plan = plan;
    this.surroundings = surroundings;
    Map<ComponentId, Map<Signal, List<Sink>>> heads = new LinkedHashMap<>();
    for (Pipeline pipeline : plan.pipelines()) {
      Sink head = assemble(pipeline);
      for (ComponentId receiver : pipeline.receivers()) {
        heads
            .computeIfAbsent(receiver, _ -> new EnumMap<>(Signal.class))
            .computeIfAbsent(pipeline.id().signal(), _ -> new ArrayList<>())
            .add(head);
      }
    }
    heads.forEach(
        (id, sinks) -> receivers.add(id, receiver(plan.configuration().component(id), sinks)));
  }

  /**
   * Starts everything.
   *
   * @throws dev.otelgw.pipeline.StartException when an exporter or processor cannot start, or no
   *     receiver can; everything is closed again then
   */
  public void start() {
    try {
      lifecycle.start(List.copyOf(exporters.values()));
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

  private Sink assemble(Pipeline pipeline) {
    Signal signal = pipeline.id().signal();
    List<Sink> ends = new ArrayList<>();
    for (ComponentId id : pipeline.exporters()) {
      Sink end = outlets.computeIfAbsent(new Outlet(id, signal), this::outlet);
      // Queues only reserve room and can still give it back, so they are asked first.
      ends.add(end instanceof SendingQueue ? 0 : ends.size(), end);
    }
    Sink next = FanOut.to(ends);
    for (ComponentId id : pipeline.processors().reversed()) {
      Processor processor = processor(plan.configuration().component(id), signal, next);
      processors.add(processor);
      next = processor;
    }
    return next;
  }

  private Sink outlet(Outlet outlet) {
    ComponentId id = outlet.exporter();
    Context context = surroundings.context(id);
    Exporter exporter =
        exporters.computeIfAbsent(
            id, _ -> exporter(plan.configuration().component(id), context));
    DeliverySettings delivery = plan.delivery(id, outlet.signal());
    if (!delivery.queue().enabled()) {
      return new Direct(exporter, context);
    }
    SendingQueue queue =
        new SendingQueue(
            outlet.signal(), exporter, delivery, context, surroundings.drainTimeout());
    queues.add(queue);
    return queue;
  }

  private static <C extends Record> Exporter exporter(Configured<C> configured, Context context) {
    return ((ExporterFactory<C>) configured.factory()).create(configured.config(), context);
  }

  private <C extends Record> Processor processor(
      Configured<C> configured, Signal signal, Sink next) {
    Context context = surroundings.context(configured.id());
    return ((ProcessorFactory<C>) configured.factory())
        .create(configured.config(), signal, next, context);
  }

  private <C extends Record> Component receiver(
      Configured<C> configured, Map<Signal, List<Sink>> heads) {
    Map<Signal, Sink> next = new EnumMap<>(Signal.class);
    heads.forEach((signal, sinks) -> next.put(signal, Admission.before(FanOut.to(sinks))));
    Context context = surroundings.context(configured.id());
    return ((ReceiverFactory<C>) configured.factory())
        .create(configured.config(), Map.copyOf(next), context);
  }
}
