package dev.otelgw.exporters.prometheus;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Signal;
import java.util.List;
import java.util.Set;

/** Makes {@code prometheus} exporters. */
public final class PrometheusFactory implements ExporterFactory<PrometheusConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "prometheus",
        List.of(),
        "beta",
        Set.of(Signal.METRICS),
        "Shows metrics to Prometheus, which scrapes them: text, OpenMetrics, native histograms.");
  }

  @Override
  public Class<PrometheusConfig> configType() {
    return PrometheusConfig.class;
  }

  @Override
  public Exporter create(PrometheusConfig config, Context context) {
    return new PrometheusExporter(config, context);
  }
}
