package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import dev.otelgw.pipeline.journal.Entry;
import dev.otelgw.pipeline.journal.Journal;
import dev.otelgw.pipeline.journal.JournalException;
import dev.otelgw.pipeline.journal.Storage;
import dev.otelgw.pipeline.journal.Stored;
import dev.otelgw.pipeline.journal.Totals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a queue has on disk: with a storage, everything that it accepted and that is not settled,
 * the oldest of it in memory, too, ready to be sent. Without one, nothing. Guarded by the queue's
 * lock, but for what says otherwise.
 */
final class Shelf {

  /** Memory for what is ready: several requests of the usual size for each of ten consumers. */
  private static final long WINDOW_BYTES = 32L * 1024 * 1024;

  private static final long PORTION_BYTES = 4L * 1024 * 1024;

  /** How soon to try a disk again that could not be read. */
  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** How often to look for dead letters that somebody wants to be sent again. */
  private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

  private final Signal signal;
  private final QueueConfig config;
  private final Context context;
  private final Room room;
  private final Ledger ledger;
  private final DeliveryLog log;
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final long window;
  private final long portion;
  private volatile @Nullable Storage storage;
  private volatile @Nullable Journal journal;

  /** When to look for letters to send again. */
  private long nextLook;

  /** When to read again after a failure. */
  private long notBefore;

  /** Whether the counts of what waits are another queue's yet, which hands over soon. */
  private boolean foreign;

  Shelf(
      Signal signal,
      QueueConfig config,
      Context context,
      Room room,
      Ledger ledger,
      DeliveryLog log) {
    this.signal = signal;
    this.config = config;
    this.context = context;
    this.room = room;
    this.ledger = ledger;
    this.log = log;
    long limit = context.memory().limit();
    this.window = Math.min(WINDOW_BYTES, limit / 2);
    this.nextLook = context.clock().nanoTime();
    this.notBefore = context.clock().nanoTime();
    this.portion = Math.min(PORTION_BYTES, limit / 8);
  }

  /** Opens the journal, if there is to be one, and takes over what an earlier run left. */
  void open() {
    if (config.storage() == null) {
      return;
    }
    Storage opened = context.extensions().get(config.storage());
    Journal its = opened.journal(context.id(), signal);
    storage = opened;
    journal = its;
    Totals found = its.found();
    if (found == null) {
      foreign = true;
    } else if (found.entries() > 0) {
      room.moveIn(config.sizer().sizeOf(found), 0);
      ledger.movedIn(found.items());
      log.found(found.items());
    }
  }

  boolean isOpen() {
    return journal != null;
  }

  /** Whether this and the other one use the same journal. */
  boolean shares(Shelf other) {
    Journal its = journal;
    return its != null && its.equals(other.journal);
  }

  /** Whether the parcel outlives the process. */
  boolean has(Parcel parcel) {
    Journal its = journal;
    return its != null && parcel.settlement().isIn(its);
  }

  /**
   * Writes a batch, and returns when it is safe. Without the lock.
   *
   * @throws JournalException in words for the sender
   */
  Entry write(Batch batch, Caller caller) throws JournalException {
    try {
      Entry entry = Objects.requireNonNull(journal).append(batch, caller);
      if (troubled.compareAndSet(true, false)) {
        log.diskWell();
      }
      return entry;
    } catch (JournalException e) {
      if (troubled.compareAndSet(false, true)) {
        log.diskTrouble(
            String.valueOf(e.getMessage()),
            "senders are told to come back, what is there goes on being sent");
      }
      throw e;
    }
  }

  /** Who is told when a batch that was written is settled. */
  Settlement settlement(Entry entry) {
    return new Settlement.Journaled(Objects.requireNonNull(journal), entry);
  }

  /** Puts on disk, too, what another queue had in memory only; as it was if the disk is unwell. */
  Parcel keep(Parcel parcel) {
    if (!isOpen() || has(parcel)) {
      return parcel;
    }
    try {
      Settlement written = settlement(write(parcel.batch(), parcel.caller()));
      return parcel.settling(
          parcel.settlement().equals(Settlement.NOBODY)
              ? written
              : Settlement.of(List.of(written, parcel.settlement())));
    } catch (JournalException _) {
      return parcel; // Said already; it is as safe as it was.
    }
  }

