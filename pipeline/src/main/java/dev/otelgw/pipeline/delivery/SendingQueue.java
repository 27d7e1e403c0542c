package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue in front of one exporter, for one signal: takes batches at once or refuses them at
 * once, and sends them when, and as often as, it takes. Thread-safe.
 *
 * <p>One dispatcher thread decides what goes next ({@link Backlog}); each request runs on a virtual
 * thread of its own. Nothing is dropped but with a reason that is counted and said.
 */
public final class SendingQueue implements Sink, Component, Tracked {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> senders = ConcurrentHashMap.newKeySet();

  private final Signal signal;
  private final Exporter exporter;
  private final DeliverySettings settings;
  private final Context context;
  private final Clock clock;
  private final Duration drainTimeout;
  private final Gate gate;
  private final Backlog backlog;
  private final Room room;
  private final Ledger ledger;
  private final Settler settler;
  private @Nullable Thread dispatcher;
  private long youngest;
  private long oldest;
  private @Nullable SendingQueue heir;
  private boolean stopping;
  private boolean stopped;

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
    this.signal = signal;
    this.exporter = exporter;
    this.settings = settings;
    this.context = context;
    this.clock = context.clock();
    this.drainTimeout = drainTimeout;
    String owner = context.id() + " (" + signal.lowerName() + ")";
    this.gate = new Gate(new Backoff(settings.retry(), new Random()), settings.probeInterval());
    this.backlog = new Backlog(settings.queue(), gate);
    this.room = new Room(owner, settings.queue(), context.memory(), lock);
    this.ledger = new Ledger(signal, context.observer());
    DeliveryLog log = new DeliveryLog(owner, signal);
    this.settler = new Settler(settings.retry(), gate, backlog, room, ledger, log, clock);
    registerGauges();
  }

  @Override
  public void start() {
    dispatcher = Thread.ofVirtual().name(context.id().key() + "/dispatch").start(this::dispatch);
  }

  @Override
  public Outcome accept(Batch batch) {
    if (batch.items() == 0) {
      return Outcome.accepted();
    }
    long weight = settings.queue().sizer().sizeOf(batch);
    Caller caller = settings.queue().kept(Caller.current());
    Outcome outcome;
    lock.lock();
    try {
      Duration comeBack = gate.comeBack(clock.nanoTime());
      outcome =
          backlog.hasLaneFor(caller)
              ? room.take(weight, batch.size(), comeBack)
              : room.tooManyLanes(comeBack);
    } finally {
      lock.unlock();
    }
    return switch (outcome) {
      case Outcome.Refused(Reason reason, _, _) -> refuse(batch, reason, outcome);
      case Outcome.Rejected(Reason reason, _) -> refuse(batch, reason, outcome);
      case Outcome.Accepted _, Outcome.Partial _ ->
          Admission.enlist(new Kept(batch, weight, caller));
    };
  }

  private Outcome refuse(Batch batch, Reason reason, Outcome outcome) {
    context.observer().refused(signal, batch.items(), reason);
    return outcome;
  }

  /** A batch for which there is room. */
  private final class Kept implements Admission.Reservation {
    private final Batch batch;
    private final long weight;
    private final Caller caller;
    private final CompletableFuture<Outcome> end = new CompletableFuture<>();

    Kept(Batch batch, long weight, Caller caller) {
      this.batch = batch;
      this.weight = weight;
      this.caller = caller;
    }

    @Override
    public void commit() {
      boolean waits = settings.queue().waitForResult();
      Settlement settlement = waits ? Settlement.completing(end) : Settlement.NOBODY;
      lock.lock();
      try {
        ledger.accepted(batch.items());
        long now = clock.nanoTime();
        Parcel parcel = Parcel.arrived(youngest++, batch, weight, now, settlement);
        if (backlog.add(parcel.from(caller))) {
          changed.signalAll();
        }
        if (heir != null) {
          bequeath(heir);
        } else if (stopped) {
          settler.leaveBehind();
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void cancel() {
      lock.lock();
      try {
        room.give(weight, batch.size());
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Outcome result() {
      return settings.queue().waitForResult() ? end.join() : Outcome.accepted();
    }
  }

  private void dispatch() {
    lock.lock();
    try {
      while (!stopped && heir == null && !(stopping && backlog.isEmpty())) {
        long now = clock.nanoTime();
        Parcel parcel = backlog.next(now);
        if (parcel != null) {
          launch(parcel);
        } else {
          long _ = changed.awaitNanos(backlog.waitNanos(now));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void launch(Parcel parcel) {
    context.observer().size("queue_batch_send_size", signal, parcel.batch().items());
    context.observer().size("queue_batch_send_size_bytes", signal, parcel.batch().size());
    Thread sender =
        Thread.ofVirtual().name(context.id().key() + "/send").unstarted(() -> send(parcel));
    senders.add(sender);
    sender.start();
  }

  private void send(Parcel parcel) {
    Outcome outcome;
    try {
      outcome = parcel.caller().call(() -> exporter.accept(parcel.batch()));
    } catch (RuntimeException e) {
      outcome = settler.bug(e);
    }
    lock.lock();
    try {
      if (!stopped) {
        settler.settle(parcel, outcome, stopping);
        if (heir != null) {
          bequeath(heir);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
      senders.remove(Thread.currentThread());
    }
  }

  /**
   * Ends this queue, and has another go on with what it holds: for an exporter whose settings
   * changed. Takes nothing more, waits for the answers to what is under way, for the drain timeout
   * at most, and passes on all that is not settled then.
   *
   * @param successor for the same signal, started; not one that was handed over itself
   */
  public void handOver(SendingQueue successor) {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      heir = successor;
      room.close();
      bequeath(successor);
      changed.signalAll();
      awaitDrained(clock.nanoTime() + drainTimeout.toNanos());
      stopped = true;
      backlog.recall();
      bequeath(successor);
      successor.follow(ledger);
    } finally {
      lock.unlock();
    }
    stopThreads();
  }

  /** Gives away what waits. The successor's lock is only ever taken in this order. */
  private void bequeath(SendingQueue successor) {
    List<Parcel> waiting = backlog.takeWaiting();
    for (Parcel parcel : waiting) {
      room.moveOut(parcel.weight());
      ledger.movedOut(parcel.batch().items());
    }
    if (!waiting.isEmpty()) {
      successor.inherit(waiting);
    }
  }

  private void inherit(List<Parcel> parcels) {
    lock.lock();
    try {
      List<Parcel> numbered = new ArrayList<>(parcels.size());
      oldest -= parcels.size(); // They were there before everything that is here.
      for (Parcel parcel : parcels) {
        long weight = settings.queue().sizer().sizeOf(parcel.batch());
        room.moveIn(weight);
        ledger.movedIn(parcel.batch().items());
        Caller caller = settings.queue().kept(parcel.caller());
        numbered.add(parcel.moved(oldest + numbered.size(), weight).from(caller));
      }
      backlog.inherit(numbered);
      if (heir != null) {
        bequeath(heir);
      } else if (stopped) {
        settler.leaveBehind();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void follow(Ledger before) {
    lock.lock();
    try {
      ledger.follow(before);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes nothing more, delivers what it can within the drain timeout, and counts and says what is
   * left.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      stopping = true;
      room.close();
      long now = clock.nanoTime();
      backlog.drain(now);
      gate.openNow(now);
      changed.signalAll();
      awaitDrained(now + drainTimeout.toNanos());
      stopped = true;
      settler.leaveBehind();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    stopThreads();
  }

  private void stopThreads() {
    senders.forEach(Thread::interrupt);
    if (dispatcher != null) {
      dispatcher.interrupt();
    }
  }

  private void awaitDrained(long deadline) {
    try {
      while (dispatcher != null && !backlog.isEmpty() && !settler.hopeless()) {
        long left = deadline - clock.nanoTime();
        if (left <= 0 || changed.awaitNanos(left) <= 0) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public DeliveryStatus status() {
    lock.lock();
    try {
      long now = clock.nanoTime();
      boolean open = gate.state() == Gate.State.OPEN;
      return new DeliveryStatus(
          context.id(),
          signal,
          settler.state(),
          open ? Duration.ZERO : Duration.ofNanos(now - gate.closedSinceNanos()),
          settler.lastSuccess(),
          gate.lastError(),
          ledger.accepted(),
          ledger.sent(),
          ledger.dropped(),
          ledger.queued(),
          Duration.ofNanos(backlog.oldestAgeNanos(now)));
    } finally {
      lock.unlock();
    }
  }

  private void registerGauges() {
    Observer observer = context.observer();
    observer.gauge("queue_size", signal, () -> locked(room::used));
    observer.gauge("queue_capacity", signal, room::capacity);
    observer.gauge("in_flight_requests", signal, () -> locked(backlog::underWay));
    observer.gauge("queued_items", signal, () -> locked(ledger::queued));
    observer.gauge(
        "queue_oldest_age_millis",
        signal,
        () -> locked(() -> backlog.oldestAgeNanos(clock.nanoTime())) / 1_000_000);
  }

  private long locked(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
