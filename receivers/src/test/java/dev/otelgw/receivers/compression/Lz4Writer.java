package dev.otelgw.receivers.compression;

import io.airlift.compress.lz4.Lz4Compressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Writes LZ4 frames: independent blocks, with a checksum over the content. */
final class Lz4Writer {

  private Lz4Writer() {}

  static byte[] frame(byte[] plain, int blockSize) {
    Lz4Compressor compressor = new Lz4Compressor();
    ByteBuffer out =
        ByteBuffer.allocate(64 + plain.length * 2 + 1024).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0x184D2204).put((byte) 0x64).put((byte) 0x40);
    out.put((byte) (XxHash32.of(out.array(), 4, 6) >>> 8));
    for (int at = 0; at < plain.length; at += blockSize) {
      int length = Math.min(blockSize, plain.length - at);
      byte[] block = new byte[compressor.maxCompressedLength(length)];
      int n = compressor.compress(plain, at, length, block, 0, block.length);
      out.putInt(n).put(block, 0, n);
    }
    out.putInt(0).putInt(XxHash32.of(plain, 0, plain.length));
    return Arrays.copyOf(out.array(), out.position());
  }
}
