package dev.otelgw.bench.arm;

import dev.otelgw.bench.message.Compression;
import java.util.Locale;

/** What is packed: the way into the gateway, and the way out of it. */
public enum Variant {
  PLAIN(Compression.NONE, Compression.NONE),
  GZIP(Compression.NONE, Compression.GZIP),
  ZSTD(Compression.NONE, Compression.ZSTD),
  GZIP_IN(Compression.GZIP, Compression.NONE);

  private final Compression in;
  private final Compression out;

  Variant(Compression in, Compression out) {
    this.in = in;
    this.out = out;
  }

  /**
   * The variant of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Variant of(String word) {
    for (Variant variant : values()) {
      if (variant.word().equals(word)) {
        return variant;
      }
    }
    throw new IllegalArgumentException(
        "variant \"" + word + "\": not one of plain, gzip, zstd, gzip-in");
  }

  /** How requests come. */
  public Compression in() {
    return in;
  }

  /** How the gateway sends. */
  public Compression out() {
    return out;
  }

  /** As the command line and the arms' files write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
