package dev.otelgw.exporters.file;

import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
import dev.otelgw.exporters.file.FileExporterConfig.GroupByConfig;
import dev.otelgw.exporters.file.FileExporterConfig.RotationConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A configuration, key by key. */
final class FileConfigs {

  private final String path;
  private Format format = Format.JSON;
  private String encoding = "";
  private Compression compression = Compression.NONE;
  private boolean append = true;
  private @Nullable RotationConfig rotation;
  private Duration flush = Duration.ofSeconds(1);
  private @Nullable GroupByConfig groupBy;
  private boolean createDirectory;
  private String permissions = "";

  private FileConfigs(String path) {
    this.path = path;
  }

  static FileConfigs to(Path path) {
    return new FileConfigs(path.toString());
  }

  static FileConfigs to(String path) {
    return new FileConfigs(path);
  }

  FileConfigs as(Format other, Compression packed) {
    format = other;
    compression = packed;
    return this;
  }

  FileConfigs encoding(String id) {
    encoding = id;
    return this;
  }

  FileConfigs fresh() {
    append = false;
    return this;
  }

  FileConfigs rotating(@Nullable RotationConfig other) {
    rotation = other;
    return this;
  }

  FileConfigs flushing(Duration interval) {
    flush = interval;
    return this;
  }

  FileConfigs groupedBy(String attribute, int mostOpen) {
    groupBy = new GroupByConfig(true, attribute, mostOpen);
    return this;
  }

  FileConfigs makingFolders(String octal) {
    createDirectory = true;
    permissions = octal;
    return this;
  }

  FileConfigs permissions(String octal) {
    permissions = octal;
    return this;
  }

  FileExporterConfig config() {
    return new FileExporterConfig(
        path,
        format,
        encoding,
        compression,
        append,
        rotation,
        flush,
        groupBy,
        createDirectory,
        permissions);
  }
}
