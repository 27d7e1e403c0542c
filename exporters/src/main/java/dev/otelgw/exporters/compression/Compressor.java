package dev.otelgw.exporters.compression;

import java.io.IOException;
import java.util.List;

/**
 * Compresses one body after another with the same native state, which costs more to make than most
 * bodies cost to compress. Not thread-safe.
 */
interface Compressor extends AutoCloseable {

  /** Writes the segments, laid end to end, as one compressed body. */
  void compress(List<byte[]> segments, GrowingBytes out) throws IOException;

  /** Frees the native state. */
  @Override
  default void close() {}

  /** One that writes {@code format}; formats without levels pass over {@code level}. */
  static Compressor of(Format format, int level) {
    return switch (format) {
      case GZIP -> DeflateCompressor.gzip(level);
      case ZLIB -> DeflateCompressor.zlib(level);
      case ZSTD -> new ZstdCompressor(level);
      case SNAPPY_BLOCK -> new SnappyBlockCompressor();
      case SNAPPY_FRAMED -> new SnappyFrameCompressor();
      case LZ4_FRAME -> new Lz4FrameCompressor();
    };
  }
}
