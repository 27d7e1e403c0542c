package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Setting;

/** The key {@code compression_params}. */
public record CompressionParams(
    @Setting(
            value =
                "Level of the compression: 1 (fastest) to 9 for gzip, deflate and zlib, to 22 for"
                    + " zstd. 0 or -1: the fastest, which costs half of gzip's usual level 6 and"
                    + " makes bodies about 14 % larger.",
            min = -1,
            max = 22)
        int level) {

  /** The fastest level. */
  public CompressionParams() {
    this(0);
  }
}
