package dev.otelgw.exporters.otlphttp;

import dev.otelgw.exporters.http.OtlpHttpSender;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.List;
import java.util.Set;

/** Makes {@code otlp_http} exporters. */
public final class OtlpHttpFactory implements ExporterFactory<OtlpHttpConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "otlp_http",
        List.of("otlphttp"),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Sends OTLP over HTTP, as protobuf or JSON, to any backend that takes it.");
  }

  @Override
  public Class<OtlpHttpConfig> configType() {
    return OtlpHttpConfig.class;
  }

  @Override
  public Exporter create(OtlpHttpConfig config, Context context) {
    return new OtlpHttpSender(config.sender(), context);
  }

  @Override
  public Set<Signal> signals(OtlpHttpConfig config) {
    return config.signals();
  }

  @Override
  public DeliverySettings delivery(OtlpHttpConfig config) {
    return new DeliverySettings(config.sendingQueue(), config.retryOnFailure());
  }
}
