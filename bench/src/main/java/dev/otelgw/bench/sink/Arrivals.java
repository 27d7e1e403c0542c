package dev.otelgw.bench.sink;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.ItemNumber;
import dev.otelgw.bench.message.ItemWalk;
import dev.otelgw.bench.message.NumberSet;
import dev.otelgw.bench.message.Signal;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Counts what arrives at the sink; safe for use by several threads. */
final class Arrivals {

  /** How closely the sink looks. */
  enum Look {
    /** Requests and bytes only. */
    NONE,
    /** Items as well, which takes unpacking and a walk over the top levels. */
    ITEMS,
    /** And which items: {@link ItemNumber}. */
    IDS
  }

  /**
   * What came since the last reset.
   *
   * @param requests requests taken
   * @param bytes their bodies, as they came (packed)
   * @param items spans, data points or log records
   * @param distinct numbered items, each counted once
   * @param duplicates numbered items that had come before
   * @param unnumbered items without a number of the load's
   */
  record Counts(
      long requests, long bytes, long items, long distinct, long duplicates, long unnumbered) {}

  private static final int DISTINCT = 0;
  private static final int DUPLICATE = 1;
  private static final int UNNUMBERED = 2;
  private static final int UNSEEN = 3;

  private static final class State {
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder items = new LongAdder();
    private final LongAdder distinct = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder unnumbered = new LongAdder();
    private final NumberSet numbers = new NumberSet();
  }

  private final Look look;
  private volatile State state = new State();

  Arrivals(Look look) {
    this.look = look;
  }

  /** Whether bodies are looked into at all. */
  boolean looksInside() {
    return look != Look.NONE;
  }

  /** Counts a request whose body is not looked at. */
  void arrived(int bytes) {
    State current = state;
    current.requests.increment();
    current.bytes.add(bytes);
  }

  /**
   * Counts a request.
   *
   * @throws IOException when the body cannot be unpacked
   * @throws IllegalArgumentException when the lengths in it do not fit
   */
  void arrived(Signal signal, Compression compression, byte[] packed) throws IOException {
    State current = state;
    byte[] body = compression.unpack(packed);
    long[] seen = new long[4];
    ItemWalk.visit(signal, body, id -> seen[item(current, body, id)]++);
    current.requests.increment();
    current.bytes.add(packed.length);
    current.items.add(seen[0] + seen[1] + seen[2] + seen[3]);
    current.distinct.add(seen[DISTINCT]);
    current.duplicates.add(seen[DUPLICATE]);
    current.unnumbered.add(seen[UNNUMBERED]);
  }

  private int item(State current, byte[] body, int id) {
    if (look == Look.ITEMS) {
      return UNSEEN;
    }
    long number = id < 0 ? -1 : ItemNumber.read(body, id);
    if (!ItemNumber.isOurs(number)) {
      return UNNUMBERED;
    }
    return current.numbers.add(number) ? DISTINCT : DUPLICATE;
  }

  Counts counts() {
    State current = state;
    return new Counts(
        current.requests.sum(),
        current.bytes.sum(),
        current.items.sum(),
        current.distinct.sum(),
        current.duplicates.sum(),
        current.unnumbered.sum());
  }

  /** The bits of the numbers that came ({@link NumberSet#toBytes}). */
  byte[] numbers() {
    return state.numbers.toBytes();
  }

  /** Forgets everything. */
  void reset() {
    state = new State();
  }
}
