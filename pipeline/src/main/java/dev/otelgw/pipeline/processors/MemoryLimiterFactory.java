package dev.otelgw.pipeline.processors;

import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import java.util.List;

/** Makes {@code memory_limiter} processors. */
public final class MemoryLimiterFactory implements ProcessorFactory<MemoryLimiterConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "memory_limiter",
        List.of(),
        "stable",
        ComponentType.ALL_SIGNALS,
        "Refuses batches while more bytes of telemetry are held than a limit allows.");
  }

  @Override
  public Class<MemoryLimiterConfig> configType() {
    return MemoryLimiterConfig.class;
  }

  @Override
  public Processor create(MemoryLimiterConfig config, Signal signal, Sink next, Context context) {
    return new MemoryLimiter(config.bound(Runtime.getRuntime().maxMemory()), next, context);
  }
}
