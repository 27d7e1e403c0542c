package dev.otelgw.receivers.compression;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.IOException;
import java.util.Arrays;

/** Snappy: one block, or the frame format. */
final class Snappy {

  /** The stream identifier that every framed body begins with (framing_format.txt, 4.1). */
  private static final byte[] MAGIC = {
    (byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y',
  };

  private Snappy() {}

  static void expand(byte[] data, boolean framed, Output out) throws IOException {
    if (framed || startsWithMagic(data)) {
      SnappyFrames.expand(data, out);
      return;
    }
    if (data.length == 0) {
      throw new IOException("ends too early");
    }
    int plain = SnappyDecompressor.getUncompressedLength(data, 0);
    if (plain < 0) {
      throw new IOException("the size in its header is not possible");
    }
    out.claim(plain);
    out.advance(
        new SnappyDecompressor()
            .decompress(data, 0, data.length, out.array(), 0, out.array().length));
  }

  private static boolean startsWithMagic(byte[] data) {
    return data.length >= MAGIC.length
        && Arrays.equals(data, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }
}
