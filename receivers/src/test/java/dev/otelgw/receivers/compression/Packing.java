package dev.otelgw.receivers.compression;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Every way in which clients compress, by libraries that are not the receiver's own code. */
public enum Packing {
  /** RFC 1952. */
  GZIP(Compression.GZIP, through(GZIPOutputStream::new)),
  /** RFC 1952, two after one another. */
  TWO_GZIP_MEMBERS(Compression.GZIP, Packing::twoMembers),
  /** RFC 1950. */
  ZLIB(Compression.ZLIB, through(DeflaterOutputStream::new)),
  /** RFC 1950 by its name in HTTP. */
  DEFLATE(Compression.DEFLATE, through(DeflaterOutputStream::new)),
  /** RFC 1951. */
  RAW_DEFLATE(
      Compression.DEFLATE, through(out -> new DeflaterOutputStream(out, new Deflater(6, true)))),
  /** RFC 8878, its frame names the size. */
  ZSTD_WITH_SIZE(Compression.ZSTD, Zstd::compress),
  /** RFC 8878, its frame does not. */
  ZSTD_WITHOUT_SIZE(Compression.ZSTD, through(ZstdOutputStreamNoFinalizer::new)),
  /** One block. */
  SNAPPY_BLOCK(Compression.SNAPPY, Packing::snappyBlock),
  /** Frames under the name of the block. */
  SNAPPY_FRAMED(Compression.SNAPPY, through(SnappyFramedOutputStream::new)),
  /** Frames under their own name. */
  X_SNAPPY_FRAMED(Compression.SNAPPY_FRAMED, through(SnappyFramedOutputStream::new)),
  /** Frames of LZ4. */
  LZ4(Compression.LZ4, plain -> Lz4Writer.frame(plain, 64 * 1024));

  private interface Packer {
    byte[] pack(byte[] plain) throws IOException;
  }

  private interface Wrapper {
    OutputStream around(OutputStream out) throws IOException;
  }

  private final Compression by;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a function without state.
  private final Packer packer;

  Packing(Compression by, Packer packer) {
    this.by = by;
    this.packer = packer;
  }

  /** What expands it. */
  public Compression by() {
    return by;
  }

  /** Compresses. */
  public byte[] pack(byte[] plain) {
    try {
      return packer.pack(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Packer through(Wrapper wrapper) {
    return plain -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packing = wrapper.around(out)) {
        packing.write(plain);
      }
      return out.toByteArray();
    };
  }

  private static byte[] twoMembers(byte[] plain) throws IOException {
    Packer gzip = through(GZIPOutputStream::new);
    int half = plain.length / 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(gzip.pack(Arrays.copyOf(plain, half)));
    out.write(gzip.pack(Arrays.copyOfRange(plain, half, plain.length)));
    return out.toByteArray();
  }

  private static byte[] snappyBlock(byte[] plain) {
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
    int n = compressor.compress(plain, 0, plain.length, out, 0, out.length);
    return Arrays.copyOf(out, n);
  }
}
