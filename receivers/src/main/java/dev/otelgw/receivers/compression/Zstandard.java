package dev.otelgw.receivers.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Zstandard frames. */
final class Zstandard {

  /** RFC 9659: a window of more than 8 MiB must not be asked of a receiver. 2^23 bytes. */
  private static final int WINDOW_LOG = 23;

  private Zstandard() {}

  static void expand(byte[] data, Output out) throws IOException {
    long plain = data.length == 0 ? 0 : Zstd.getFrameContentSize(data);
    if (plain > 0 && Zstd.findFrameCompressedSize(data) == data.length) {
      // One frame that names its size: straight into an array of that size.
      out.claim(plain);
      long n = Zstd.decompressByteArray(out.array(), 0, (int) plain, data, 0, data.length);
      if (Zstd.isError(n)) {
        throw new ZstdException(n);
      }
      out.advance((int) n);
      return;
    }
    try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(data))) {
      in.setLongMax(WINDOW_LOG);
      out.fill(in::read);
    }
  }
}
