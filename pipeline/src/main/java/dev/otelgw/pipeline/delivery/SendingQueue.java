package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.journal.Entry;
import dev.otelgw.pipeline.journal.JournalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of one exporter, for one signal: takes batches at once or refuses them at
 * once, and sends them when, and as often as, it takes. Thread-safe.
 *
 * <p>With a storage, what is taken is on disk before {@link #accept} returns ({@link Shelf}). One
 * thread decides what goes next ({@link Dispatcher}, {@link Backlog}); each request runs on a
 * virtual thread of its own. Nothing is dropped but with a reason that is counted and said.
 */
public final class SendingQueue implements Sink, Component, Tracked {

  private final Interior in;
  private final Dispatcher dispatcher;
  private final Duration drainTimeout;

  /**
   * A queue; {@link #start} sets it going.
   *
   * @param exporter makes the single attempts; started and closed by somebody else
   * @param drainTimeout how long {@link #close} goes on trying to deliver what is left
   */
  public SendingQueue(
      Signal signal,
      Exporter exporter,
      DeliverySettings settings,
      Context context,
      Duration drainTimeout) {
    this.in = new Interior(signal, settings, context);
    this.dispatcher = new Dispatcher(in, exporter, this::passOn);
    this.drainTimeout = drainTimeout;
    registerGauges();
  }

  @Override
  public void start() {
    in.lock.lock();
    try {
      in.shelf.open();
    } finally {
      in.lock.unlock();
    }
    dispatcher.start();
  }

  @Override
  public Outcome accept(Batch batch) {
    if (batch.items() == 0 || Admission.hasTaken(in.context.id())) {
      return Outcome.accepted();
    }
    Caller caller = in.settings.queue().kept(Caller.current());
    Outcome outcome = reserve(batch, caller);
    return switch (outcome) {
      case Outcome.Refused refused -> refuse(batch, refused);
      case Outcome.Rejected(Reason reason, _) -> {
        in.context.observer().refused(in.signal, batch.items(), reason);
        yield outcome;
      }
      case Outcome.Accepted _, Outcome.Partial _ -> take(batch, caller);
    };
  }

  /** Takes room; memory is taken here only where the batch will be nowhere else. */
  private Outcome reserve(Batch batch, Caller caller) {
    in.lock.lock();
    try {
      Duration comeBack = in.gate.comeBack(in.clock.nanoTime());
      if (!in.backlog.hasLaneFor(caller)) {
        return in.room.tooManyLanes(comeBack);
      }
      return in.room.take(weight(batch), in.shelf.isOpen() ? 0 : batch.size(), comeBack);
    } finally {
      in.lock.unlock();
    }
  }

  private Outcome take(Batch batch, Caller caller) {
    if (!in.shelf.isOpen()) {
      return Admission.enlist(in.context.id(), new Kept(batch, caller, null));
    }
    try {
      Entry entry = in.shelf.write(batch, caller);
      return Admission.enlist(in.context.id(), new Kept(batch, caller, entry));
    } catch (JournalException e) {
      in.lock.lock();
      try {
        in.room.give(weight(batch), 0);
      } finally {
        in.lock.unlock();
      }
      String message = "%s: %s".formatted(in.context.id(), e.getMessage());
      return refuse(batch, new Outcome.Refused(Reason.STORAGE, message, Duration.ofSeconds(5)));
    }
  }

  private Outcome refuse(Batch batch, Outcome.Refused outcome) {
    in.context.observer().refused(in.signal, batch.items(), outcome.reason());
    return Admission.full(in.context.id(), outcome);
  }

  private long weight(Batch batch) {
    return in.settings.queue().sizer().sizeOf(batch);
  }

  /** A batch for which there is room, and which is on disk if the queue is. */
  private final class Kept implements Admission.Reservation {
    private final Batch batch;
    private final Caller caller;
    private final @Nullable Entry entry;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    Kept(Batch batch, Caller caller, @Nullable Entry entry) {
      this.batch = batch;
      this.caller = caller;
      this.entry = entry;
    }

    @Override
    public void commit() {
      in.lock.lock();
      try {
        in.ledger.accepted(batch.items());
        if (entry != null && (in.stopped || !in.shelf.keeps(batch.size()))) {
          in.shelf.leave(entry);
          in.changed.signalAll();
          return;
        }
        long now = in.clock.nanoTime();
        Parcel parcel = Parcel.arrived(in.youngest++, batch, weight(batch), now, settlement());
        if (in.backlog.add(parcel.from(caller))) {
          in.changed.signalAll();
        }
        afterwards();
      } finally {
        in.lock.unlock();
      }
    }

    private Settlement settlement() {
      if (entry != null) {
        return in.shelf.settlement(entry);
      }
      return in.settings.queue().waitForResult() ? Settlement.completing(end) : Settlement.NOBODY;
    }

    @Override
    public void cancel() {
      in.lock.lock();
      try {
        in.room.give(weight(batch), entry == null ? batch.size() : 0);
        if (entry != null) {
          in.shelf.discard(entry);
        }
      } finally {
        in.lock.unlock();
      }
    }

    @Override
    public Outcome result() {
      return in.settings.queue().waitForResult() ? end.join() : Outcome.accepted();
    }
  }

  /** What came after the end goes where everything went. With the lock. */
  private void afterwards() {
    if (in.heir != null) {
      passOn();
    } else if (in.stopped) {
      in.settler.leaveBehind(in.shelf);
    }
  }

  /**
   * Ends this queue, and has another go on with what it holds: for an exporter whose settings
   * changed. Takes nothing more, waits for the answers to what is under way, for the drain timeout
   * at most, and passes on all that is not settled then. What only waits on disk is the successor's
   * if it has the same storage, and else stays there.
   *
   * @param successor for the same signal, started; not one that was handed over itself
   */
  public void handOver(SendingQueue successor) {
    in.lock.lock();
    try {
      if (in.stopped) {
        return;
      }
      in.heir = successor;
      in.room.close();
      passOn();
      in.changed.signalAll();
      awaitDrained(in.clock.nanoTime() + drainTimeout.toNanos());
      in.stopped = true;
      in.backlog.recall();
      passOn();
      successor.follow(in);
      if (staysOnDisk(successor)) {
        in.settler.leaveBehind(in.shelf);
      }
    } finally {
      in.lock.unlock();
    }
    dispatcher.stop();
    in.shelf.close();
  }

  /** Whether what this queue has is on a disk that the other one does not look at. */
  private boolean staysOnDisk(SendingQueue heir) {
    return in.shelf.isOpen() && !heir.in.shelf.shares(in.shelf);
  }

  /** Gives away what waits. The successor's lock is only ever taken in this order. */
  private void passOn() {
    SendingQueue heir = in.heir;
    if (heir == null || staysOnDisk(heir)) {
      return;
    }
    List<Parcel> waiting = new ArrayList<>();
    for (Parcel parcel : in.backlog.takeWaiting()) {
      in.room.moveOut(parcel.weight(), parcel.bytes());
      in.ledger.movedOut(parcel.batch().items());
      waiting.add(parcel);
    }
    if (!waiting.isEmpty()) {
      heir.inherit(waiting);
    }
  }

  private void inherit(List<Parcel> parcels) {
    in.lock.lock();
    try {
      List<Parcel> numbered = new ArrayList<>(parcels.size());
      in.oldest -= parcels.size(); // They were there before everything that is here.
      for (Parcel parcel : parcels) {
        long weight = weight(parcel.batch());
        in.room.moveIn(weight, parcel.bytes());
        in.ledger.movedIn(parcel.batch().items());
        Caller caller = in.settings.queue().kept(parcel.caller());
        Parcel moved = parcel.moved(in.oldest + numbered.size(), weight).from(caller);
        numbered.add(in.shelf.keep(moved));
      }
      in.backlog.inherit(numbered);
      afterwards();
      in.changed.signalAll();
    } finally {
      in.lock.unlock();
    }
  }

  /** The counters go on where that queue's end; what it has only on disk is counted here now. */
  private void follow(Interior before) {
    in.lock.lock();
    try {
      in.ledger.follow(before.ledger);
      if (in.shelf.shares(before.shelf)) {
        in.shelf.adopt(before.room.used(), before.ledger.queued());
        before.ledger.movedOut(before.ledger.queued());
        before.room.moveOut(before.room.used(), 0);
      }
      in.changed.signalAll();
    } finally {
      in.lock.unlock();
    }
  }

  /**
   * Takes nothing more, delivers what it can within the drain timeout, and counts and says what is
   * left. What is on disk is left there at once if the backend is unwell.
   */
  @Override
  public void close() {
    in.lock.lock();
    try {
      if (in.stopped) {
        return;
      }
      in.stopping = true;
      in.room.close();
      long now = in.clock.nanoTime();
      if (!in.shelf.isOpen() || in.gate.state() == Gate.State.OPEN) {
        in.backlog.drain(now);
        in.gate.openNow(now);
        in.changed.signalAll();
        awaitDrained(now + drainTimeout.toNanos());
      }
      in.stopped = true;
      in.settler.leaveBehind(in.shelf);
      in.changed.signalAll();
    } finally {
      in.lock.unlock();
    }
    dispatcher.stop();
    in.shelf.close();
  }

  private void awaitDrained(long deadline) {
    try {
      while (dispatcher.isStarted() && !isDrained() && !in.settler.hopeless()) {
        long left = deadline - in.clock.nanoTime();
        if (left <= 0 || in.changed.awaitNanos(left) <= 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether nothing is left, or nothing that this queue need wait for. */
  private boolean isDrained() {
    SendingQueue heir = in.heir;
    if (heir != null) {
      return staysOnDisk(heir) ? in.backlog.underWay() == 0 : in.backlog.isEmpty();
    }
    if (in.shelf.isOpen() && in.gate.state() != Gate.State.OPEN) {
      return in.backlog.underWay() == 0;
    }
    return in.backlog.isEmpty() && !in.shelf.hasMore();
  }

  @Override
  public DeliveryStatus status() {
    in.lock.lock();
    try {
      long now = in.clock.nanoTime();
      boolean open = in.gate.state() == Gate.State.OPEN;
      return new DeliveryStatus(
          in.context.id(),
          in.signal,
          in.settler.state(),
          open ? Duration.ZERO : Duration.ofNanos(now - in.gate.closedSinceNanos()),
          in.settler.lastSuccess(),
          in.gate.lastError(),
          in.ledger.accepted(),
          in.ledger.sent(),
          in.ledger.dropped(),
          in.ledger.deadLettered(),
          in.ledger.queued(),
          Duration.ofNanos(in.backlog.oldestAgeNanos(now)));
    } finally {
      in.lock.unlock();
    }
  }

  private void registerGauges() {
    Observer observer = in.context.observer();
    Signal signal = in.signal;
    observer.gauge("queue_size", signal, () -> in.locked(in.room::used));
    observer.gauge("queue_capacity", signal, in.room::capacity);
    observer.gauge("in_flight_requests", signal, () -> in.locked(in.backlog::underWay));
    observer.gauge("queued_items", signal, () -> in.locked(in.ledger::queued));
    observer.gauge(
        "queue_oldest_age_millis",
        signal,
        () -> in.locked(() -> in.backlog.oldestAgeNanos(in.clock.nanoTime())) / 1_000_000);
  }
}
