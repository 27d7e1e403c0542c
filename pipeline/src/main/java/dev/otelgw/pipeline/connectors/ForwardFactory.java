package dev.otelgw.pipeline.connectors;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Connector;
import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import java.util.List;

/** Makes {@code forward} connectors. */
public final class ForwardFactory implements ConnectorFactory<ForwardConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "forward",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Hands what comes out of some pipelines to others of the same signal.");
  }

  @Override
  public Class<ForwardConfig> configType() {
    return ForwardConfig.class;
  }

  @Override
  public Connector create(ForwardConfig config, Pipelines next, Context context) {
    return new Forward(next);
  }

  private record Forward(Pipelines next) implements Connector {
    @Override
    public Outcome accept(Batch batch) {
      return next.accept(batch);
    }
  }
}
