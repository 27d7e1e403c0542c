package dev.otelgw.pipeline.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How a record begins. Numbers are big-endian; both checksums are CRC-32C (RFC 3720, appendix B.4).
 *
 * <pre>
 *  0  magic           "OTLR"
 *  4  caller length   bytes
 *  8  body length     bytes
 * 12  items           spans, data points or log records
 * 16  accepted        Unix milliseconds
 * 24  payload check   over caller and body
 * 28  header check    over the 28 bytes before it
 * 32  caller, body
 * </pre>
 *
 * <p>A header that checks out says where the next record begins even if the payload is damaged.
 */
final class RecordFormat {

  static final int HEADER = 32;
  static final int MAGIC = 0x4F544C52;

  private static final int CHECKED = 28;

  private RecordFormat() {}

  /** What a header says. */
  record Header(int callerBytes, int bodyBytes, int items, long acceptedMillis, int payloadCheck) {

    /** Of the whole record. */
    long size() {
      return (long) HEADER + callerBytes + bodyBytes;
    }
  }

  /** Writes a header at the buffer's position. */
  static void write(ByteBuffer to, Header header) {
    int start = to.position();
    to.putInt(MAGIC)
        .putInt(header.callerBytes)
        .putInt(header.bodyBytes)
        .putInt(header.items)
        .putLong(header.acceptedMillis)
        .putInt(header.payloadCheck)
        .putInt(check(to, start, CHECKED));
  }

  /** The header that begins at {@code at}; null if none does. There are enough bytes for one. */
  static @Nullable Header read(ByteBuffer from, int at) {
    if (from.getInt(at) != MAGIC || from.getInt(at + CHECKED) != check(from, at, CHECKED)) {
      return null;
    }
    Header header =
        new Header(
            from.getInt(at + 4),
            from.getInt(at + 8),
            from.getInt(at + 12),
            from.getLong(at + 16),
            from.getInt(at + 24));
    return header.callerBytes < 0 || header.bodyBytes < 0 || header.items < 0 ? null : header;
  }

  /** Over some bytes of a buffer, whose position stays. */
  static int check(ByteBuffer bytes, int start, int length) {
    CRC32C check = new CRC32C();
    check.update(bytes.duplicate().limit(start + length).position(start));
    return (int) check.getValue();
  }

  /** Over caller and body. */
  static int payloadCheck(byte[] caller, List<byte[]> body) {
    CRC32C check = new CRC32C();
    check.update(caller);
    body.forEach(check::update);
    return (int) check.getValue();
  }
}
