package dev.otelgw.exporters.compression;

import io.airlift.compress.snappy.SnappyCompressor;
import java.util.List;

/** One block of snappy: the whole body is one piece, so several segments are joined first. */
final class SnappyBlockCompressor implements Compressor {

  private final SnappyCompressor snappy = new SnappyCompressor();

  @Override
  public void compress(List<byte[]> segments, GrowingBytes out) {
    byte[] whole = joined(segments);
    out.reserve(snappy.maxCompressedLength(whole.length));
    out.advance(snappy.compress(whole, 0, whole.length, out.array(), out.size(), out.room()));
  }

  private static byte[] joined(List<byte[]> segments) {
    if (segments.size() == 1) {
      return segments.getFirst();
    }
    GrowingBytes whole = new GrowingBytes(segments.stream().mapToInt(each -> each.length).sum());
    segments.forEach(each -> whole.write(each, 0, each.length));
    return whole.array();
  }
}
