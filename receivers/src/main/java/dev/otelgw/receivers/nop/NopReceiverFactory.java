package dev.otelgw.receivers.nop;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.ReceiverFactory;
import java.util.List;

/** Makes {@code nop} receivers. */
public final class NopReceiverFactory implements ReceiverFactory<NopReceiverConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "nop",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Receives nothing: for pipelines that are to stand idle.");
  }

  @Override
  public Class<NopReceiverConfig> configType() {
    return NopReceiverConfig.class;
  }

  @Override
  public Component create(NopReceiverConfig config, Pipelines next, Context context) {
    return new NopReceiver();
  }

  private static final class NopReceiver implements Component {}
}
