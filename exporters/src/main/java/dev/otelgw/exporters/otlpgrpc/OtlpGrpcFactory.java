package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import java.util.List;

/** Makes {@code otlp_grpc} exporters. */
public final class OtlpGrpcFactory implements ExporterFactory<OtlpGrpcConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "otlp_grpc",
        List.of("otlp"),
        "beta",
        ComponentType.ALL_SIGNALS,
        "Sends OTLP over gRPC to any backend that takes it.");
  }

  @Override
  public Class<OtlpGrpcConfig> configType() {
    return OtlpGrpcConfig.class;
  }

  @Override
  public Exporter create(OtlpGrpcConfig config, Context context) {
    return new OtlpGrpcExporter(config, context);
  }

  @Override
  public DeliverySettings delivery(OtlpGrpcConfig config) {
    return new DeliverySettings(config.sendingQueue(), config.retryOnFailure());
  }
}
