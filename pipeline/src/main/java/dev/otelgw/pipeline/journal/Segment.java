package dev.otelgw.pipeline.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal: what it holds and what became of that. Guarded by the journal's lock.
 *
 * <p>A segment of which nothing was read yet needs no index: it is then two numbers and a name, so
 * that a long outage costs disk and not memory.
 */
final class Segment {

  static final String SUFFIX = ".journal";

  private static final String MARKS = ".done";

  private final Path folder;
  private final long number;
  private @Nullable Index index;
  private Totals all = Totals.NONE;
  private Totals waiting = Totals.NONE;
  private Totals done = Totals.NONE;
  private int firstWaiting;
  private boolean sealed;

  private Segment(Path folder, long number, @Nullable Index index) {
    this.folder = folder;
    this.number = number;
    this.index = index;
  }

  /** One that is empty. */
  static Segment fresh(Path folder, long number) {
    return new Segment(folder, number, new Index());
  }

  /** One whose entries wait, all of them, and are not looked at yet. */
  static Segment cold(Path folder, long number, Totals totals) {
    Segment segment = new Segment(folder, number, null);
    segment.all = totals;
    segment.waiting = totals;
    segment.sealed = true;
    return segment;
  }

  long number() {
    return number;
  }

  String name() {
    return "%020d%s".formatted(number, SUFFIX);
  }

  Path file() {
    return folder.resolve(name());
  }

  /** Where it is written down which entries are done. */
  Path marksFile() {
    return folder.resolve("%020d%s".formatted(number, MARKS));
  }

  /** Everything that was ever written to it. */
  Totals all() {
    return all;
  }

  Totals waiting() {
    return waiting;
  }

  boolean isCold() {
    return index == null;
  }

  /** Whether nothing of it is needed any more. */
  boolean isSpent() {
    return sealed && done.entries() == all.entries();
  }

  Entry add(long offset, RecordFormat.Header header, byte state) {
    int at = warm().add(Math.toIntExact(offset), header.bodyBytes(), header.items(), state);
    Totals its = warm().totals(at);
    all = all.plus(its);
    if (state == Index.WAITING) {
      waiting = waiting.plus(its);
    } else if (state == Index.DONE) {
      done = done.plus(its);
    }
    return entry(at);
  }

  private Entry entry(int at) {
    return new Entry(this, at, warm().offset(at), warm().totals(at));
  }

  /** Takes entries that wait, oldest first: one at least, more while they fit. */
  List<Entry> take(long maxBytes) {
    List<Entry> taken = new ArrayList<>();
    long bytes = 0;
    while (firstWaiting < warm().size() && waiting.entries() > 0) {
      if (warm().state(firstWaiting) == Index.WAITING) {
        Totals its = warm().totals(firstWaiting);
        if (!taken.isEmpty() && bytes + its.bytes() > maxBytes) {
          break;
        }
        bytes += its.bytes();
        waiting = waiting.minus(its);
        warm().state(firstWaiting, Index.TAKEN);
        taken.add(entry(firstWaiting));
      }
      firstWaiting++;
    }
    return taken;
  }

  /** An entry that somebody had waits again. */
  void leave(Entry entry) {
    warm().state(entry.index, Index.WAITING);
    waiting = waiting.plus(entry.totals);
    firstWaiting = Math.min(firstWaiting, entry.index);
    coolDown();
  }

  /** An entry that somebody had is settled. False if it was already. */
  boolean done(Entry entry) {
    if (warm().state(entry.index) == Index.DONE) {
      return false;
    }
    warm().state(entry.index, Index.DONE);
    done = done.plus(entry.totals);
    return true;
  }

  /** Nothing more will be written to it. */
  void seal() {
    sealed = true;
    coolDown();
  }

  private void coolDown() {
    if (sealed && waiting.entries() == all.entries()) {
      index = null;
      firstWaiting = 0;
    }
  }

  /**
   * Replaces what was said of a cold segment by what its file really has.
   *
   * @return what is missing of what was said
   */
  Totals warmUp(Segment found) {
    Totals missing = waiting.minus(found.waiting);
    index = found.index;
    all = found.all;
    waiting = found.waiting;
    done = found.done;
    firstWaiting = 0;
    return missing;
  }

  private Index warm() {
    if (index == null) {
      throw new IllegalStateException(name() + " is cold");
    }
    return index;
  }

  @Override
  public String toString() {
    return name();
  }
}
