package dev.otelgw.exporters.prometheus;

/**
 * The newest state of a series. Immutable.
 *
 * @param writer who wrote it: a hash of resource, scope and metric
 * @param before who wrote it before that; 0: nobody
 * @param updated when it was written, in {@link dev.otelgw.pipeline.Clock#nanoTime}
 * @param bytes about what it takes of the heap
 */
record Series(Point point, int writer, int before, long updated, int bytes) {

  /** The record, and its entry in a map. */
  private static final int OVERHEAD = 120;

  static Series first(Labels labels, Point point, int writer, long now) {
    return new Series(point, writer, 0, now, OVERHEAD + labels.bytes() + point.bytes());
  }

  /** With a newer point. */
  Series next(Point newer, int by, long now) {
    return new Series(
        newer, by, by == writer ? before : writer, now, bytes - point.bytes() + newer.bytes());
  }

  /** Whether it and another one take turns in writing the series. */
  boolean contested(int by) {
    return by != writer && by == before;
  }
}
