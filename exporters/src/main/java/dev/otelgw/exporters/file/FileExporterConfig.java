package dev.otelgw.exporters.file;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import org.jspecify.annotations.Nullable;

/** The {@code file} exporter. */
public record FileExporterConfig(
    @Setting("File to write to.") String path,
    @Setting(
            "json: one OTLP/JSON request a line; proto: each request as protobuf behind its length"
                + " in four bytes, big-endian.")
        Format format,
    @Setting("none, or zstd: each request compressed, behind its length in four bytes.")
        Compression compression,
    @Setting("Go on writing at the end of a file that exists; false: start it anew.")
        boolean append,
    @Setting("Start a new file when this one is large; absent: never.")
        @Nullable RotationConfig rotation,
    @Setting("Make the folders on the way to the file.") CreateDirectoryConfig createDirectory)
    implements Checked {

  /** What a record in the file is. */
  public enum Format {
    /** OTLP/JSON, one request a line. */
    JSON,
    /** Protobuf behind its length. */
    PROTO
  }

  /** How a record is compressed. */
  public enum Compression {
    /** Not at all. */
    NONE,
    /** Zstandard. */
    ZSTD
  }

  /** When to start a new file: {@code rotation}. */
  public record RotationConfig(
      @Setting(value = "Size of a file in MiB at which the next is begun.", min = 1, max = 1 << 20)
          int maxMegabytes,
      @Setting(value = "Days that old files are kept. 0: for ever.", min = 0) int maxDays,
      @Setting(value = "How many old files are kept. 0: all.", min = 0) int maxBackups) {

    /** The Collector's defaults. */
    public RotationConfig() {
      this(100, 0, 100);
    }
  }

  /** Whether to make missing folders: {@code create_directory}. */
  public record CreateDirectoryConfig(
      @Setting("Make them, readable by the owner only.") boolean enabled) {

    /** The Collector's default. */
    public CreateDirectoryConfig() {
      this(false);
    }
  }

  /** Defaults; a path has to be given. */
  public FileExporterConfig() {
    this("", Format.JSON, Compression.NONE, true, null, new CreateDirectoryConfig());
  }

  @Override
  public void check(Problems problems) {
    if (path.isBlank()) {
      problems.error(
          "path", "missing; give the file to write to, for example data/telemetry.jsonl");
    }
    if (rotation != null && !append) {
      problems.error("append", "must be true with rotation, which goes on where it left off");
    }
  }
}
