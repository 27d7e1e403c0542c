package dev.otelgw.exporters.http;

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
  void close();

  /** One that writes what the Content-Encoding of {@code compression} promises. */
  static Compressor of(Compression compression, int level) {
    return switch (compression) {
      case GZIP -> DeflateCompressor.gzip(level);
      case DEFLATE, ZLIB -> DeflateCompressor.zlib(level);
      case ZSTD -> new ZstdCompressor(level);
      case NONE -> throw new IllegalArgumentException("nothing to compress with");
    };
  }
}
