package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Batches on disk, in the order in which they came, until each is done. What {@link #append}
 * returned from survives {@code kill -9}, and with fsync the loss of power. Memory is used for what
 * was taken and for the segments it lies in, not for what waits. Thread-safe.
 */
public final class Journal {

  private final Path folder;
  private final Signal signal;
  private final SteadyTime time;
  private final SetAside setAside;
  private final Appender appender;

  /** Held while a segment is read, so that entries are taken in their order. */
  private final ReentrantLock reading = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private long lastNumber;
  private boolean counted;

  private Journal(Path folder, Signal signal, JournalSettings settings, Clock clock) {
    this.folder = folder;
    this.signal = signal;
    this.time = new SteadyTime(clock);
    this.setAside = new SetAside(folder);
    this.appender = new Appender(this, folder, signal, settings, clock);
  }

  /**
   * Opens the journal in that folder, or begins one. Nobody else has it open.
   *
   * @throws IOException if the folder cannot be used, or what is there is of a later version
   */
  static Journal open(Path folder, Signal signal, JournalSettings settings, Clock clock)
      throws IOException {
    Journal journal = new Journal(folder, signal, settings, clock);
    Private.createFolders(folder);
    Recovery recovery = new Recovery(folder, signal, journal.setAside);
    for (Segment segment : recovery.segments()) {
      journal.segments.put(segment.number(), segment);
    }
    journal.lastNumber = recovery.lastNumber();
    journal.appender.start();
    return journal;
  }

  /**
   * Writes a batch, and returns when it is safe. It is the caller's then, who must say what becomes
   * of it.
   *
   * @throws JournalException if it could not be written; nothing is left of it then
   */
  public Entry append(Batch batch, Caller caller) throws JournalException {
    Pending pending = new Pending(CallerFormat.bytes(caller), batch, time.millis());
    appender.append(pending);
    return pending.await();
  }

  /** The entry waits from now on, to be taken in its turn. */
  public void leave(Entry entry) {
    lock.lock();
    try {
      entry.segment.leave(entry);
    } finally {
      lock.unlock();
    }
  }

  /** The entry is settled; a start will not find it again. */
  public void done(Entry entry) {
    lock.lock();
    try {
      if (entry.segment.done(entry)) {
        if (!deleteIfSpent(entry.segment)) {
          appender.mark(entry);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean deleteIfSpent(Segment segment) {
    if (!segment.isSpent()) {
      return false;
    }
    segments.remove(segment.number());
    appender.delete(segment);
    return true;
  }

  /** What waits to be taken. */
  public Totals waiting() {
    lock.lock();
    try {
      return segments.values().stream().map(Segment::waiting).reduce(Totals.NONE, Totals::plus);
    } finally {
      lock.unlock();
    }
  }

  /** Whether something waits to be taken. */
  public boolean hasWaiting() {
    lock.lock();
    try {
      return firstWaiting() != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was there when the journal was opened, for the first who asks: it is his to account for.
   * Null for others.
   */
  public @Nullable Totals found() {
    lock.lock();
    try {
      Totals found = counted ? null : waiting();
      counted = true;
      return found;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What was read.
   *
   * @param batches in their order; the caller must say what becomes of each
   * @param lost what waited and turned out to be damaged
   */
  public record Taken(List<Stored> batches, Totals lost) {}

  /**
   * Takes what has waited longest: at least one batch, if there is one, and more while they fit.
   *
   * @throws JournalException if it cannot be read now; it goes on waiting
   */
  public Taken take(long maxBytes) throws JournalException {
    reading.lock();
    try {
      Totals missing = Totals.NONE;
      for (Segment segment = nextToRead(); segment != null; segment = nextToRead()) {
        List<Entry> entries = takeFrom(segment, maxBytes);
        if (!entries.isEmpty()) {
          return read(segment, entries, missing);
        }
        missing = missing.plus(warmUp(segment));
      }
      return new Taken(List.of(), missing);
    } finally {
      reading.unlock();
    }
  }

  private Taken read(Segment segment, List<Entry> entries, Totals missing) throws JournalException {
    try {
      SegmentReader.Found found =
          SegmentReader.read(segment, signal, entries, time.millis(), setAside);
      found.damaged().forEach(this::done);
      return new Taken(found.batches(), missing.plus(found.lost()));
    } catch (IOException e) {
      entries.forEach(this::leave);
      throw unreadable(segment, e);
    }
  }

  private @Nullable Segment nextToRead() {
    lock.lock();
    try {
      return firstWaiting();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Segment firstWaiting() {
    for (Segment segment : segments.values()) {
      if (segment.waiting().entries() > 0) {
        return segment;
      }
    }
    return null;
  }

  private Totals warmUp(Segment segment) throws JournalException {
    try {
      Segment found = SegmentReader.scan(folder, segment.number(), setAside);
      lock.lock();
      try {
        Totals missing = segment.warmUp(found);
        boolean _ = deleteIfSpent(segment);
        return missing;
      } finally {
        lock.unlock();
      }
    } catch (IOException e) {
      throw unreadable(segment, e);
    }
  }

  /** None if the segment is cold. */
  private List<Entry> takeFrom(Segment segment, long maxBytes) {
    lock.lock();
    try {
      return segment.isCold() ? List.of() : segment.take(maxBytes);
    } finally {
      lock.unlock();
    }
  }

  private static JournalException unreadable(Segment segment, IOException e) {
    return new JournalException("cannot read %s: %s".formatted(segment.file(), Words.of(e)), e);
  }

  /** How many files it has. */
  int segments() {
    lock.lock();
    try {
      return segments.size();
    } finally {
      lock.unlock();
    }
  }

  /** Writes what is on its way, and closes the files. What is not done waits for the next start. */
  void close() {
    appender.close();
  }

  // What the appender's thread has to say.

  long nextNumber() {
    lock.lock();
    try {
      return ++lastNumber;
    } finally {
      lock.unlock();
    }
  }

  void begun(Segment segment) {
    lock.lock();
    try {
      segments.put(segment.number(), segment);
    } finally {
      lock.unlock();
    }
  }

  void written(Segment segment, long offset, List<Pending> group) {
    List<Map.Entry<Pending, Entry>> written = new ArrayList<>(group.size());
    lock.lock();
    try {
      long at = offset;
      for (Pending pending : group) {
        Entry entry = segment.add(at, pending.header(), Index.TAKEN);
        written.add(Map.entry(pending, entry));
        at += pending.header().size();
      }
    } finally {
      lock.unlock();
    }
    written.forEach(each -> each.getKey().written(each.getValue()));
  }

  Totals all(Segment segment) {
    lock.lock();
    try {
      return segment.all();
    } finally {
      lock.unlock();
    }
  }

  void sealed(Segment segment) {
    lock.lock();
    try {
      segment.seal();
      boolean _ = deleteIfSpent(segment);
    } finally {
      lock.unlock();
    }
  }

  /** Where the entry is that was done; -1 if its segment goes anyway. */
  int offsetToMark(Entry entry) {
    lock.lock();
    try {
      return entry.segment.isSpent() ? -1 : entry.offset;
    } finally {
      lock.unlock();
    }
  }
}
