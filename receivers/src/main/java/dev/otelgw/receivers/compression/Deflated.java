package dev.otelgw.receivers.compression;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The formats around DEFLATE. */
final class Deflated {

  /**
   * One bit of input gives 258 bytes at best, so no more than this comes out (zlib, technical
   * details).
   */
  private static final long BEST_RATIO = 1032;

  private static final int CHUNK = 16 * 1024;
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Deflated() {}

  static void gzip(byte[] data, Output out) throws IOException {
    // The last four bytes are the plain size (RFC 1952, ISIZE), if there is one member and no lie.
    if (data.length >= 18) {
      long promised = Integer.toUnsignedLong((int) LITTLE_INT.get(data, data.length - 4));
      out.expect(Math.min(promised, data.length * BEST_RATIO));
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(data), chunk(data))) {
      out.fill(in::read);
    }
  }

  static void zlibOrRaw(byte[] data, Output out) throws IOException {
    Inflater inflater = new Inflater(!hasZlibHeader(data));
    try (var in = new InflaterInputStream(new ByteArrayInputStream(data), inflater, chunk(data))) {
      out.fill(in::read);
    } finally {
      inflater.end();
    }
  }

  /** RFC 1950, 2.2: the method is 8, and both bytes together are a multiple of 31. */
  private static boolean hasZlibHeader(byte[] data) {
    return data.length >= 2
        && (data[0] & 0x0f) == 8
        && (((data[0] & 0xff) << 8) | (data[1] & 0xff)) % 31 == 0;
  }

  private static int chunk(byte[] data) {
    return Math.clamp(data.length, 1, CHUNK);
  }
}
