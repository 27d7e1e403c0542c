package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes a journal's files. Whatever came while it wrote goes out with its
 * next write (group commit), so a write, or an fsync, serves everybody who waits.
 */
final class Appender {

  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);

  private static final int BUFFER_BYTES = 1024 * 1024;
  private static final long GROUP_BYTES = 32L * 1024 * 1024;

  /** How long marks may wait for a write that has to be made anyway, or for their segment's end. */
  private static final long MARK_NANOS = Duration.ofMillis(10).toNanos();

  private final Clock clock;
  private final Journal journal;
  private final Path folder;
  private final Signal signal;
  private final JournalSettings settings;
  private final Thread thread;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private List<Entry> settled = new ArrayList<>();
  private List<Segment> spent = new ArrayList<>();
  private boolean closing;

  // Only the thread uses these.
  private final Map<Segment, Marks> marks = new HashMap<>();
  private @Nullable SegmentWriter writer;

  Appender(Journal journal, Path folder, Signal signal, JournalSettings settings, Clock clock) {
    this.clock = clock;
    this.journal = journal;
    this.folder = folder;
    this.signal = signal;
    this.settings = settings;
    this.thread =
        Thread.ofPlatform().daemon().name("journal/" + folder.getFileName()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Adds a batch to the next write. */
  void append(Pending batch) {
    lock.lock();
    try {
      if (closing) {
        batch.failed(new JournalException(folder + " is closed", new IOException("closed")));
        return;
      }
      pending.add(batch);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** It will be written down that an entry is done. */
  void mark(Entry entry) {
    lock.lock();
    try {
      settled.add(entry);
      if (settled.size() == 1) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The segment's files will go. */
  void delete(Segment segment) {
    lock.lock();
    try {
      spent.add(segment);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What one round of the thread has to do. */
  private record Work(
      List<Pending> group, List<Entry> settled, List<Segment> spent, boolean last) {}

  private void run() {
    Work work;
    do {
      work = next();
      if (!work.group.isEmpty()) {
        write(work.group);
      }
      tidyUp(work);
    } while (!work.last);
    end();
  }

  /** What fails here costs duplicates or room on the disk; appends must go on. */
  private void tidyUp(Work work) {
    try {
      mark(work.settled);
      work.spent.forEach(this::remove);
    } catch (RuntimeException e) {
      LOG.error("{}: failed in a way it should not; please report this", folder, e);
    }
  }

  private Work next() {
    lock.lock();
    try {
      awaitWork();
      List<Pending> group = new ArrayList<>();
      long bytes = 0;
      while (!pending.isEmpty() && bytes < GROUP_BYTES) {
        Pending next = pending.removeFirst();
        bytes += next.header().size();
        group.add(next);
      }
      Work work = new Work(group, settled, spent, closing && pending.isEmpty());
      settled = new ArrayList<>();
      spent = new ArrayList<>();
      return work;
    } finally {
      lock.unlock();
    }
  }

  /** Marks alone may wait a little; whoever waits for a write may not. */
  private void awaitWork() {
    long marksDue = 0;
    while (pending.isEmpty() && spent.isEmpty() && !closing) {
      if (settled.isEmpty()) {
        changed.awaitUninterruptibly();
        continue;
      }
      long now = clock.nanoTime();
      marksDue = marksDue == 0 ? now + MARK_NANOS : marksDue;
      if (now - marksDue >= 0) {
        return;
      }
      try {
        long _ = changed.awaitNanos(marksDue - now);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread; if somebody does, marks go a little earlier.
        LOG.debug("{}: interrupted", folder, e);
        return;
      }
    }
  }

  private void write(List<Pending> group) {
    try {
      SegmentWriter into = writer();
      long offset = into.size();
      into.write(group);
      journal.written(into.segment(), offset, group);
      if (into.size() >= settings.segmentBytes()) {
        seal(into);
      }
    } catch (SegmentWriter.Broken e) {
      abandon();
      fail(group, e.getCause() == null ? e : e.getCause());
    } catch (IOException e) {
      fail(group, e);
    } catch (RuntimeException | Error e) {
      abandon();
      fail(group, e);
    }
  }

  private SegmentWriter writer() throws IOException {
    if (writer == null) {
      Segment segment = Segment.fresh(folder, journal.nextNumber());
      writer = SegmentWriter.create(segment, signal, buffer, settings.fsync());
      journal.begun(segment);
    }
    return writer;
  }

  private void fail(List<Pending> group, Throwable cause) {
    JournalException failure =
        new JournalException(
            "cannot write to %s: %s; make room there or mend the disk"
                .formatted(folder, Words.of(cause)),
            cause);
    group.forEach(each -> each.failed(failure));
  }

  private void seal(SegmentWriter full) {
    writer = null;
    try {
      full.seal(signal, journal.all(full.segment()));
    } catch (IOException e) {
      // It has all its records; the next start reads through it instead.
      LOG.debug("{}: no footer for {}", folder, full.segment(), e);
    }
    journal.sealed(full.segment());
  }

  private void abandon() {
    if (writer != null) {
      SegmentWriter broken = writer;
      writer = null;
      try {
        broken.abandon();
      } catch (IOException e) {
        LOG.debug("{}: {} did not close", folder, broken.segment(), e);
      }
      journal.sealed(broken.segment());
    }
  }

  private void mark(List<Entry> entries) {
    for (Entry entry : entries) {
      int offset = journal.offsetToMark(entry);
      if (offset >= 0) {
        marks.computeIfAbsent(entry.segment, Marks::new).add(offset);
      }
    }
    for (Marks each : marks.values()) {
      try {
        each.write();
      } catch (IOException e) {
        LOG.debug("{}: marks wait until they can be written", folder, e);
      }
    }
  }

  private void remove(Segment segment) {
    try {
      // In this order: marks without a segment mean nothing, a segment without marks is sent again.
      Private.deleteIfExists(segment.file());
      Marks its = marks.remove(segment);
      if (its != null) {
        its.close();
      }
      Private.deleteIfExists(segment.marksFile());
    } catch (IOException e) {
      LOG.warn("{}: {} is sent but cannot be deleted: {}", folder, segment, Words.of(e));
    }
  }

  private void end() {
    if (writer != null) {
      seal(writer);
    }
    List<Segment> left;
    lock.lock();
    try {
      left = List.copyOf(spent);
      spent.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(this::remove);
    for (Marks each : marks.values()) {
      try {
        each.close();
      } catch (IOException e) {
        LOG.debug("{}: marks did not close", folder, e);
      }
    }
  }

  /** Writes what it has, and ends. */
  void close() {
    lock.lock();
    try {
      closing = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
