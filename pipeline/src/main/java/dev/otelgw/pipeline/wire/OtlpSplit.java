package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Cuts a batch into smaller ones at the boundaries of resources, scopes, metrics and items. Order
 * is kept; every part repeats the resource and scope of its items. Stateless.
 */
public final class OtlpSplit {

  /** A tag and a length at most: what opening a message costs beyond its own bytes. */
  private static final int ENVELOPE = 7;

  private OtlpSplit() {}

  /** Parts of at most {@code max} items. An indivisible rest may be larger. */
  public static List<Batch> byItems(Batch batch, long max) {
    return batch.items() <= max ? List.of(batch) : split(batch, max, leaf -> leaf.items, false);
  }

  /** Parts of at most {@code max} bytes. A single item that is larger is a part of its own. */
  public static List<Batch> byBytes(Batch batch, long max) {
    return batch.size() <= max ? List.of(batch) : split(batch, max, leaf -> leaf.ownBytes, true);
  }

  private static List<Batch> split(
      Batch batch, long max, ToLongFunction<Spine> measure, boolean envelopes) {
    Spine root = Spine.of(OtlpSchema.request(batch.signal()), batch.segments());
    if (root.isLeaf()) {
      return List.of(batch);
    }
    List<Integer> cuts = new ArrayList<>();
    new Cutter(max, measure, envelopes, cuts).visit(root, 0);
    cuts.add(root.endLeaf);
    List<Batch> parts = new ArrayList<>(cuts.size());
    int from = 0;
    for (int to : cuts) {
      if (to > from) {
        byte[] bytes = new byte[size(root, from, to)];
        write(root, from, to, bytes, 0);
        parts.add(Batch.of(batch.signal(), bytes, items(root, from, to)));
        from = to;
      }
    }
    return parts;
  }

  /** Goes over the leaves in order and notes before which of them a new part begins. */
  private static final class Cutter {
    private final long max;
    private final ToLongFunction<Spine> measure;
    private final boolean envelopes;
    private final List<Integer> cuts;
    private final List<Spine> open = new ArrayList<>();
    private long size;
    private boolean empty = true;

    Cutter(long max, ToLongFunction<Spine> measure, boolean envelopes, List<Integer> cuts) {
      this.max = max;
      this.measure = measure;
      this.envelopes = envelopes;
      this.cuts = cuts;
    }

    void visit(Spine node, int depth) {
      if (node.isLeaf()) {
        leaf(node);
        return;
      }
      open.add(node);
      size += envelope(node);
      for (Spine child : node.children) {
        visit(child, depth + 1);
      }
      open.removeLast();
    }

    private void leaf(Spine leaf) {
      long more = measure.applyAsLong(leaf);
      if (!empty && size + more > max) {
        cuts.add(leaf.firstLeaf);
        size = open.stream().mapToLong(this::envelope).sum();
      }
      size += more;
      empty = false;
    }

    private long envelope(Spine node) {
      return envelopes ? node.ownBytes + ENVELOPE : 0;
    }
  }

  private static boolean within(Spine node, int from, int to) {
    return node.firstLeaf < to && node.endLeaf > from;
  }

  private static int items(Spine node, int from, int to) {
    int items = node.items;
    for (Spine child : node.children) {
      if (within(child, from, to)) {
        items += items(child, from, to);
      }
    }
    return items;
  }

  /** Bytes of the node's content, of its leaves only those in the range. */
  private static int size(Spine node, int from, int to) {
    int size = node.ownBytes;
    for (Spine child : node.children) {
      if (within(child, from, to)) {
        int content = size(child, from, to);
        size += child.isLeaf() ? content : varintSize(child.tag) + varintSize(content) + content;
      }
    }
    return size;
  }

  private static int write(Spine node, int from, int to, byte[] out, int start) {
    int at = start;
    for (Spine.Range range : node.ranges) {
      System.arraycopy(range.bytes, range.from, out, at, range.length());
      at += range.length();
    }
    for (Spine child : node.children) {
      if (within(child, from, to)) {
        if (!child.isLeaf()) {
          at = varint(child.tag, out, at);
          at = varint(size(child, from, to), out, at);
        }
        at = write(child, from, to, out, at);
      }
    }
    return at;
  }

  private static int varint(int value, byte[] out, int start) {
    int at = start;
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      out[at++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
    return at;
  }

  private static int varintSize(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }
}
