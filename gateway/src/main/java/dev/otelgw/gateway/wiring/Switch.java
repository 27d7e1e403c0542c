package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import java.util.Map;

/**
 * What stands behind one receiver or connector, to be changed in one step: each batch goes wholly
 * through the pipelines of one generation. Thread-safe.
 */
final class Switch implements Pipelines {

  /**
   * Where batches go.
   *
   * @param sinks the head for each signal that is taken
   * @param calls those into this generation
   */
  private record Route(Map<Signal, Sink> sinks, Calls calls) {}

  private volatile Route route = new Route(Map.of(), new Calls());

  /** From now on batches go here. */
  void turn(Map<Signal, Sink> sinks, Calls calls) {
    route = new Route(Map.copyOf(sinks), calls);
  }

  @Override
  public boolean takes(Signal signal) {
    return route.sinks.containsKey(signal);
  }

  @Override
  public Outcome accept(Batch batch) {
    while (true) {
      Route now = route;
      Sink sink = now.sinks.get(batch.signal());
      if (sink == null) {
        return Outcome.refused(
            Reason.UNAVAILABLE,
            "no pipeline takes %s any more".formatted(batch.signal().lowerName()));
      }
      if (now.calls.enter()) {
        try {
          return sink.accept(batch);
        } finally {
          now.calls.leave();
        }
      }
      if (route.equals(now)) {
        return Outcome.refused(Reason.SHUTTING_DOWN, "the gateway is stopping; try again later");
      }
    }
  }
}
