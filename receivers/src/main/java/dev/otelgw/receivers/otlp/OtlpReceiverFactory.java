package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.ReceiverFactory;
import java.util.List;

/** Makes {@code otlp} receivers. What {@link #create} gives is a {@link BoundPorts} too. */
public final class OtlpReceiverFactory implements ReceiverFactory<OtlpReceiverConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "otlp",
        List.of(),
        "beta",
        ComponentType.ALL_SIGNALS,
        "Receives OTLP over gRPC and HTTP (protobuf and JSON).");
  }

  @Override
  public Class<OtlpReceiverConfig> configType() {
    return OtlpReceiverConfig.class;
  }

  @Override
  public Component create(OtlpReceiverConfig config, Pipelines next, Context context) {
    return new OtlpReceiver(config, next, context);
  }
}
