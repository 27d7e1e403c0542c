package dev.otelgw.exporters.compression;

import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** gzip (RFC 1952) and zlib (RFC 1950) by the JDK's deflate. */
final class DeflateCompressor implements Compressor {

  private static final int ROOM = 512;

  /** Deflate, no flags, no time; fastest algorithm (4), unknown system (255). RFC 1952, 2.3. */
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 4, (byte) 0xff};

  private final Deflater deflater;
  private final boolean gzip;
  private final CRC32 crc = new CRC32();

  private DeflateCompressor(int level, boolean gzip) {
    this.deflater = new Deflater(level, gzip);
    this.gzip = gzip;
  }

  static DeflateCompressor gzip(int level) {
    return new DeflateCompressor(level, true);
  }

  static DeflateCompressor zlib(int level) {
    return new DeflateCompressor(level, false);
  }

  @Override
  public void compress(List<byte[]> segments, GrowingBytes out) {
    if (gzip) {
      out.write(GZIP_HEADER, 0, GZIP_HEADER.length);
    }
    int size = 0;
    for (byte[] segment : segments) {
      deflater.setInput(segment);
      while (!deflater.needsInput()) {
        deflate(out);
      }
      if (gzip) {
        crc.update(segment);
        size += segment.length;
      }
    }
    deflater.finish();
    while (!deflater.finished()) {
      deflate(out);
    }
    if (gzip) {
      writeLittleEndian((int) crc.getValue(), out);
      writeLittleEndian(size, out);
      crc.reset();
    }
    deflater.reset();
  }

  private void deflate(GrowingBytes out) {
    out.reserve(ROOM);
    out.advance(deflater.deflate(out.array(), out.size(), out.room()));
  }

  private static void writeLittleEndian(int value, GrowingBytes out) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
