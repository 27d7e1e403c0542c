package dev.otelgw.exporters.grafanacloud;

import dev.otelgw.exporters.http.OtlpHttpSender;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.time.Duration;
import java.util.List;

/** Makes {@code grafana_cloud} exporters. */
public final class GrafanaCloudFactory implements ExporterFactory<GrafanaCloudConfig> {

  /** Wrong credentials are tried again this often, and not more: Grafana Cloud limits failures. */
  private static final Duration PROBE = Duration.ofSeconds(60);

  @Override
  public ComponentType type() {
    return new ComponentType(
        "grafana_cloud",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Sends OTLP to Grafana Cloud: endpoint or zone, instance id and token are all it needs.");
  }

  @Override
  public Class<GrafanaCloudConfig> configType() {
    return GrafanaCloudConfig.class;
  }

  @Override
  public Exporter create(GrafanaCloudConfig config, Context context) {
    return new OtlpHttpSender(config.sender(), context);
  }

  @Override
  public DeliverySettings delivery(GrafanaCloudConfig config) {
    return new DeliverySettings(config.queue(), config.retryOnFailure(), PROBE);
  }
}
