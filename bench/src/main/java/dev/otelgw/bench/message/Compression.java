package dev.otelgw.bench.message;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a request body is packed: at the fastest level of each method. */
public enum Compression {
  NONE("none"),
  GZIP("gzip"),
  ZSTD("zstd");

  private final String coding;

  Compression(String coding) {
    this.coding = coding;
  }

  /** The name in headers and configurations. */
  public String coding() {
    return coding;
  }

  /**
   * The compression of a name as headers write it.
   *
   * @throws IllegalArgumentException when there is none of this name
   */
  public static Compression of(String coding) {
    for (Compression compression : values()) {
      if (compression.coding.equalsIgnoreCase(coding)) {
        return compression;
      }
    }
    if (coding.equalsIgnoreCase("identity")) {
      return NONE;
    }
    throw new IllegalArgumentException(
        "compression \"" + coding + "\": not one of none, gzip, zstd");
  }

  /** Packs a body. */
  public byte[] pack(byte[] body) {
    if (this == NONE) {
      return body;
    }
    var packed = new ByteArrayOutputStream(body.length / 4);
    try (OutputStream out = this == GZIP ? new FastGzip(packed) : new ZstdOutputStream(packed, 1)) {
      out.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("in memory", e);
    }
    return packed.toByteArray();
  }

  /**
   * Unpacks a body.
   *
   * @throws IOException when it is broken
   */
  public byte[] unpack(byte[] body) throws IOException {
    if (this == NONE) {
      return body;
    }
    try (InputStream in = unpacking(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  /**
   * A stream that unpacks another one.
   *
   * @throws IOException when its head is broken
   */
  public InputStream unpacking(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, 1 << 16);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
