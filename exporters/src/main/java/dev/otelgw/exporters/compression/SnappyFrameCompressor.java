package dev.otelgw.exporters.compression;

import io.airlift.compress.snappy.SnappyFramedOutputStream;
import java.io.IOException;
import java.util.List;

/** A stream of snappy chunks, with their checksums. */
final class SnappyFrameCompressor implements Compressor {

  @Override
  public void compress(List<byte[]> segments, GrowingBytes out) throws IOException {
    try (SnappyFramedOutputStream snappy = new SnappyFramedOutputStream(out)) {
      for (byte[] segment : segments) {
        snappy.write(segment, 0, segment.length);
      }
    }
  }
}
