package dev.otelgw.exporters.file;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code file} exporter. */
public record FileExporterConfig(
    @Setting("File to write to; with group_by, a * stands for the attribute's value.") String path,
    @Setting(
            "json: one OTLP/JSON request a line; proto: each request as protobuf behind its length"
                + " in four bytes, big-endian.")
        Format format,
    @Setting("Extensions that encode are not supported; use format.") String encoding,
    @Setting("none, or zstd: each request compressed, behind its length in four bytes.")
        Compression compression,
    @Setting("Go on writing at the end of a file that exists; false: start it anew.")
        boolean append,
    @Setting("Start a new file when this one is large; absent: never.")
        @Nullable RotationConfig rotation,
    @Setting(
            "Taken as the Collector takes it, without effect: each request is written at once, so"
                + " that what is acknowledged survives the end of the process.")
        Duration flushInterval,
    @Setting("Write resources to files of their own, by an attribute; absent: all to one.")
        @Nullable GroupByConfig groupBy,
    @Setting("Make the folders on the way to the file.") boolean createDirectory,
    @Setting("Permissions of folders that are made, in octal, for example 0750. Empty: 0700.")
        String directoryPermissions)
    implements Checked {

  private static final Duration COLLECTORS_FLUSH_INTERVAL = Duration.ofSeconds(1);

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
      @Setting(value = "How many old files are kept. 0: all.", min = 0) int maxBackups,
      @Setting(
              value = "The time in the names of old files is this machine's, not UTC.",
              name = "localtime")
          boolean localTime) {

    /** The Collector's defaults. */
    public RotationConfig() {
      this(100, 0, 100, false);
    }
  }

  /** Which file a resource goes to: {@code group_by}. */
  public record GroupByConfig(
      @Setting("Write to several files.") boolean enabled,
      @Setting("Resource attribute whose text takes the place of the * in path.")
          String resourceAttribute,
      @Setting(value = "Files that are kept open.", min = 1, max = 10_000) int maxOpenFiles) {

    /** The Collector's defaults. */
    public GroupByConfig() {
      this(false, "fileexporter.path_segment", 100);
    }
  }

  /** Defaults; a path has to be given. */
  public FileExporterConfig() {
    this(
        "",
        Format.JSON,
        "",
        Compression.NONE,
        true,
        null,
        COLLECTORS_FLUSH_INTERVAL,
        null,
        false,
        "");
  }

  @Override
  public void check(Problems problems) {
    if (path.isBlank()) {
      problems.error(
          "path", "missing; give the file to write to, for example data/telemetry.jsonl");
    }
    if (!encoding.isEmpty()) {
      problems.error("encoding", "extensions that encode are not supported; use format instead");
    }
    if (rotation != null && !append) {
      problems.warning("append", "has no effect with rotation, which goes on where it left off");
    }
    if (!flushInterval.equals(COLLECTORS_FLUSH_INTERVAL)) {
      problems.warning("flush_interval", "has no effect here: each request is written at once");
    }
    checkFolders(problems);
    checkGroups(problems);
  }

  private void checkFolders(Problems problems) {
    if (directoryPermissions.isEmpty()) {
      return;
    }
    if (!makesFolders()) {
      problems.error("directory_permissions", "needs create_directory: true");
    }
    try {
      Set<PosixFilePermission> _ = Octal.permissions(directoryPermissions);
    } catch (IllegalArgumentException e) {
      problems.error("directory_permissions", String.valueOf(e.getMessage()));
    }
  }

  private void checkGroups(Problems problems) {
    if (!grouped()) {
      return;
    }
    if (path.chars().filter(c -> c == '*').count() != 1) {
      problems.error("path", "must hold exactly one * where group_by is enabled");
    } else if (path.startsWith("*")) {
      problems.error("path", "must not begin with the *; write ./* for this folder");
    }
    if (groupBy != null && groupBy.resourceAttribute().isEmpty()) {
      problems.error("group_by.resource_attribute", "is empty; name a resource attribute");
    }
  }

  boolean grouped() {
    return groupBy != null && groupBy.enabled();
  }

  /** Where files come by themselves, their folders do too. */
  boolean makesFolders() {
    return createDirectory || grouped();
  }

  /** What folders that are made permit. */
  Set<PosixFilePermission> folderPermissions() {
    return Octal.permissions(directoryPermissions.isEmpty() ? "0700" : directoryPermissions);
  }
}
