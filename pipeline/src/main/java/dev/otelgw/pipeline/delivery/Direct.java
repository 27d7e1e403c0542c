package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Sink;

/**
 * An exporter without a queue: the sender waits for the answer, and trying again is its business.
 * Thread-safe if the exporter is.
 */
public final class Direct implements Sink {

  /** What it was given it has; there is nothing left to decide. */
  private static final Admission.Reservation TAKEN =
      new Admission.Reservation() {
        @Override
        public void commit() {}

        @Override
        public void cancel() {}
      };

  private final Exporter exporter;
  private final Context context;

  /** In front of {@code exporter}, whose start and close are somebody else's. */
  public Direct(Exporter exporter, Context context) {
    this.exporter = exporter;
    this.context = context;
  }

  @Override
  public Outcome accept(Batch batch) {
    if (Admission.hasTaken(context.id())) {
      return Outcome.accepted();
    }
    Outcome outcome = exporter.accept(batch);
    if (outcome.taken()) {
      Outcome _ = Admission.enlist(context.id(), TAKEN);
    }
    Observer observer = context.observer();
    int items = batch.items();
    switch (outcome) {
      case Outcome.Accepted _ -> {
        observer.accepted(batch.signal(), items);
        observer.sent(batch.signal(), items);
      }
      case Outcome.Partial(long rejected, _) -> {
        observer.accepted(batch.signal(), items);
        observer.sent(batch.signal(), items - rejected);
        observer.dropped(batch.signal(), rejected, Reason.PARTIAL_SUCCESS);
      }
      case Outcome.Refused refused -> observer.refused(batch.signal(), items, refused.reason());
      case Outcome.Rejected rejected -> observer.refused(batch.signal(), items, rejected.reason());
    }
    return outcome;
  }
}
