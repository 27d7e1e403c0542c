package dev.otelgw.pipeline.processors.resource;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.processors.actions.Actions;
import dev.otelgw.pipeline.processors.actions.Editing;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.WireMessage;
import java.util.List;

/** Makes {@code resource} processors. */
public final class ResourceProcessorFactory implements ProcessorFactory<ResourceConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "resource",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Changes the attributes of resources.");
  }

  @Override
  public Class<ResourceConfig> configType() {
    return ResourceConfig.class;
  }

  @Override
  public Processor create(ResourceConfig config, Signal signal, Sink next, Context context) {
    Actions actions = Actions.of(config.attributes());
    return new Editing(() -> new ResourceEdit(actions.forCaller()), next, context);
  }

  private record ResourceEdit(Actions actions) implements Edit {
    @Override
    public Verdict resource(WireMessage resource) {
      actions.apply(resource.attributes());
      return Verdict.KEEP;
    }
  }
}
