package dev.otelgw.pipeline.journal;

import java.util.Arrays;

/**
 * Where a segment's entries are and what became of them: 13 bytes for each, so that a million of
 * them can wait.
 */
final class Index {

  /** Somebody has it. */
  static final byte TAKEN = 0;

  /** It waits to be read. */
  static final byte WAITING = 1;

  /** It is settled; the bytes are of no use any more. */
  static final byte DONE = 2;

  private int[] offsets = new int[64];
  private int[] bodyBytes = new int[64];
  private int[] items = new int[64];
  private byte[] states = new byte[64];
  private int size;

  int size() {
    return size;
  }

  /** Adds an entry, and says its number. */
  int add(int offset, int itsBodyBytes, int itsItems, byte state) {
    if (size == states.length) {
      offsets = Arrays.copyOf(offsets, size * 2);
      bodyBytes = Arrays.copyOf(bodyBytes, size * 2);
      items = Arrays.copyOf(items, size * 2);
      states = Arrays.copyOf(states, size * 2);
    }
    offsets[size] = offset;
    bodyBytes[size] = itsBodyBytes;
    items[size] = itsItems;
    states[size] = state;
    return size++;
  }

  int offset(int index) {
    return offsets[index];
  }

  Totals totals(int index) {
    return new Totals(1, items[index], bodyBytes[index]);
  }

  byte state(int index) {
    return states[index];
  }

  void state(int index, byte state) {
    states[index] = state;
  }
}
