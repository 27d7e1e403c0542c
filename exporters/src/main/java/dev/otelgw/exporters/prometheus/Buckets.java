package dev.otelgw.exporters.prometheus;

/**
 * One side of an exponential histogram, as OTLP has it: bucket {@code i} counts what is in {@code
 * (base^(offset+i), base^(offset+i+1)]}. Immutable; the array is not changed any more.
 *
 * @param counts without zeros at its ends
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Buckets(int offset, long[] counts) {

  static final Buckets NONE = new Buckets(0, new long[0]);

  /** Without zeros at the ends; the array may be the caller's no more. */
  static Buckets of(int offset, long[] counts) {
    int from = 0;
    int to = counts.length;
    while (from < to && counts[from] == 0) {
      from++;
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    if (from == to) {
      return NONE;
    }
    return from == 0 && to == counts.length
        ? new Buckets(offset, counts)
        : new Buckets(offset + from, java.util.Arrays.copyOfRange(counts, from, to));
  }

  long count() {
    long count = 0;
    for (long bucket : counts) {
      count += bucket;
    }
    return count;
  }

  private int end() {
    return offset + counts.length;
  }

  /** With bases squared so many times: each step joins two neighbours. */
  Buckets coarser(int steps) {
    if (steps == 0 || counts.length == 0) {
      return this;
    }
    // An index shifted by 31 is 0 or -1, as it is by any more.
    int shift = Math.min(steps, 31);
    int first = offset >> shift;
    long[] joined = new long[((end() - 1) >> shift) - first + 1];
    for (int i = 0; i < counts.length; i++) {
      joined[((offset + i) >> shift) - first] += counts[i];
    }
    return of(first, joined);
  }

  /** Both, of the same scale. */
  Buckets plus(Buckets other) {
    if (counts.length == 0 || other.counts.length == 0) {
      return counts.length == 0 ? other : this;
    }
    int first = Math.min(offset, other.offset);
    long[] sums = new long[span(other)];
    for (int i = 0; i < counts.length; i++) {
      sums[offset - first + i] = counts[i];
    }
    for (int i = 0; i < other.counts.length; i++) {
      sums[other.offset - first + i] += other.counts[i];
    }
    return of(first, sums);
  }

  /** How many buckets both take, with those between them. */
  int span(Buckets other) {
    if (counts.length == 0 || other.counts.length == 0) {
      return counts.length + other.counts.length;
    }
    long span = (long) Math.max(end(), other.end()) - Math.min(offset, other.offset);
    return (int) Math.min(span, Integer.MAX_VALUE);
  }
}
