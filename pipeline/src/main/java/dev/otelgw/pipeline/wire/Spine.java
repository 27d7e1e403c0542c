package dev.otelgw.pipeline.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A request as a tree of what leads to its items: resources, scopes, metrics. Everything else in a
 * message (its name, its attributes) is kept as ranges of bytes that every part repeats. Made from
 * bytes that were accepted by {@link OtlpParser}; immutable after that.
 */
final class Spine {

  /** Number of the first leaf below, counted over the whole request. */
  final int firstLeaf;

  /** Number after that of the last leaf below. */
  int endLeaf;

  /** Tag in the parent; 0 for the request. */
  final int tag;

  /** For a leaf: how many items it counts. */
  final int items;

  /** For a leaf: the whole field; for others: what every part repeats. */
  final List<Range> ranges = new ArrayList<>(2);

  final List<Spine> children = new ArrayList<>();

  /** Total of {@link #ranges} in bytes. */
  int ownBytes;

  /** Bytes {@code from} to {@code to} of an array. */
  static final class Range {
    final byte[] bytes;
    final int from;
    final int to;

    Range(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    int length() {
      return to - from;
    }
  }

  private Spine(int tag, int firstLeaf, int items) {
    this.tag = tag;
    this.firstLeaf = firstLeaf;
    this.endLeaf = firstLeaf;
    this.items = items;
  }

  /** The tree of a request in segments. */
  static Spine of(MessageType request, List<byte[]> segments) {
    Spine root = new Spine(0, 0, 0);
    for (byte[] segment : segments) {
      root.read(request, segment, 0, segment.length);
    }
    return root;
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  private void read(MessageType type, byte[] bytes, int from, int end) {
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Range whole = new Range(bytes, in.tagStart(), in.valueEnd());
      Field field = type.field(in.fieldNumber());
      if (field == null || in.wireType() != WireType.LENGTH) {
        add(whole);
      } else if (field.item()) {
        leaf(in.tag(), whole, 1);
      } else if (leads(field)) {
        branch(in, field.message(), whole);
      } else {
        add(whole);
      }
    }
  }

  private void branch(WireReader in, MessageType type, Range whole) {
    Spine child = new Spine(in.tag(), endLeaf, 0);
    if (divisible(type, whole.bytes, in.valueStart(), in.valueEnd())) {
      child.read(type, whole.bytes, in.valueStart(), in.valueEnd());
    }
    if (child.isLeaf()) {
      leaf(in.tag(), whole, count(type, whole.bytes, in.valueStart(), in.valueEnd()));
    } else {
      children.add(child);
      endLeaf = child.endLeaf;
    }
  }

  /**
   * A metric has one kind of data. Where the wire names several, the last one wins or they merge,
   * so its parts cannot stand alone.
   */
  private static boolean divisible(MessageType type, byte[] bytes, int from, int end) {
    int alternatives = 0;
    WireReader in = new WireReader(bytes, from, end);
    while (in.next()) {
      Field field = type.field(in.fieldNumber());
      if (field != null && field.oneof()) {
        alternatives++;
      }
    }
    return alternatives <= 1;
  }

  private static int count(MessageType type, byte[] bytes, int from, int end) {
    OtlpWalk walk = new OtlpWalk(bytes);
    try {
      walk.message(type, from, end, 1);
    } catch (OtlpWalk.Broken e) {
      throw new IllegalStateException("a batch holds only bytes that were validated", e);
    }
    return walk.items();
  }

  private void leaf(int leafTag, Range whole, int count) {
    Spine leaf = new Spine(leafTag, endLeaf, count);
    leaf.endLeaf = endLeaf + 1;
    leaf.add(whole);
    children.add(leaf);
    endLeaf++;
  }

  private void add(Range range) {
    ranges.add(range);
    ownBytes += range.length();
  }

  /** Whether items lie below. */
  private static boolean leads(Field field) {
    return field.kind() == FieldKind.MESSAGE
        && switch (field.name()) {
          case "resource_spans", "scope_spans", "resource_metrics", "scope_metrics", "metrics" ->
              true;
          case "resource_logs", "scope_logs" -> true;
          case "gauge", "sum", "histogram", "exponential_histogram", "summary" -> true;
          default -> false;
        };
  }
}
