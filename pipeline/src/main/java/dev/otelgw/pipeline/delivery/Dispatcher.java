package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import dev.otelgw.pipeline.journal.Journal;
import dev.otelgw.pipeline.journal.JournalException;
import dev.otelgw.pipeline.journal.Stored;
import dev.otelgw.pipeline.journal.Totals;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The thread that decides what goes next, and those that send: one request, one virtual thread.
 * Started once and stopped once.
 */
final class Dispatcher {

  /** How soon to look again for memory that others hold, or at a disk that could not be read. */
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final Interior in;
  private final Exporter exporter;
  private final Runnable passOn;
  private final Set<Thread> senders = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;

  /**
   * Not started.
   *
   * @param passOn called with the lock held, when something may have come to wait again while the
   *     queue has an heir
   */
  Dispatcher(Interior in, Exporter exporter, Runnable passOn) {
    this.in = in;
    this.exporter = exporter;
    this.passOn = passOn;
  }

  void start() {
    thread = Thread.ofVirtual().name(in.context.id().key() + "/dispatch").start(this::dispatch);
  }

  boolean isStarted() {
    return thread != null;
  }

  /** Does not wait for anybody. */
  void stop() {
    senders.forEach(Thread::interrupt);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void dispatch() {
    in.lock.lock();
    try {
      while (!in.stopped && in.heir == null && !(in.stopping && isDrained())) {
        long now = in.clock.nanoTime();
        expire(now);
        if (in.shelf.looksForLetters(now)) {
          resendLetters();
          continue;
        }
        if (in.shelf.wantsMore(in.backlog, now)) {
          refill();
          continue;
        }
        Parcel parcel = in.backlog.next(now);
        if (parcel != null) {
          launch(parcel);
        } else {
          long _ = in.changed.awaitNanos(waitNanos(now));
        }
      }
      in.changed.signalAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      in.lock.unlock();
    }
  }

  private boolean isDrained() {
    return in.backlog.isEmpty() && !in.shelf.hasMore();
  }

  private long waitNanos(long now) {
    long wait = Math.min(in.backlog.waitNanos(now), in.shelf.waitForLettersNanos(now));
    if (in.shelf.hasMore() && in.backlog.isIdle()) {
      wait = Math.min(wait, PAUSE_NANOS);
    }
    long maxAge = in.maxAge().toNanos();
    if (maxAge > 0 && !in.backlog.isIdle()) {
      long untilExpiry = maxAge - in.backlog.oldestAgeNanos(now);
      wait = Math.min(wait, Math.max(untilExpiry, PAUSE_NANOS));
    }
    return wait;
  }

  private void expire(long now) {
    long maxAge = in.maxAge().toNanos();
    if (maxAge <= 0) {
      return;
    }
    for (Parcel old = in.backlog.takeOlderThan(now - maxAge);
        old != null;
        old = in.backlog.takeOlderThan(now - maxAge)) {
      in.settler.expired(old, in.maxAge());
    }
  }

  /** Reads from disk without the lock, so that senders need not wait for that. */
  private void refill() {
    Journal.Taken taken = null;
    in.lock.unlock();
    try {
      taken = in.shelf.read();
    } catch (JournalException e) {
      in.shelf.unreadable(e, in.clock.nanoTime());
    } finally {
      in.lock.lock();
    }
    if (taken == null) {
      return;
    }
    in.shelf.lost(taken.lost());
    long now = in.clock.nanoTime();
    for (Stored stored : taken.batches()) {
      Parcel parcel = in.stopped ? null : in.shelf.unpack(stored, in.youngest++, now);
      if (parcel == null) {
        in.shelf.leave(stored.entry());
      } else {
        boolean _ = in.backlog.add(parcel);
      }
    }
    if (in.heir != null) {
      passOn.run();
    }
  }

  /** Takes up what somebody marked with {@code otelgw dead-letter resend}. */
  private void resendLetters() {
    Totals back = Totals.NONE;
    in.lock.unlock();
    try {
      back = in.shelf.unbury();
    } finally {
      in.lock.lock();
    }
    in.shelf.returned(back);
  }

  private void launch(Parcel parcel) {
    in.context.observer().size("queue_batch_send_size", in.signal, parcel.batch().items());
    in.context.observer().size("queue_batch_send_size_bytes", in.signal, parcel.batch().size());
    Thread sender =
        Thread.ofVirtual().name(in.context.id().key() + "/send").unstarted(() -> send(parcel));
    senders.add(sender);
    sender.start();
  }

  private Outcome attempt(Parcel parcel) {
    try {
      return parcel.caller().call(() -> exporter.accept(parcel.batch()));
    } catch (RuntimeException e) {
      return in.settler.bug(e);
    }
  }

  private void send(Parcel parcel) {
    Outcome outcome = attempt(parcel);
    if (outcome instanceof Outcome.Rejected rejected) {
      rejected(parcel, rejected);
    } else {
      settle(() -> in.settler.settle(parcel, outcome, in.stopping));
    }
    senders.remove(Thread.currentThread());
  }

  /** Nothing is settled any more once the queue has stopped: a later run does it again. */
  private void settle(Runnable rule) {
    in.lock.lock();
    try {
      if (!in.stopped) {
        rule.run();
        if (in.heir != null) {
          passOn.run();
        }
      }
      in.changed.signalAll();
    } finally {
      in.lock.unlock();
    }
  }

  /** A letter is written without the lock; until then the parcel counts as under way. */
  private void rejected(Parcel parcel, Outcome.Rejected rejected) {
    if (!in.locking(() -> in.settler.isHopeless(parcel, rejected))) {
      settle(() -> in.settler.halve(parcel, rejected));
    } else if (!in.shelf.isOpen()) {
      settle(() -> in.settler.rejected(parcel, rejected));
    } else {
      try {
        DeadLetter letter = in.shelf.bury(parcel, rejected);
        settle(() -> in.settler.deadLettered(parcel, rejected, letter));
      } catch (IOException e) {
        Outcome again =
            Outcome.refused(
                Reason.STORAGE,
                "%s, and it cannot be kept as a dead letter: %s"
                    .formatted(rejected.message(), e.getMessage()));
        settle(() -> in.settler.settle(parcel, again, in.stopping));
      }
    }
  }
}
