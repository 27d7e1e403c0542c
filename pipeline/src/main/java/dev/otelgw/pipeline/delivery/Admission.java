package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Sink;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes acceptance all or nothing over every queue that a request reaches, whatever lies between.
 *
 * <p>Inside {@link #decide} a queue does not take a batch, it reserves room and enlists here; when
 * the whole call stack has come back, all of them take it, or none. So a client's retry after a
 * refusal duplicates nothing. The open admission is found through a {@link ScopedValue}: it is a
 * property of the call, and processors need not know of it.
 */
public final class Admission {

  private static final ScopedValue<Admission> CURRENT = ScopedValue.newInstance();

  /** Room that a queue keeps for a batch until the admission is decided. */
  interface Reservation {

    /** Takes the batch. Cannot fail. */
    void commit();

    /** Gives the room back. */
    void cancel();

    /** What became of the batch, for queues whose answer must wait for it. */
    default Outcome result() {
      return Outcome.accepted();
    }
  }

  private final List<Reservation> reservations = new ArrayList<>(2);

  private Admission() {}

  /** A sink that opens an admission around each batch handed to {@code next}. */
  public static Sink before(Sink next) {
    return batch -> decide(next, batch);
  }

  private static Outcome decide(Sink next, Batch batch) {
    if (CURRENT.isBound()) {
      return next.accept(batch);
    }
    Admission admission = new Admission();
    boolean taken = false;
    Outcome outcome;
    try {
      outcome = ScopedValue.where(CURRENT, admission).call(() -> next.accept(batch));
      taken = outcome.taken();
    } finally {
      admission.settle(taken);
    }
    return taken ? admission.results(outcome) : outcome;
  }

  /** Enlists with the open admission, or, where there is none, takes the batch at once. */
  static Outcome enlist(Reservation reservation) {
    if (CURRENT.isBound()) {
      CURRENT.get().reservations.add(reservation);
      return Outcome.accepted();
    }
    reservation.commit();
    return reservation.result();
  }

  private void settle(boolean taken) {
    for (Reservation reservation : reservations) {
      if (taken) {
        reservation.commit();
      } else {
        reservation.cancel();
      }
    }
  }

  private Outcome results(Outcome outcome) {
    for (Reservation reservation : reservations) {
      Outcome result = reservation.result();
      if (!(result instanceof Outcome.Accepted)) {
        return result;
      }
    }
    return outcome;
  }
}
