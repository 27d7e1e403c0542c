package dev.otelgw.bench.message;

/**
 * Finds the items of an export request in its wire form: a walk over the top levels that steps over
 * everything else.
 *
 * <p>It trusts nothing but checks only what it needs; it is no validation. One walk is used by one
 * thread.
 */
public final class ItemWalk {

  /** Is told of each item. */
  @FunctionalInterface
  public interface Visitor {

    /**
     * One item.
     *
     * @param offset where the item's id begins ({@link ItemNumber}), or -1 when it has none
     */
    void item(int offset);
  }

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  /** Fields to enter, level by level, as bits; the last level's messages are the items. */
  private static final long[] SPANS = {1L << 1, 1L << 2, 1L << 2};

  /** Resource, scope, metric, then the five kinds of data, then their points. */
  private static final long[] POINTS = {
    1L << 1, 1L << 2, 1L << 2, (1L << 5) | (1L << 7) | (1L << 9) | (1L << 10) | (1L << 11), 1L << 1
  };

  private final byte[] bytes;
  private final long[] levels;
  private final int idField;
  private final int idWire;
  private final Visitor visitor;
  private int at;

  private ItemWalk(Signal signal, byte[] bytes, Visitor visitor) {
    this.bytes = bytes;
    this.visitor = visitor;
    levels = signal == Signal.METRICS ? POINTS : SPANS;
    idField =
        switch (signal) {
          case TRACES -> 1; // Span.trace_id
          case METRICS -> 6; // NumberDataPoint.as_int
          case LOGS -> 9; // LogRecord.trace_id
        };
    idWire = signal == Signal.METRICS ? FIXED64 : LENGTH;
  }

  /**
   * Visits each item of a request, in order.
   *
   * @throws IllegalArgumentException when the lengths do not fit
   */
  public static void visit(Signal signal, byte[] bytes, Visitor visitor) {
    new ItemWalk(signal, bytes, visitor).level(0, bytes.length);
  }

  private void level(int depth, int end) {
    if (depth == levels.length) {
      item(end);
      return;
    }
    while (at < end) {
      int tag = (int) varint(end);
      if ((tag & 7) == LENGTH) {
        int inner = lengthEnd(end);
        if (tag >>> 3 < Long.SIZE && ((levels[depth] >>> (tag >>> 3)) & 1) != 0) {
          level(depth + 1, inner);
        }
        at = inner;
      } else {
        step(tag, end);
      }
    }
  }

  private void item(int end) {
    int id = -1;
    while (at < end) {
      int tag = (int) varint(end);
      if (tag == ((idField << 3) | idWire)) {
        int start = at;
        step(tag, end);
        int width = idWire == LENGTH ? 16 : 8;
        id = at - start >= width ? at - width : -1;
        break;
      }
      step(tag, end);
    }
    at = end;
    visitor.item(id);
  }

  private void step(int tag, int end) {
    int next =
        switch (tag & 7) {
          case VARINT -> {
            varint(end);
            yield at;
          }
          case FIXED64 -> at + 8;
          case LENGTH -> lengthEnd(end);
          case FIXED32 -> at + 4;
          default ->
              throw new IllegalArgumentException("wire type " + (tag & 7) + " at byte " + at);
        };
    if (next > end) {
      throw new IllegalArgumentException("field over the end of its message at byte " + at);
    }
    at = next;
  }

  private int lengthEnd(int end) {
    long length = varint(end);
    if (length < 0 || length > end - at) {
      throw new IllegalArgumentException(
          "length " + length + " over the end of its message at byte " + at);
    }
    return at + (int) length;
  }

  private long varint(int end) {
    long value = 0;
    for (int shift = 0; shift < 70 && at < end; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("broken varint at byte " + at);
  }
}
