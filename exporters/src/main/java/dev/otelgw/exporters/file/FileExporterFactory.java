package dev.otelgw.exporters.file;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import java.util.List;

/** Makes {@code file} exporters. */
public final class FileExporterFactory implements ExporterFactory<FileExporterConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "file",
        List.of(),
        "beta",
        ComponentType.ALL_SIGNALS,
        "Writes telemetry to a file, as OTLP JSON lines or protobuf, with rotation.");
  }

  @Override
  public Class<FileExporterConfig> configType() {
    return FileExporterConfig.class;
  }

  @Override
  public Exporter create(FileExporterConfig config, Context context) {
    return new FileExporter(config, context);
  }
}
