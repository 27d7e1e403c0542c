package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.compression.Format;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How messages are compressed: the key {@code compression}. */
public enum GrpcCompression {
  /** Taken by every gRPC backend. */
  GZIP("gzip", Format.GZIP),
  /** About five times cheaper than gzip and smaller; not every backend takes it. */
  ZSTD("zstd", Format.ZSTD),
  /** A stream of snappy chunks; under this name the Collector takes no other form. */
  SNAPPY("snappy", Format.SNAPPY_FRAMED),
  /** Messages go out as they are. */
  NONE("identity", null);

  private final String encoding;
  private final @Nullable Format format;

  GrpcCompression(String encoding, @Nullable Format format) {
    this.encoding = encoding;
    this.format = format;
  }

  /** The value of the grpc-encoding header. */
  String encoding() {
    return encoding;
  }

  /** What messages look like; empty where they are not compressed. */
  Optional<Format> format() {
    return Optional.ofNullable(format);
  }
}
