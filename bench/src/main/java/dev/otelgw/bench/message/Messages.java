package dev.otelgw.bench.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A ring of export requests serialized in advance, so that sending one costs a copy and not its
 * making.
 *
 * <p>Request number {@code n} holds the items {@code n * items} to {@code n * items + items - 1}.
 * Its bytes are a copy of the ring's entry with those numbers patched in, or, with fixed ids, the
 * entry itself. Stateless after construction.
 */
public final class Messages {

  /** How the requests of a load look. */
  public record Shape(Signal signal, int items, Compression compression, Ids ids) {

    /** Checks the number of items. */
    public Shape {
      if (items < 1) {
        throw new IllegalArgumentException("items per request must be at least 1, was " + items);
      }
    }
  }

  /** Whether each request has ids of its own. */
  public enum Ids {
    /** Every item sent is recognisable: losses and duplicates can be told apart. */
    UNIQUE,
    /**
     * The ring's ids come again and again; packing is done in advance, so it costs the load
     * nothing.
     */
    FIXED
  }

  /**
   * Requests in the ring: with 100 spans each 3 MiB, more than a compressor's window or a
   * processor's cache.
   */
  private static final int RING = 64;

  /** A serialized request and where in it the ids of its items are. */
  private static final class Entry {
    private final byte[] bytes;
    private final int[] ids;

    Entry(byte[] bytes, int[] ids) {
      this.bytes = bytes;
      this.ids = ids;
    }
  }

  private final Shape shape;
  private final List<Entry> ring;

  private Messages(Shape shape, List<Entry> ring) {
    this.shape = shape;
    this.ring = ring;
  }

  /** Builds the ring. */
  public static Messages of(Shape shape) {
    List<Entry> ring = new ArrayList<>(RING);
    for (int index = 0; index < RING; index++) {
      byte[] bytes = Telemetry.request(shape.signal(), shape.items(), index);
      int[] ids = ids(shape, bytes);
      patch(shape, bytes, ids, index);
      ring.add(new Entry(shape.ids() == Ids.FIXED ? shape.compression().pack(bytes) : bytes, ids));
    }
    return new Messages(shape, ring);
  }

  /** What the requests look like. */
  public Shape shape() {
    return shape;
  }

  /** The body of one request, packed; with fixed ids it is shared and must not be changed. */
  public byte[] body(long request) {
    Entry entry = ring.get((int) (request % RING));
    if (shape.ids() == Ids.FIXED) {
      return entry.bytes;
    }
    byte[] bytes = entry.bytes.clone();
    patch(shape, bytes, entry.ids, request);
    return shape.compression().pack(bytes);
  }

  private static void patch(Shape shape, byte[] bytes, int[] ids, long request) {
    long number = request * shape.items();
    boolean wide = shape.signal() != Signal.METRICS;
    for (int offset : ids) {
      ItemNumber.write(bytes, offset, wide, number++);
    }
  }

  private static int[] ids(Shape shape, byte[] bytes) {
    List<Integer> offsets = new ArrayList<>(shape.items());
    ItemWalk.visit(shape.signal(), bytes, offsets::add);
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }
}
