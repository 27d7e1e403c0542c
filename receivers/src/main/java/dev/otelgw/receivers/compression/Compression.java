package dev.otelgw.receivers.compression;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The algorithms that clients compress OTLP with, by the names of HTTP and gRPC. */
public enum Compression {
  /** RFC 1952. */
  GZIP("gzip"),
  /** RFC 8878, with windows of at most 8 MiB as RFC 9659 asks for. */
  ZSTD("zstd"),
  /** RFC 1950. */
  ZLIB("zlib"),
  /** RFC 1950, as HTTP understands the name; bare RFC 1951 is understood too. */
  DEFLATE("deflate"),
  /** One block, or framed where it begins with the frame format's magic. */
  SNAPPY("snappy"),
  /** Framed. */
  SNAPPY_FRAMED("x-snappy-framed"),
  /** The LZ4 frame format. */
  LZ4("lz4");

  private final String label;

  Compression(String label) {
    this.label = label;
  }

  /** As {@code Content-Encoding} and {@code grpc-encoding} write it. */
  public String label() {
    return label;
  }

  /** The algorithm of this name, in any case. */
  public static Optional<Compression> of(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(c -> c.label.equals(lower)).findFirst();
  }

  /** All names. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Compression::label).toList();
  }

  /**
   * Makes {@code data} plain. Stops as soon as the result would pass {@code limit}, and grows only
   * into what {@code room} lends; giving that back is up to the caller.
   *
   * @param limit in bytes
   */
  public Expanded expand(byte[] data, int limit, Room room) {
    Output out = new Output(limit, room);
    try {
      switch (this) {
        case GZIP -> Deflated.gzip(data, out);
        case ZLIB, DEFLATE -> Deflated.zlibOrRaw(data, out);
        case ZSTD -> Zstandard.expand(data, out);
        case SNAPPY, SNAPPY_FRAMED -> Snappy.expand(data, this == SNAPPY_FRAMED, out);
        case LZ4 -> Lz4Frame.expand(data, out);
      }
      return new Expanded.Whole(out.toByteArray());
    } catch (Output.Stop stop) {
      return stop.why();
    } catch (IOException | RuntimeException e) {
      // The libraries throw of both kinds for bytes that they do not like.
      return new Expanded.Broken("broken " + label + " data: " + words(e));
    }
  }

  private static String words(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? "ends too early" : message;
  }
}
