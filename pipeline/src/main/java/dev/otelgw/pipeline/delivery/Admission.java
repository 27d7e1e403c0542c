package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Sink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides what becomes of one request over every exporter that it reaches, whatever lies between.
 *
 * <p>Inside {@link #decide} a queue does not take a batch, it reserves room and enlists here; when
 * the whole call stack has come back, they take it. The client is told that it was taken only if
 * all have. Where some have no room, those that do take it all the same, so that one that is full
 * does not starve the others; the client is told to come back, and then it goes to those that lack
 * it ({@link Retries}). Where anything else went wrong none takes it. So a client's retry
 * duplicates nothing.
 *
 * <p>The open admission is found through a {@link ScopedValue}: it is a property of the call, and
 * processors need not know of it.
 */
public final class Admission {

  private static final ScopedValue<Admission> CURRENT = ScopedValue.newInstance();

  /** Room that an exporter keeps for a batch until the admission is decided. */
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

  private record Enlisted(ComponentId exporter, Reservation reservation) {}

  private final Set<ComponentId> takenBefore;
  private final List<Enlisted> enlisted = new ArrayList<>(2);
  private final Set<ComponentId> full = new HashSet<>(0);

  /** What full exporters answered; whoever else says no stops the request. */
  private final List<Outcome> refusals = new ArrayList<>(0);

  /** Whether somebody other than a full exporter did not let it through. */
  private boolean stopped;

  private Admission(Set<ComponentId> takenBefore) {
    this.takenBefore = takenBefore;
  }

  /** A sink that opens an admission around each batch handed to {@code next}. */
  public static Sink before(Sink next) {
    Retries retries = new Retries();
    return batch -> decide(next, batch, retries);
  }

  private static Outcome decide(Sink next, Batch batch, Retries retries) {
    if (CURRENT.isBound()) {
      return next.accept(batch);
    }
    Admission admission = new Admission(retries.takers(batch));
    Outcome outcome = null;
    try {
      outcome = ScopedValue.where(CURRENT, admission).call(() -> next.accept(batch));
    } finally {
      if (outcome == null) {
        admission.cancel();
      }
    }
    if (outcome.taken()) {
      return admission.commit(outcome, batch, retries);
    }
    admission.note(outcome);
    if (admission.stopped) {
      admission.cancel();
    } else {
      admission.commitWhereThereIsRoom(batch, retries);
    }
    return outcome;
  }

  /** Whether the exporter took the same request before, and the client had to send it again. */
  static boolean hasTaken(ComponentId exporter) {
    return CURRENT.isBound() && CURRENT.get().takenBefore.contains(exporter);
  }

  /** Enlists with the open admission, or, where there is none, takes the batch at once. */
  static Outcome enlist(ComponentId exporter, Reservation reservation) {
    if (CURRENT.isBound()) {
      CURRENT.get().enlisted.add(new Enlisted(exporter, reservation));
      return Outcome.accepted();
    }
    reservation.commit();
    return reservation.result();
  }

  /** The exporter has no room now. Returns the outcome that says so. */
  static Outcome full(ComponentId exporter, Outcome.Refused outcome) {
    if (CURRENT.isBound()) {
      Admission admission = CURRENT.get();
      admission.full.add(exporter);
      admission.refusals.add(outcome);
    }
    return outcome;
  }

  /** Whether a fan-out goes on after this answer to ask the others. */
  static boolean goesOnAfter(Outcome outcome) {
    return CURRENT.isBound() && CURRENT.get().note(outcome);
  }

  @SuppressWarnings("ReferenceEquality") // It is that very answer that comes back up the stack.
  private boolean note(Outcome outcome) {
    boolean known = refusals.stream().anyMatch(each -> each == outcome);
    stopped |= !known;
    return known;
  }

  private Outcome commit(Outcome outcome, Batch batch, Retries retries) {
    enlisted.forEach(each -> each.reservation.commit());
    if (!takenBefore.isEmpty()) {
      retries.forget(batch);
    }
    for (Enlisted each : enlisted) {
      Outcome result = each.reservation.result();
      if (!(result instanceof Outcome.Accepted)) {
        return result;
      }
    }
    return outcome;
  }

  private void commitWhereThereIsRoom(Batch batch, Retries retries) {
    Set<ComponentId> takers = new HashSet<>(takenBefore);
    for (Enlisted each : enlisted) {
      if (full.contains(each.exporter)) {
        each.reservation.cancel(); // It took one of several ways; all of them come again.
      } else {
        each.reservation.commit();
        takers.add(each.exporter);
      }
    }
    if (!takers.isEmpty()) {
      retries.remember(batch, takers);
    }
  }

  private void cancel() {
    enlisted.forEach(each -> each.reservation.cancel());
  }
}
