package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import java.util.EnumMap;
import java.util.Map;

/** Pipelines that are a sink for each signal. Thread-safe if the sinks are. */
public final class RoutedSinks implements Pipelines {

  private final Map<Signal, Sink> sinks;

  /** A signal that is absent is not taken. */
  public RoutedSinks(Map<Signal, Sink> sinks) {
    this.sinks = Map.copyOf(sinks);
  }

  /** The same sink for all signals. */
  public static RoutedSinks all(Sink sink) {
    Map<Signal, Sink> sinks = new EnumMap<>(Signal.class);
    for (Signal signal : Signal.values()) {
      sinks.put(signal, sink);
    }
    return new RoutedSinks(sinks);
  }

  @Override
  public boolean takes(Signal signal) {
    return sinks.containsKey(signal);
  }

  @Override
  public Outcome accept(Batch batch) {
    Sink sink = sinks.get(batch.signal());
    return sink == null
        ? Outcome.refused(Reason.UNAVAILABLE, "nothing takes " + batch.signal().lowerName())
        : sink.accept(batch);
  }
}
