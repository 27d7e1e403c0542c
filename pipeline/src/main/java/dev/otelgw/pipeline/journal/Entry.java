package dev.otelgw.pipeline.journal;

/**
 * A batch in a journal, by its place. Whoever has one has the duty to say {@link Journal#done} or
 * {@link Journal#leave} of it, or keeps it until the journal is closed: then it waits there.
 */
public final class Entry {

  final Segment segment;
  final int index;

  Entry(Segment segment, int index) {
    this.segment = segment;
    this.index = index;
  }

  @Override
  public String toString() {
    return segment.name() + "/" + index;
  }
}
