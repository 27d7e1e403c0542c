package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Signal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a segment's file begins and, if it was closed in peace, ends. Numbers are big-endian.
 *
 * <pre>
 *  0  magic     "otelgwJ"     a footer: "otelgwE"
 *  7  version   1
 *  8  signal    1 traces, 2 metrics, 3 logs
 *  9  zeros
 * 12  number    of the segment, as in its name          footer: entries
 * 20  check     CRC-32C of the 20 bytes before it       footer: items, bytes, then the check
 * </pre>
 */
final class SegmentFormat {

  static final int VERSION = 1;
  static final int HEADER = 24;
  static final int FOOTER = 40;

  private static final byte[] HEAD = {'o', 't', 'e', 'l', 'g', 'w', 'J'};
  private static final byte[] END = {'o', 't', 'e', 'l', 'g', 'w', 'E'};
  private static final int VERSION_AT = 7;
  private static final int SIGNAL_AT = 8;

  private SegmentFormat() {}

  static byte code(Signal signal) {
    return switch (signal) {
      case TRACES -> 1;
      case METRICS -> 2;
      case LOGS -> 3;
    };
  }

  static ByteBuffer header(Signal signal, long number) {
    ByteBuffer header = begin(HEADER, HEAD, signal).putLong(number);
    return header.putInt(RecordFormat.check(header, 0, HEADER - 4)).flip();
  }

  static ByteBuffer footer(Signal signal, Totals totals) {
    ByteBuffer footer =
        begin(FOOTER, END, signal)
            .putLong(totals.entries())
            .putLong(totals.items())
            .putLong(totals.bytes());
    return footer.putInt(RecordFormat.check(footer, 0, FOOTER - 4)).flip();
  }

  private static ByteBuffer begin(int size, byte[] magic, Signal signal) {
    return ByteBuffer.allocate(size)
        .put(magic)
        .put((byte) VERSION)
        .put(code(signal))
        .put(new byte[3]);
  }

  /** The version that a header names; 0 if it is no header, or a damaged one. */
  static int version(ByteBuffer header) {
    return whole(header, HEADER, HEAD) ? header.get(VERSION_AT) : 0;
  }

  /** The signal's code in a header or footer that is whole. */
  static byte signal(ByteBuffer from) {
    return from.get(SIGNAL_AT);
  }

  /** What a footer says; null if it is none, or a damaged one. */
  static @Nullable Totals totals(ByteBuffer footer) {
    if (!whole(footer, FOOTER, END)) {
      return null;
    }
    return new Totals(footer.getLong(12), footer.getLong(20), footer.getLong(28));
  }

  private static boolean whole(ByteBuffer bytes, int size, byte[] magic) {
    if (bytes.remaining() != size
        || bytes.getInt(size - 4) != RecordFormat.check(bytes, 0, size - 4)) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes.get(i) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
