package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Sink;
import java.util.List;

/**
 * Hands a batch to several sinks; what becomes of it where only some take it is decided by {@link
 * Admission}. Batches are immutable, so nothing is copied. Stateless.
 */
public final class FanOut implements Sink {

  private final List<Sink> sinks;

  private FanOut(List<Sink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  /** To these sinks, in this order; to one alone without a detour. */
  public static Sink to(List<? extends Sink> sinks) {
    return sinks.size() == 1 ? sinks.getFirst() : new FanOut(List.copyOf(sinks));
  }

  @Override
  public Outcome accept(Batch batch) {
    Outcome answer = Outcome.accepted();
    for (Sink sink : sinks) {
      Outcome outcome = sink.accept(batch);
      if (!outcome.taken() && !Admission.goesOnAfter(outcome)) {
        return outcome;
      }
      if (answer.taken() && !(outcome instanceof Outcome.Accepted)) {
        answer = outcome;
      }
    }
    return answer;
  }
}
