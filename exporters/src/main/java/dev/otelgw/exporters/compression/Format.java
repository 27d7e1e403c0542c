package dev.otelgw.exporters.compression;

/** What a compressed body looks like. */
public enum Format {
  /** RFC 1952. */
  GZIP,
  /** RFC 1950. */
  ZLIB,
  /** RFC 8878, one frame. */
  ZSTD,
  /** One block of snappy (its format_description.txt). */
  SNAPPY_BLOCK,
  /** A stream of snappy chunks (its framing_format.txt). */
  SNAPPY_FRAMED,
  /** One LZ4 frame (its lz4_Frame_format.md, 1.6.x). */
  LZ4_FRAME
}
