package dev.otelgw.exporters.nop;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Outcome;
import java.util.List;

/** Makes {@code nop} exporters. */
public final class NopExporterFactory implements ExporterFactory<NopExporterConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "nop",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Takes everything and throws it away; it counts as sent.");
  }

  @Override
  public Class<NopExporterConfig> configType() {
    return NopExporterConfig.class;
  }

  @Override
  public Exporter create(NopExporterConfig config, Context context) {
    return new NopExporter();
  }

  private static final class NopExporter implements Exporter {
    @Override
    public Outcome accept(Batch batch) {
      return Outcome.accepted();
    }
  }
}
