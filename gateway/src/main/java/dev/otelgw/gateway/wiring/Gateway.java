package dev.otelgw.gateway.wiring;

import dev.otelgw.gateway.config.Configuration;
import dev.otelgw.gateway.plan.Plan;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.delivery.DeliveryStatus;
import dev.otelgw.pipeline.delivery.SendingQueue;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running pipelines, from one configuration to the next. Started from the exporters up to the
 * receivers, closed the other way round. Changes are made by one thread at a time; {@link
 * #deliveries} may be asked by any.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Surroundings surroundings;
  private final Receivers receivers = new Receivers();

  /** One after the other: a later generation may still have what an earlier one's callers use. */
  private final ExecutorService retiring =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("gateway/retire").factory());

  private volatile Generation running;

  /** Makes every component of the plan; opens nothing. */
  public Gateway(Configuration configuration, Plan plan, Surroundings surroundings) {
    this.surroundings = surroundings;
    running = Assembly.assemble(configuration, plan, surroundings, new Generation());
  }

  /**
   * Starts everything.
   *
   * @throws dev.otelgw.pipeline.StartException when something behind the receivers cannot start, or
   *     no receiver can; everything is closed again then
   */
  public void start() {
    Lifecycle.start(running.layers());
    running.takeOver();
    try {
      receivers.start(running.receiversWithout(new Generation()));
    } catch (RuntimeException e) {
      Lifecycle.close(running.layers());
      throw e;
    }
  }

  /**
   * Goes over to another configuration: builds what is new in it, lets batches flow that way, and
   * then closes what is gone. What did not change goes on as it is, with its sockets, connections
   * and queues. What the queue of a changed exporter holds goes to the queue that follows it.
   *
   * @throws dev.otelgw.pipeline.StartException when something new behind the receivers cannot
   *     start; nothing has changed then
   */
  public void reload(Configuration configuration, Plan plan) {
    Generation before = running;
    Generation next = Assembly.assemble(configuration, plan, surroundings, before);
    Lifecycle.start(next.layersWithout(before), component -> before.predecessor(component, next));
    next.takeOver();
    running = next;
    receivers.replace(before.receiversWithout(next), next.receiversWithout(before));
    retiring.execute(() -> retire(before, next));
  }

  /** Closes what only the generation before had, when nobody is in it any more. */
  private void retire(Generation before, Generation next) {
    if (!before.calls.end(surroundings.drainTimeout())) {
      LOG.warn(
          "requests that came before the reload are still under way after {} s; they are cut off",
          surroundings.drainTimeout().toSeconds());
    }
    Lifecycle.inParallel(
        before
            .successions(next)
            .map(succession -> (Runnable) () -> succession.before().handOver(succession.after()))
            .toList());
    List<List<Component>> gone = before.layersWithout(next);
    Lifecycle.close(gone);
    LOG.debug("the configuration before is closed");
  }

  /** Stops taking data, delivers what was taken within the drain timeout, and closes the rest. */
  @Override
  public void close() {
    receivers.close();
    retiring.close();
    Lifecycle.close(running.layers());
  }

  /** The pipelines that run now. Thread-safe. */
  public List<Host.Running> pipelines() {
    return running.chains.values().stream()
        .map(Chain::pipeline)
        .map(p -> new Host.Running(p.id().toString(), p.receivers(), p.processors(), p.exporters()))
        .toList();
  }

  /** The extensions that run now. Thread-safe. */
  public List<ComponentId> extensions() {
    return List.copyOf(running.extensions.keySet());
  }

  /** How delivery stands: one entry for each queue. Thread-safe. */
  public List<DeliveryStatus> deliveries() {
    return running.queues().stream().map(SendingQueue::status).toList();
  }
}
