package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Signal;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a queue and what they have in common. Everything in here that changes is guarded by
 * {@link #lock}.
 */
final class Interior {

  final ReentrantLock lock = new ReentrantLock();

  /** Something happened that may make something ready to be sent, or ended something. */
  final Condition changed = lock.newCondition();

  final Signal signal;
  final DeliverySettings settings;
  final Context context;
  final Clock clock;
  final Gate gate;
  final Backlog backlog;
  final Room room;
  final Ledger ledger;
  final Settler settler;
  final Shelf shelf;

  /** The sequence of the next parcel, and that of the first. */
  long youngest;

  long oldest;

  /** The queue that this one hands over to. */
  @Nullable SendingQueue heir;

  /** Whether it takes nothing more, and delivers what it can. */
  boolean stopping;

  /** Whether it does nothing more at all. */
  boolean stopped;

  Interior(Signal signal, DeliverySettings settings, Context context) {
    this.signal = signal;
    this.settings = settings;
    this.context = context;
    this.clock = context.clock();
    String owner = context.id() + " (" + signal.lowerName() + ")";
    DeliveryLog log = new DeliveryLog(owner, signal);
    this.gate = new Gate(new Backoff(settings.retry(), new Random()), settings.probeInterval());
    this.backlog = new Backlog(settings.queue(), gate);
    this.room = new Room(owner, settings.queue(), context.memory(), lock);
    this.ledger = new Ledger(signal, context.observer());
    this.settler = new Settler(settings.retry(), gate, backlog, room, ledger, log, clock);
    this.shelf = new Shelf(signal, settings.queue(), context, room, ledger, log);
  }

  /** How long data may wait; zero for ever. */
  Duration maxAge() {
    return settings.queue().maxAge().of(signal);
  }

  boolean locking(BooleanSupplier question) {
    lock.lock();
    try {
      return question.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  long locked(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
