package dev.otelgw.exporters.compression;

import io.airlift.compress.lz4.Lz4Compressor;
import java.util.List;

/** One LZ4 frame of independent blocks, without checksums of content (lz4_Frame_format.md). */
final class Lz4FrameCompressor implements Compressor {

  /** Block maximum size 5 of the frame format. */
  private static final int BLOCK = 256 << 10;

  /**
   * Magic number; FLG: version 01, independent blocks; BD: block maximum size 5; HC: the second
   * byte of xxh32 over FLG and BD.
   */
  private static final byte[] HEADER = {4, 0x22, 0x4d, 0x18, 0x60, 0x50, (byte) 0xfb};

  /** The bit of a block's size that says: not compressed. */
  private static final int PLAIN = 1 << 31;

  private static final int END_MARK = 0;

  private final Lz4Compressor lz4 = new Lz4Compressor();
  private final byte[] block = new byte[BLOCK];
  private final byte[] packed = new byte[lz4.maxCompressedLength(BLOCK)];

  @Override
  public void compress(List<byte[]> segments, GrowingBytes out) {
    out.write(HEADER, 0, HEADER.length);
    int filled = 0;
    for (byte[] segment : segments) {
      int from = 0;
      while (from < segment.length) {
        int length = Math.min(segment.length - from, BLOCK - filled);
        System.arraycopy(segment, from, block, filled, length);
        from += length;
        filled += length;
        if (filled == BLOCK) {
          writeBlock(filled, out);
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      writeBlock(filled, out);
    }
    writeLittleEndian(END_MARK, out);
  }

  private void writeBlock(int length, GrowingBytes out) {
    int size = lz4.compress(block, 0, length, packed, 0, packed.length);
    if (size < length) {
      writeLittleEndian(size, out);
      out.write(packed, 0, size);
    } else {
      writeLittleEndian(length | PLAIN, out);
      out.write(block, 0, length);
    }
  }

  private static void writeLittleEndian(int value, GrowingBytes out) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      out.write(value >>> shift);
    }
  }
}
