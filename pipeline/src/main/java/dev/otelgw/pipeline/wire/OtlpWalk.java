package dev.otelgw.pipeline.wire;

import java.util.Objects;

/**
 * One walk over the wire form of an export request: checks that it is well formed down to the last
 * attribute, and counts its items. Builds no objects. Single-use, single-threaded.
 *
 * <p>It accepts what protobuf-java parses, and is stricter where a backend is: no groups (OTLP has
 * none), tags of at most five bytes, ids of the right length.
 */
final class OtlpWalk {

  /** As protobuf-java's default recursion limit. */
  static final int MAX_DEPTH = 100;

  private final byte[] bytes;
  private int items;

  OtlpWalk(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Number of items seen by {@link #message}. */
  int items() {
    return items;
  }

  /** The items of a message that is known to be well formed. */
  static int count(MessageType type, byte[] bytes, int from, int end) {
    OtlpWalk walk = new OtlpWalk(bytes);
    try {
      walk.message(type, from, end, 1);
    } catch (Broken e) {
      throw new IllegalStateException("a batch holds only bytes that were validated", e);
    }
    return walk.items;
  }

  /** Where and why a walk stopped. Costs no stack trace; never leaves this package. */
  static final class Broken extends Exception {
    private final int offset;

    Broken(int offset, String message) {
      super(message, null, false, false);
      this.offset = offset;
    }

    int offset() {
      return offset;
    }
  }

  /** Walks the message that lies from {@code from} to {@code end}. */
  void message(MessageType type, int from, int end, int depth) throws Broken {
    if (depth > MAX_DEPTH) {
      throw new Broken(from, "nested deeper than " + MAX_DEPTH + " messages");
    }
    byte[] steps = type.stepByTag;
    int itemsBefore = items;
    int oneof = 0;
    int at = from;
    while (at < end) {
      int start = at;
      int tag = bytes[at++];
      if (tag < 0) {
        long value = longTag(start, end);
        tag = (int) value;
        at = (int) (value >>> 32);
      }
      if ((tag & 7) != WireType.LENGTH) {
        at = skipScalar(tag, start, at, end);
        continue;
      }
      int length = at < end ? bytes[at] : -1;
      if (length >= 0) {
        at++;
      } else {
        long value = longLength(start, at, end);
        length = (int) value;
        at = (int) (value >>> 32);
      }
      if (length > end - at) {
        throw new Broken(
            start, "length " + length + " reaches beyond the message, which ends at byte " + end);
      }
      int step = (tag & ~0xff) == 0 ? steps[tag] : WalkStep.UNKNOWN;
      if (step >= WalkStep.MESSAGE) {
        if ((step & WalkStep.ONEOF) != 0 && oneof != tag) {
          // The last one wins: what was counted in an earlier alternative is gone.
          items = itemsBefore;
          oneof = tag;
        }
        items += (step & WalkStep.ITEM) / WalkStep.ITEM;
        message(Objects.requireNonNull(type.messageByTag[tag]), at, at + length, depth + 1);
      } else {
        value(step, tag, start, at, length);
      }
      at += length;
    }
  }

  private void value(int step, int tag, int start, int at, int length) throws Broken {
    switch (step) {
      case WalkStep.STRING -> {
        if (!Utf8.valid(bytes, at, at + length)) {
          throw new Broken(start, "not valid UTF-8");
        }
      }
      case WalkStep.TRACE_ID -> idLength(start, length, 16);
      case WalkStep.SPAN_ID -> idLength(start, length, 8);
      case WalkStep.PACKED_64 -> packed(start, length, 8);
      case WalkStep.PACKED_32 -> packed(start, length, 4);
      case WalkStep.PACKED_VARINT -> {
        int next = at;
        while (next < at + length) {
          next = skipVarint(start, next, at + length);
        }
      }
      default -> {
        if (tag >>> 3 == 0) {
          throw new Broken(start, "field number 0");
        }
      }
    }
  }

  private static void idLength(int start, int length, int wanted) throws Broken {
    if (length != wanted && length != 0) {
      throw new Broken(start, "an id of " + length + " bytes; it must have " + wanted);
    }
  }

  private static void packed(int start, int length, int width) throws Broken {
    if (length % width != 0) {
      throw new Broken(start, "packed length " + length + " is no multiple of " + width);
    }
  }

  private int skipScalar(int tag, int start, int at, int end) throws Broken {
    int next =
        switch (tag & 7) {
          case WireType.VARINT -> skipVarint(start, at, end);
          case WireType.FIXED64 -> at + 8;
          case WireType.FIXED32 -> at + 4;
          default -> throw new Broken(start, "wire type " + (tag & 7) + " is not of OTLP");
        };
    if (tag >>> 3 == 0) {
      throw new Broken(start, "field number 0");
    }
    if (next > end) {
      throw new Broken(start, "cut off in the middle of a number");
    }
    return next;
  }

  private int skipVarint(int start, int from, int end) throws Broken {
    int last = Math.min(end, from + 10);
    for (int at = from; at < last; at++) {
      if (bytes[at] >= 0) {
        return at + 1;
      }
    }
    throw new Broken(
        start, last == end ? "cut off in the middle of a number" : "a varint of over ten bytes");
  }

  /** A tag of two to five bytes. The tag in the low half, the position after it in the high. */
  private long longTag(int start, int end) throws Broken {
    long value = 0;
    for (int i = 0; i < 5 && start + i < end; i++) {
      int b = bytes[start + i];
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if (value > 0xffffffffL) {
          break;
        }
        return (long) (start + i + 1) << 32 | value;
      }
    }
    throw new Broken(start, "no field tag");
  }

  /** A length of two to five bytes, in the low half; the position after it in the high half. */
  private long longLength(int start, int from, int end) throws Broken {
    long value = 0;
    for (int i = 0; i < 5 && from + i < end; i++) {
      int b = bytes[from + i];
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if (value > Integer.MAX_VALUE) {
          throw new Broken(start, "length " + value + " reaches beyond the message");
        }
        return (long) (from + i + 1) << 32 | value;
      }
    }
    throw new Broken(start, "cut off, or not a length, where a length should be");
  }
}