  /** Whether what was just written may be kept in memory, too, since it is next in the order. */
  boolean keeps(long bytes) {
    return (config.freshFirst() || !hasMore()) && room.tryHold(bytes, window);
  }

  /** It waits on disk for its turn. */
  void leave(Entry entry) {
    Objects.requireNonNull(journal).leave(entry);
  }

  /** It is not wanted after all. */
  void discard(Entry entry) {
    Objects.requireNonNull(journal).done(entry);
  }

  /** Whether something is on disk and not in memory. */
  boolean hasMore() {
    Journal its = journal;
    return its != null && !foreign && its.hasWaiting();
  }

  /** Whether it is time to {@link #read} more. */
  boolean wantsMore(Backlog backlog, long now) {
    return hasMore()
        && now - notBefore >= 0
        && (config.freshFirst() ? backlog.isIdle() : room.held() <= window / 2)
        && context.memory().held() <= context.memory().limit() - portion;
  }

  /** Reads what is next. Without the lock. */
  Journal.Taken read() throws JournalException {
    return Objects.requireNonNull(journal).take(portion);
  }

  /**
   * Makes a parcel of what was read; null if there is no memory for it: it goes on waiting.
   *
   * @param sequence its place
   */
  @Nullable Parcel unpack(Stored stored, long sequence, long now) {
    Batch batch = stored.batch();
    if (!room.tryHold(batch.size(), 2 * window)) {
      return null;
    }
    return Parcel.arrived(
            sequence,
            batch,
            config.sizer().sizeOf(batch),
            now - stored.ageMillis() * 1_000_000,
            settlement(stored.entry()))
        .from(config.kept(stored.caller()));
  }

  /** What turned out to be damaged is counted as lost. */
  void lost(Totals totals) {
    if (totals.entries() > 0) {
      room.give(config.sizer().sizeOf(totals), 0);
      ledger.dropped(totals.items(), Reason.DAMAGED);
      log.damaged(totals.items());
    }
  }

  /** It could not be read. */
  void unreadable(JournalException e, long now) {
    notBefore = now + PAUSE_NANOS;
    log.diskTrouble(String.valueOf(e.getMessage()), "it is tried again");
  }

  /** Keeps what the backend refused for good, with its words. Without the lock. */
  DeadLetter bury(Parcel parcel, Outcome.Rejected rejected) throws IOException {
    return letters()
        .add(
            context.id().key(),
            parcel.batch(),
            rejected.reason(),
            rejected.message(),
            context.clock().now());
  }

  private DeadLetters letters() {
    return Objects.requireNonNull(storage).deadLetters(context.id(), signal);
  }

  /** Whether it is time to {@link #unbury}; asked now and then, it says yes now and then. */
  boolean looksForLetters(long now) {
    if (waitForLettersNanos(now) > 0) {
      return false;
    }
    nextLook = now + LOOK_NANOS;
    return true;
  }

  /** How long until then; for ever without a storage. */
  long waitForLettersNanos(long now) {
    return isOpen() ? nextLook - now : Long.MAX_VALUE;
  }

  /** Puts letters that are to be sent again back into the journal. Without the lock. */
  Totals unbury() {
    Totals back = Totals.NONE;
    try {
      DeadLetters letters = letters();
      for (DeadLetter letter : letters.toResend()) {
        Optional<Batch> batch = letters.batch(letter);
        if (batch.isPresent()) {
          leave(write(batch.get(), Caller.NOBODY));
          back = back.plus(new Totals(1, batch.get().items(), batch.get().size()));
        }
        boolean _ = letters.drop(letter);
      }
    } catch (IOException | JournalException e) {
      log.diskTrouble(String.valueOf(e.getMessage()), "dead letters to resend wait");
    }
    return back;
  }

  /** What came back from the dead letters is counted here again. */
  void returned(Totals back) {
    if (back.entries() > 0) {
      room.moveIn(config.sizer().sizeOf(back), 0);
      ledger.movedIn(back.items());
      log.resending(back.items());
    }
  }

  /** What was counted by the queue before this one is counted here from now on. */
  void adopt(long weight, long items) {
    room.moveIn(weight, 0);
    ledger.movedIn(items);
    foreign = false;
  }

  /** Closes the journal, unless another queue uses it. Called once. */
  void close() {
    Storage opened = storage;
    Journal its = journal;
    if (opened != null && its != null) {
      opened.release(its);
    }
  }
}
