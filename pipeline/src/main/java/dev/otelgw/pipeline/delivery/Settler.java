package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import dev.otelgw.pipeline.wire.OtlpSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what an answer means for a parcel: done, again later, again in halves, or lost.
 * Guarded by the queue's lock.
 */
final class Settler {

  private final RetryConfig retry;
  private final Gate gate;
  private final Backlog backlog;
  private final Room room;
  private final Ledger ledger;
  private final DeliveryLog log;
  private final Clock clock;
  private @Nullable Instant lastSuccess;
  private boolean hopeless;

  Settler(
      RetryConfig retry,
      Gate gate,
      Backlog backlog,
      Room room,
      Ledger ledger,
      DeliveryLog log,
      Clock clock) {
    this.retry = retry;
    this.gate = gate;
    this.backlog = backlog;
    this.room = room;
    this.ledger = ledger;
    this.log = log;
    this.clock = clock;
  }

  /** An exporter threw: a bug of ours. The data is not to blame, so it is tried again. */
  Outcome bug(RuntimeException e) {
    log.bug(e);
    return Outcome.refused(Reason.INTERNAL, "internal error: " + e);
  }

  /** What any answer but a rejection means. */
  void settle(Parcel parcel, Outcome outcome, boolean draining) {
    int items = parcel.batch().items();
    switch (outcome) {
      case Outcome.Accepted _ -> delivered(parcel, items, outcome);
      case Outcome.Partial partial -> {
        log.partial(partial, items);
        long lost = Math.clamp(partial.rejectedItems(), 0, items);
        if (lost > 0) {
          ledger.dropped(lost, Reason.PARTIAL_SUCCESS);
        }
        delivered(parcel, items - lost, outcome);
      }
      case Outcome.Refused refused -> refused(parcel, refused, draining);
      case Outcome.Rejected rejected -> throw new IllegalArgumentException(rejected.toString());
    }
  }

  private void delivered(Parcel parcel, long items, Outcome outcome) {
    ledger.sent(items);
    lastSuccess = clock.now();
    finish(parcel, outcome);
    healthy();
  }

  /** The backend answered, so it is well, whatever it thinks of this parcel. */
  private void healthy() {
    long now = clock.nanoTime();
    long troubledNanos = now - gate.closedSinceNanos();
    if (gate.succeeded()) {
      backlog.allDue(now);
      log.recovered(troubledNanos, ledger.queued());
    }
  }

  private void refused(Parcel parcel, Outcome.Refused refused, boolean draining) {
    if (!retry.enabled()) {
      lost(parcel, refused.reason(), refused.message() + "; retry_on_failure is off", refused);
      return;
    }
    long now = clock.nanoTime();
    if (exhausted(parcel, now)) {
      String why = refused.message() + "; tried for longer than max_elapsed_time";
      lost(parcel, Reason.RETRIES_EXHAUSTED, why, refused);
      return;
    }
    Gate.State before = gate.state();
    if (refused.reason() == Reason.UNAUTHORIZED) {
      long wait = gate.parked(now, refused.message());
      backlog.again(parcel, List.of(parcel.failedAt(now, now)));
      hopeless = draining;
      if (before != Gate.State.PARKED) {
        log.parked(refused.message(), ledger.queued(), wait);
      }
      return;
    }
    long own = gate.backoffNanos(parcel.attempts() + 1, refused.retryAfter());
    backlog.again(parcel, List.of(parcel.failedAt(now, now + own)));
    if (ownFault(parcel, refused, before)) {
      return;
    }
    long wait = gate.failed(now, refused.message(), refused.retryAfter());
    if (draining) {
      gate.openNow(now + Math.min(wait, Duration.ofSeconds(1).toNanos()));
    } else if (before != Gate.State.FAILING) {
      log.failing(refused.message(), ledger.queued(), wait);
    }
  }

  /**
   * A parcel that fails again although others got through since: its trouble is its own, and the
   * rest need not wait for it.
   */
  private static boolean ownFault(Parcel parcel, Outcome.Refused refused, Gate.State before) {
    return parcel.attempts() > 0
        && before == Gate.State.OPEN
        && refused.reason() != Reason.RATE_LIMITED
        && refused.retryAfter().isZero();
  }

