package dev.otelgw.pipeline.journal;

/**
 * A batch in a journal, by its place. Whoever has one has the duty to say {@link Journal#done} or
 * {@link Journal#leave} of it, or keeps it until the journal is closed: then it waits there.
 */
public final class Entry {

  final Segment segment;

  /** Its place among the segment's entries. */
  final int index;

  /** Where its record begins in the file. */
  final int offset;

  final Totals totals;

  Entry(Segment segment, int index, int offset, Totals totals) {
    this.segment = segment;
    this.index = index;
    this.offset = offset;
    this.totals = totals;
  }

  @Override
  public String toString() {
    return segment.name() + "/" + index;
  }
}
