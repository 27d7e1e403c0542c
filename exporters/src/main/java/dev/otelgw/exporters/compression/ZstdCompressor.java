package dev.otelgw.exporters.compression;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** zstd (RFC 8878): one frame for each body, from one native context. */
final class ZstdCompressor implements Compressor {

  private final Target target = new Target();
  private final ZstdOutputStreamNoFinalizer zstd;

  ZstdCompressor(int level) {
    try {
      // A flush ends the frame, and the next write begins another: so the context is kept.
      zstd = new ZstdOutputStreamNoFinalizer(target, level).setCloseFrameOnFlush(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void compress(List<byte[]> segments, GrowingBytes out) throws IOException {
    target.bytes = out;
    try {
      for (byte[] segment : segments) {
        zstd.write(segment, 0, segment.length);
      }
      zstd.flush();
    } finally {
      target.bytes = Target.NOWHERE;
    }
  }

  @Override
  public void close() {
    try {
      zstd.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the stream writes, body by body. */
  private static final class Target extends OutputStream {

    static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private OutputStream bytes = NOWHERE;

    @Override
    public void write(int b) throws IOException {
      bytes.write(b);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      bytes.write(from, offset, length);
    }
  }
}