  private boolean exhausted(Parcel parcel, long now) {
    return !retry.maxElapsedTime().isZero()
        && parcel.attempts() > 0
        && now - parcel.firstTriedNanos() >= retry.maxElapsedTime().toNanos();
  }

  /**
   * Whether a parcel has come to its end because nobody will ever take it, and is not to be tried
   * in parts. Its trial goes on here, so this is asked once for each answer.
   */
  boolean isHopeless(Parcel parcel, Outcome.Rejected rejected) {
    if (parcel.batch().items() <= 1) {
      return true;
    }
    return switch (rejected.reason()) {
      case TOO_LARGE -> false;
      case INVALID -> parcel.trial() != null && !parcel.trial().goesOn();
      default -> true;
    };
  }

  /** The backend rejected it as it is: it is tried in halves. */
  void halve(Parcel parcel, Outcome.Rejected rejected) {
    Batch batch = parcel.batch();
    List<Batch> halves = OtlpSplit.byItems(batch, (batch.items() + 1) / 2);
    long now = clock.nanoTime();
    Parcel tried = parcel.dueAt(now);
    if (rejected.reason() == Reason.TOO_LARGE) {
      log.split(batch.items(), rejected.message());
    } else if (parcel.trial() == null) {
      log.searching(batch.items(), rejected.message());
      tried = tried.on(new Trial());
    }
    backlog.again(parcel, tried.cut(halves));
    healthy();
  }

  /** The backend rejected it for good, and it is kept nowhere. */
  void rejected(Parcel parcel, Outcome.Rejected rejected) {
    String why = rejected.message() + "; with sending_queue.storage it would be kept";
    lost(parcel, rejected.reason(), why, rejected);
    healthy();
  }

  /** The backend rejected it for good, and it is kept with its words. */
  void deadLettered(Parcel parcel, Outcome.Rejected rejected, DeadLetter letter) {
    ledger.deadLettered(parcel.batch().items());
    log.deadLettered(letter);
    finish(parcel, rejected);
    healthy();
  }

  private void lost(Parcel parcel, Reason reason, String why, Outcome outcome) {
    log.dropped(parcel.batch().items(), why);
    lost(parcel, reason, outcome);
  }

  private void lost(Parcel parcel, Reason reason, Outcome outcome) {
    ledger.dropped(parcel.batch().items(), reason);
    finish(parcel, outcome);
  }

  private void finish(Parcel parcel, Outcome outcome) {
    room.give(parcel.weight(), parcel.bytes());
    backlog.settled(parcel);
    parcel.settlement().settled(outcome);
  }

  /** It waited for too long to be of use. */
  void expired(Parcel parcel, Duration limit) {
    log.expired(parcel.batch().items(), limit, clock.nanoTime());
    lost(parcel, Reason.EXPIRED, Outcome.refused(Reason.EXPIRED, "older than max_age"));
  }

  /** The end: whatever is left will not be delivered, but for what a later run finds on disk. */
  void leaveBehind(Shelf shelf) {
    String error = gate.lastError();
    String why = error == null ? "the time to drain is over" : error;
    long items = 0;
    for (Parcel parcel : backlog.all()) {
      if (shelf.has(parcel)) {
        room.letGo(parcel.bytes());
        backlog.settled(parcel);
        continue;
      }
      items += parcel.batch().items();
      ledger.dropped(parcel.batch().items(), Reason.SHUTTING_DOWN);
      finish(parcel, Outcome.refused(Reason.SHUTTING_DOWN, why));
    }
    if (items > 0) {
      log.leftBehind(items, why);
    }
    if (ledger.queued() > 0) {
      log.leftOnDisk(ledger.queued(), why);
    }
  }

  /** Whether going on to drain is useless: the backend refused the credentials meanwhile. */
  boolean hopeless() {
    return hopeless;
  }

  @Nullable Instant lastSuccess() {
    return lastSuccess;
  }

  DeliveryStatus.State state() {
    return switch (gate.state()) {
      case PARKED -> DeliveryStatus.State.PARKED;
      case FAILING -> DeliveryStatus.State.RETRYING;
      case OPEN -> {
        if (room.used() >= room.capacity()) {
          yield DeliveryStatus.State.FULL;
        }
        yield lastSuccess == null ? DeliveryStatus.State.IDLE : DeliveryStatus.State.OK;
      }
    };
  }
}
